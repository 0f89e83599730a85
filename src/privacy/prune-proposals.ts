import { pollQueue } from '../polls/poll.js';
import { NOBODY } from '../nobody.js';
import { versionName } from '../proposals/ballot-box.js';
import { eraseProposer } from '../proposals/erase-person.js';
import { takeNudgeBack } from '../proposals/nudge.js';
import { proposalQueue, type Proposal } from '../proposals/proposal.js';
import { emptySealedBox } from '../proposals/sealed-box.js';
import { entriesOf, firstPartsOf } from '../store/entries.js';
import { proposalUntil } from './retention.js';
import type { PrivacyDeps } from './trace.js';

/** Removes from proposals that have been over for long enough who proposed them. */
export async function pruneProposers(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id, value: proposal } of entriesOf(deps.proposals)) {
    if (proposal.proposerId === NOBODY || !(await isPast(deps, proposal, proposal.guildId, now))) continue;
    await eraseProposer(deps, id);
    count += 1;
  }
  return count;
}

/** Removes the names listed after open ballots, when the server of each organisation lets them go; the totals stay. */
export async function pruneNames(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id: key } of entriesOf(deps.names)) {
    const [id = '', entry = ''] = key.split(':');
    await deps.store.queue.exclusive(proposalQueue(id), async () => {
      const proposal = await deps.proposals.get(id);
      const guildId = proposal?.entries[Number(entry)]?.organisation.guildId ?? '';
      if (proposal !== undefined && !(await isPast(deps, proposal, guildId, now))) return;
      await deps.names.remove(key);
      count += 1;
    });
  }
  return count;
}

/** Removes that people reported a proposal, pressed **Remind me**, or were asked whether it took place. */
export async function pruneMarks(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  const sweep = async (
    collection: PrivacyDeps['reports'] | PrivacyDeps['follows'] | PrivacyDeps['askedPeople'],
    isOver: (proposal: Proposal) => Promise<boolean>,
  ) => {
    for await (const id of firstPartsOf(collection)) {
      const proposal = await deps.proposals.get(id);
      if (proposal !== undefined && !(await isOver(proposal))) continue;
      for await (const row of entriesOf<unknown>(collection, `${id}:`)) {
        await collection.remove(row.id);
        count += 1;
      }
    }
  };
  const isOver = (proposal: Proposal) => isPast(deps, proposal, proposal.guildId, now);
  await sweep(deps.reports, isOver);
  await sweep(deps.follows, isOver);
  // Kept only as long as the question stands, which takes them along when it ends.
  await sweep(
    deps.askedPeople,
    async ({ guildId, id }) => (await deps.questions.get(guildId, id)) === undefined,
  );
  return count;
}

/** Removes what an end of the process left of nudges for texts that nobody votes on any more. */
export async function pruneNudges(deps: PrivacyDeps): Promise<number> {
  let count = 0;
  for await (const { id: key, value } of entriesOf(deps.nudges)) {
    const [, id = '', version = ''] = /^([a-z0-9]+)-(\d+):/u.exec(key) ?? [];
    const meant = { id, version: Number(version) };
    await deps.store.queue.exclusive(proposalQueue(id), async () => {
      if (await isOpen(deps, meant)) return;
      await takeNudgeBack(deps, meant, value);
      count += 1;
    });
  }
  return count;
}

/**
 * Removes rows of ballots and answers that an end of the process left after the count. A secret without rows may be that of
 * a proposal just being published, and is left to the sweep at the start.
 */
export async function pruneBallots(deps: PrivacyDeps): Promise<number> {
  let count = 0;
  for await (const name of firstPartsOf(deps.ballots)) {
    const poll = /^poll-([a-z0-9]+)$/u.exec(name)?.[1];
    const [, id = '', version = ''] = /^([a-z0-9]+)-(\d+)$/u.exec(name) ?? [];
    await deps.store.queue.exclusive(poll === undefined ? proposalQueue(id) : pollQueue(poll), async () => {
      const stands =
        poll === undefined
          ? await isOpen(deps, { id, version: Number(version) })
          : isUncounted(await deps.polls.get(poll));
      if (stands) return;
      await emptySealedBox(deps, name);
      count += 1;
    });
  }
  return count;
}

async function isOpen(deps: PrivacyDeps, meant: Pick<Proposal, 'id' | 'version'>): Promise<boolean> {
  const proposal = await deps.proposals.get(meant.id);
  return proposal?.state === 'open' && versionName(proposal) === versionName(meant);
}

function isUncounted(poll: { result?: unknown } | undefined): boolean {
  return poll !== undefined && poll.result === undefined;
}

async function isPast(deps: PrivacyDeps, proposal: Proposal, guildId: string, now: Date): Promise<boolean> {
  const until = await proposalUntil(deps, proposal, guildId);
  return until !== undefined && Date.parse(until) <= now.getTime();
}
