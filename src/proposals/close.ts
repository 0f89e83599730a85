import { may, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { readSettings, type ServerSettings } from '../settings/server-settings.js';
import { announce, announceSoon } from './announce.js';
import { tallyOf } from './ballot.js';
import { dueClosing, GRACE_MS } from './open.js';
import { proposalQueue, type PositionRecord, type Proposal, type ProposalDeps } from './proposal.js';
import { isAgreed, positionOf } from './tally.js';

const MINUTE = 60_000;

/** How long the platform is waited for when rolls are counted again, in ms. */
const ROLL_WAIT_MS = 5_000;

/**
 * Closes a proposal whose time has come: waits for casts under way, counts each organisation by its own rule, writes
 * the outcome, then owes its posts. Repeatable at any point; a second run finds the outcome and owes the same posts.
 * Returns false when it is not yet time.
 */
export async function closeWhenDue(deps: ProposalDeps, proposalId: string, now: Date): Promise<boolean> {
  const rolls = await rollsNow(deps, await deps.proposals.get(proposalId));
  const closed = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal?.state !== 'open') return proposal;
    if (now.getTime() < Date.parse(proposal.closesAt) + GRACE_MS) return proposal;
    const outcome: PositionRecord[] = [];
    for (const { organisation, roll } of proposal.entries) {
      const tally = await tallyOf(deps, proposal, organisation.id);
      outcome.push({
        organisationId: organisation.id,
        position: positionOf(organisation.rule, tally, roll),
        tally,
        rollAtClosing: rolls.get(organisation.id) ?? roll,
      });
    }
    const agreed = isAgreed(
      outcome.map((entry) => entry.position),
      proposal.needed,
    );
    const next: Proposal = {
      ...proposal,
      state: agreed ? 'agreed' : 'not agreed',
      closedAt: now.toISOString(),
      outcome,
    };
    await deps.proposals.put(proposalId, next);
    return next;
  });
  if (closed === undefined) return true;
  if (closed.state === 'open') return false;
  await announce(deps, closed);
  return true;
}

/**
 * Brings closing forward to the server's notice from now, never nearer and never under its shortest vote, and posts it with every card. Refused when it
 * closes by then anyway, and to others than the proposer and organisers.
 */
export async function bringClosingForward(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  return changeOpen(deps, proposalId, 'close a proposal', actor, now, async (proposal, settings) => {
    const opened = Date.parse(proposal.openedAt);
    const soonest = Math.max(
      now.getTime() + settings.noticeMinutes * MINUTE,
      opened + settings.shortestVoteMinutes * MINUTE,
    );
    const closesAt = new Date(soonest).toISOString();
    if (Date.parse(proposal.closesAt) <= Date.parse(closesAt)) {
      throw new Refusal('closes-anyway', {
        title: proposal.action.title,
        closes: new Date(proposal.closesAt),
      });
    }
    const next = { ...proposal, closesAt, broughtForward: true };
    await dueClosing(deps, next);
    return next;
  });
}

/** Withdraws an open proposal; nobody's ballot counts any more. For the proposer and organisers. */
export async function withdrawProposal(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  return changeOpen(deps, proposalId, 'withdraw a proposal', actor, now, (proposal) =>
    Promise.resolve({ ...proposal, state: 'withdrawn', closedAt: now.toISOString() }),
  );
}

async function changeOpen(
  deps: ProposalDeps,
  proposalId: string,
  act: 'close a proposal' | 'withdraw a proposal',
  actor: Actor,
  now: Date,
  change: (proposal: Proposal, settings: ServerSettings) => Promise<Proposal>,
): Promise<Proposal> {
  const changed = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal === undefined || proposal.guildId !== actor.guildId) throw new Refusal('proposal-unknown');
    const settings = await readSettings(deps, proposal.guildId);
    const subject = { guildId: proposal.guildId, settings, ownerId: proposal.proposerId };
    if (!may(actor, act, subject)) throw new Refusal('own-only', { title: proposal.action.title });
    if (proposal.state !== 'open') {
      throw new Refusal('proposal-not-open', { title: proposal.action.title, state: proposal.state });
    }
    const next = await change(proposal, settings);
    await announceSoon(deps, proposalId, now);
    await deps.proposals.put(proposalId, next);
    return next;
  });
  await announce(deps, changed);
  return changed;
}

/**
 * The rolls counted again, for the growth line; asked before the proposal is locked and with a limit, because closing
 * shall not wait for the platform. Where it does not say, the one from opening stands.
 */
async function rollsNow(deps: ProposalDeps, proposal: Proposal | undefined): Promise<Map<string, number>> {
  const rolls = new Map<string, number>();
  const asked = proposal?.state === 'open' ? proposal.entries : [];
  await Promise.all(
    asked.map(async ({ organisation, roll }) => {
      const limit = new Promise<number>((resolve) => setTimeout(() => resolve(roll), ROLL_WAIT_MS).unref());
      const count = deps.platform.memberCount(organisation.guildId).catch(() => roll);
      rolls.set(organisation.id, await Promise.race([count, limit]));
    }),
  );
  return rolls;
}
