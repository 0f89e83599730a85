import { announce } from './announce.js';
import { dueAfterwards } from './ask-at.js';
import { BallotBox } from './ballot-box.js';
import { namesId, tallyIn } from './ballot.js';
import { endVersion } from './end-version.js';
import { dueComing } from './follow-through.js';
import { GRACE_MS } from './open.js';
import { conclude, type Conclusion } from './outcome.js';
import { signedRecord } from './outcome-record.js';
import { rollOf } from './preview.js';
import {
  proposalQueue,
  type Entry,
  type NamedBallots,
  type Proposal,
  type ProposalDeps,
} from './proposal.js';
import type { Ballot } from './sealed-ballot.js';
import { isAgreed } from './tally.js';

/** How long the platform is waited for when rolls are counted again, in ms. */
const ROLL_WAIT_MS = 5_000;

/**
 * Closes a proposal whose time has come: waits for casts under way, counts each organisation by its own rule, writes
 * the outcome and reads it back, destroys what could link people and choices, then owes the posts (threats section 2).
 * Repeatable at any point; a second run finds the outcome and carries on behind it. Returns false when it is not yet
 * time.
 */
export async function closeWhenDue(deps: ProposalDeps, proposalId: string, now: Date): Promise<boolean> {
  const rolls = await rollsNow(deps, await deps.proposals.get(proposalId));
  const closed = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal?.state !== 'open') return proposal;
    if (now.getTime() < Date.parse(proposal.closesAt) + GRACE_MS) return proposal;
    return count(deps, proposal, rolls, now);
  });
  if (closed === undefined) return true;
  if (closed.state === 'open') return false;
  await endVersion(deps, closed);
  if (closed.frontId !== undefined) await deps.proposalsByFront.remove(`${closed.frontId}:${closed.id}`);
  await announce(deps, closed);
  await deps.store.checkpoint();
  return true;
}

/** Counts, writes and reads back. The names of open ballots go first: alone they say nothing that is not to be said. */
async function count(
  deps: ProposalDeps,
  proposal: Proposal,
  rolls: ReadonlyMap<number, number>,
  now: Date,
): Promise<Proposal> {
  // Where the secret is gone (a restored backup), nobody's ballot can be read: nobody has voted.
  const { ballots, refused } = (await (await BallotBox.of(deps, proposal))?.read()) ?? {
    ballots: [],
    refused: 0,
  };
  const outcome: Conclusion[] = [];
  for (const [index, entry] of proposal.entries.entries()) {
    if (entry.leftAt !== undefined) continue;
    const rollAtClosing = rolls.get(index) ?? entry.roll;
    outcome.push(conclude(entry, index, tallyIn(ballots, index), rollAtClosing, refused));
    await keepNames(deps, proposal, index, entry, ballots);
  }
  const positions = outcome.map(({ position }) => position);
  const next: Proposal = {
    ...proposal,
    state: isAgreed(positions, proposal.needed) ? 'agreed' : 'not agreed',
    closedAt: now.toISOString(),
    outcome,
  };
  if (next.state === 'agreed') await dueComing(deps, next, now);
  if (next.state === 'agreed') await dueAfterwards(deps, next);
  await deps.records.put(proposal.id, signedRecord(next, deps.recordKeys));
  await deps.proposals.put(proposal.id, next);
  const readBack = await deps.proposals.get(proposal.id);
  // The secret is destroyed next: what is on disk has to be the outcome first.
  if (JSON.stringify(readBack?.outcome) !== JSON.stringify(outcome))
    throw new Error('The outcome was not read back');
  return next;
}

async function keepNames(
  deps: ProposalDeps,
  proposal: Proposal,
  index: number,
  entry: Entry,
  ballots: readonly Ballot[],
): Promise<void> {
  if (entry.organisation.rule.ballots !== 'open') return;
  const names: NamedBallots = [];
  for (const { userId, choice, entry: given } of ballots) {
    if (given === index && userId !== undefined && choice !== 'taken back') names.push({ userId, choice });
  }
  // In order of ids: the order in the box says nothing, but neither shall a later one.
  names.sort((a, b) => (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1));
  await deps.names.put(namesId(proposal, index), names);
}

/**
 * The rolls counted again, for the growth line; asked before the proposal is locked and with a limit, because closing
 * shall not wait for the platform. Where it does not say, the one from opening stands.
 */
async function rollsNow(deps: ProposalDeps, proposal: Proposal | undefined): Promise<Map<number, number>> {
  const rolls = new Map<number, number>();
  const asked = proposal?.state === 'open' ? [...proposal.entries.entries()] : [];
  await Promise.all(
    asked.map(async ([index, { organisation, roll }]) => {
      const limit = new Promise<number>((resolve) => setTimeout(() => resolve(roll), ROLL_WAIT_MS).unref());
      const count = rollOf(deps, organisation).catch(() => roll);
      rolls.set(index, await Promise.race([count, limit]));
    }),
  );
  return rolls;
}
