import type { Actor } from '../authority.js';
import type { About, Item } from '../outbox/item.js';
import { Refusal } from '../refusal.js';
import type { Due } from '../store/due.js';
import type { Entry as Row } from '../store/types.js';
import { BallotBox, versionName } from './ballot-box.js';
import { mayVoteOn } from './voters.js';
import { isAskedIn } from './closing-soon.js';
import { needProposal } from './list.js';
import { smallestShown } from './outcome.js';
import { entriesIn, proposalQueue, type Nudge, type Proposal, type ProposalDeps } from './proposal.js';

const HOUR_MS = 3_600_000;
const PAGE = 500;

type AboutNudge = Extract<About, { kind: 'nudge' }>;

/**
 * **Nudge me**: one private message before voting closes, if the person has not voted by then. Asking twice is asking
 * once; after the message one may ask for another. Refused when voting is over, and to whoever may not vote here.
 * Resolves to when it is looked. The message comes in the person's `locale`.
 */
export async function askForNudge(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
  locale?: string,
): Promise<Nudge> {
  return deps.store.queue.shared(proposalQueue(proposalId), async () => {
    // Read again, inside the lock: it may have closed since.
    const proposal = await needProposal(deps, proposalId, actor);
    const { title } = proposal.action;
    if (proposal.state !== 'open' || now.getTime() >= Date.parse(proposal.closesAt)) {
      throw new Refusal('proposal-not-open', { title });
    }
    const guildId = actor.guildId ?? '';
    if (!mayVoteOn(proposal, actor)) throw new Refusal('nudge-not-voter', { title });
    if (!(await isAskedIn(deps, proposal, guildId))) throw new Refusal('proposal-unknown');
    const key = nudgeKey(deps, proposal, actor.userId);
    const asked: Nudge = {
      userId: actor.userId,
      guildId,
      askedAt: now.toISOString(),
      at: nudgeAt(proposal.closesAt, now),
      done: false,
      ...(locale === undefined ? {} : { locale }),
    };
    // Pressed twice at once, the row of the one that comes second finds another time in the record and does nothing.
    await deps.due.add({ kind: 'nudge', id: dueId(key), at: asked.at });
    return deps.nudges.change(key, (current) => (current === undefined || current.done ? asked : current));
  });
}

/** **Do not nudge me**: forgets that the person asked. Nothing there is fine. */
export async function takeNudgeBack(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
  { userId }: Pick<Actor, 'userId'>,
): Promise<void> {
  const key = nudgeKey(deps, proposal, userId);
  const nudge = await deps.nudges.get(key);
  if (nudge === undefined) return;
  await deps.outbox.forget(messageId(key, nudge));
  await deps.nudges.remove(key);
  await deps.due.remove({ kind: 'nudge', id: dueId(key), at: nudge.at });
}

/** Whether somebody waits for a nudge, could ask for one, or neither (voting is over, or they may not vote here). */
export async function nudgeFor(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
): Promise<'asked' | 'possible' | 'none'> {
  if (proposal.state !== 'open' || !mayVoteOn(proposal, actor)) return 'none';
  const nudge = await deps.nudges.get(nudgeKey(deps, proposal, actor.userId));
  return nudge === undefined || nudge.done ? 'possible' : 'asked';
}

/**
 * Its time has come: owes the message to everybody who asked. Whether somebody has voted is looked at when it is
 * composed, so that what is written is the same for those who have and those who have not.
 */
export async function nudgeWhenDue(deps: ProposalDeps, row: Pick<Due, 'id' | 'at'>): Promise<void> {
  const key = row.id.replace(/-([0-9a-f]+)$/u, ':$1');
  const nudge = await deps.nudges.get(key);
  if (nudge === undefined || nudge.done || nudge.at !== row.at) return;
  const [, proposalId = '', version = ''] = /^([a-z0-9]+)-(\d+):/u.exec(key) ?? [];
  const about: AboutNudge = { kind: 'nudge', proposalId, version: Number(version), guildId: nudge.guildId };
  await deps.outbox.owe(messageId(key, nudge), about, { kind: 'person', userId: nudge.userId });
}

/** Whether there is anything to nudge somebody about now: voting is open, and they have no standing vote. */
export async function needsNudge(
  deps: ProposalDeps,
  about: AboutNudge,
  userId: string,
  now: Date,
): Promise<boolean> {
  const proposal = await deps.proposals.get(about.proposalId);
  if (proposal?.version !== about.version || now.getTime() >= Date.parse(proposal.closesAt)) return false;
  if (!(await isAskedIn(deps, proposal, about.guildId))) return false;
  if ((await deps.nudges.get(nudgeKey(deps, proposal, userId))) === undefined) return false;
  // Where the secret is gone nobody can vote any more.
  const box = await BallotBox.of(deps, proposal);
  if (box === undefined) return false;
  const ballot = await box.get(userId);
  return ballot === undefined || ballot.choice === 'taken back';
}

/**
 * After its message was sent, was not needed, or cannot be sent (direct messages closed): the same is written in each
 * case, and what the outbox knows of it is removed, because a message sent means that somebody had not voted.
 */
export async function nudgeSettled(deps: ProposalDeps, id: string, item: Item): Promise<void> {
  const { about, target, state } = item;
  if (about.kind !== 'nudge' || target.kind !== 'person' || state === 'owed' || state === 'claimed') return;
  const key = nudgeKey(deps, { id: about.proposalId, version: about.version }, target.userId);
  await deps.nudges.change(key, (current) =>
    current === undefined || messageId(key, current) !== id ? current : { ...current, done: true },
  );
  await deps.outbox.forget(id);
}

/** What is behind **Show** in the message; refused once voting is over, and to whoever never asked. */
export async function showNudge(
  deps: ProposalDeps,
  meant: { proposalId: string; version: number },
  actor: Actor,
): Promise<{ proposal: Proposal; guildId: string }> {
  const version = { id: meant.proposalId, version: meant.version };
  const nudge = await deps.nudges.get(nudgeKey(deps, version, actor.userId));
  const proposal = await deps.proposals.get(meant.proposalId);
  if (nudge === undefined || proposal?.version !== meant.version) throw new Refusal('nudge-over');
  if (!(await isAskedIn(deps, proposal, nudge.guildId))) throw new Refusal('nudge-over');
  return { proposal, guildId: nudge.guildId };
}

/**
 * How many asked for a nudge in one server, for its organisers. It moves when people ask or take it back, never with a
 * vote or a message. Where a ballot there is secret no number is told of few, nor whether it is none.
 */
export async function nudgesAsked(
  deps: ProposalDeps,
  proposal: Proposal,
  guildId: string,
): Promise<{ asked: number } | { fewerThan: number } | undefined> {
  const here = entriesIn(proposal, guildId);
  if (proposal.state !== 'open' || here.length === 0) return undefined;
  let asked = 0;
  for await (const page of pages(deps, proposal)) {
    asked += page.filter(({ value }) => value.guildId === guildId).length;
  }
  const secret = here.filter(({ organisation }) => organisation.rule.ballots === 'secret');
  const fewerThan = Math.max(0, ...secret.map(smallestShown));
  return asked < fewerThan ? { fewerThan } : { asked };
}

/** When closing is brought forward, those still waiting are nudged before the new closing; call before it is written. */
export async function dueNudges(deps: ProposalDeps, proposal: Proposal, now: Date): Promise<void> {
  const at = nudgeAt(proposal.closesAt, now);
  for await (const page of pages(deps, proposal)) {
    const waiting = page.filter(({ value }) => !value.done);
    await Promise.all(waiting.map(({ id }) => deps.due.add({ kind: 'nudge', id: dueId(id), at })));
    await Promise.all(
      waiting.map(({ id }) =>
        deps.nudges.change(id, (current) =>
          current === undefined || current.done ? current : { ...current, at },
        ),
      ),
    );
  }
}

/** Forgets everybody who asked about a version, and messages still owed. Repeatable. */
export async function forgetNudges(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
): Promise<void> {
  for await (const page of pages(deps, proposal)) {
    await Promise.all(page.map(({ id, value }) => deps.outbox.forget(messageId(id, value))));
    await Promise.all(page.map(({ id }) => deps.nudges.remove(id)));
    // They carry a pseudonym, and would stay until their time.
    const rows = page.map(({ id, value }) => ({ kind: 'nudge', id: dueId(id), at: value.at }));
    await Promise.all(rows.map((row) => deps.due.remove(row)));
  }
}

/** 24 hours before closing; 2 hours where less than 30 are left, and half way where less than 3. */
export function nudgeAt(closesAt: string, now: Date): string {
  const closes = Date.parse(closesAt);
  const left = closes - now.getTime();
  const before = left >= 30 * HOUR_MS ? 24 * HOUR_MS : left >= 3 * HOUR_MS ? 2 * HOUR_MS : left / 2;
  return new Date(closes - before).toISOString();
}

async function* pages(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
): AsyncGenerator<Row<Nudge>[]> {
  const within = `${versionName(proposal)}:`;
  for (let after: string | undefined; ;) {
    const range = { within, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await deps.nudges.range(range);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

/** Where it is kept that somebody asked; a pseudonym of its own for each version: two of them do not show that the same person asked. */
export function nudgeKey(
  deps: Pick<ProposalDeps, 'store'>,
  proposal: Pick<Proposal, 'id' | 'version'>,
  userId: string,
): string {
  const version = versionName(proposal);
  return `${version}:${deps.store.pseudonym(`nudge ${version} ${userId}`)}`;
}

function dueId(key: string): string {
  return key.replace(':', '-');
}

/** The outbox id of the message: one each time somebody asked. */
function messageId(key: string, nudge: Pick<Nudge, 'askedAt'>): string {
  return `nudge-${dueId(key)}-${String(Date.parse(nudge.askedAt))}`;
}
