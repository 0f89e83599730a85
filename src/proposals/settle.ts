import { may, type Act, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { readSettings, type ServerSettings } from '../settings/server-settings.js';
import { announce, announceSoon, oweAllEdits } from './announce.js';
import { dueClosingSoon } from './closing-soon.js';
import { endVersion } from './end-version.js';
import { ownOnly } from './list.js';
import { oweFollowingEdits } from './follow-through.js';
import { dueNudges } from './nudge.js';
import { dueClosing } from './open.js';
import { listPast } from './past.js';
import {
  cardPlaces,
  isPutTo,
  oweCardEdits,
  proposalQueue,
  type Proposal,
  type ProposalDeps,
} from './proposal.js';

const MINUTE = 60_000;

/**
 * Brings closing forward to the server's notice from now, never nearer and never under its shortest vote, and posts it with every card. Refused when it
 * closes by then anyway, with a live tally (whoever closes would see the votes), and to others than the proposer and
 * organisers of the proposing server.
 */
export async function bringClosingForward(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  return change(deps, proposalId, 'close a proposal', ['open'], actor, now, async (proposal, settings) => {
    const { title } = proposal.action;
    if (proposal.entries.some(({ organisation }) => organisation.rule.tally === 'live')) {
      throw new Refusal('close-not-live', { title });
    }
    const opened = Date.parse(proposal.openedAt);
    const soonest = Math.max(
      now.getTime() + settings.noticeMinutes * MINUTE,
      opened + settings.shortestVoteMinutes * MINUTE,
    );
    const closesAt = new Date(soonest).toISOString();
    if (Date.parse(proposal.closesAt) <= Date.parse(closesAt)) {
      throw new Refusal('closes-anyway', { title, closes: new Date(proposal.closesAt) });
    }
    const next: Proposal = { ...proposal, closesAt, broughtForward: true };
    await dueClosing(deps, next);
    await dueClosingSoon(deps, next, now);
    await dueNudges(deps, next, now);
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
  const next = await change(deps, proposalId, 'withdraw a proposal', ['open'], actor, now, (proposal) =>
    Promise.resolve({ ...proposal, state: 'withdrawn', closedAt: now.toISOString() }),
  );
  await endVersion(deps, next);
  if (next.frontId !== undefined) await deps.proposalsByFront.remove(`${next.frontId}:${next.id}`);
  return next;
}

/** Calls off an agreed action, or says that it took place. For the proposer and organisers. */
export async function settleAction(
  deps: ProposalDeps,
  proposalId: string,
  as: 'called off' | 'took place',
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const act = as === 'called off' ? 'call off an action' : 'say it took place';
  return change(deps, proposalId, act, ['agreed'], actor, now, async (proposal) => {
    if (as === 'took place' && now.getTime() < Date.parse(proposal.action.start.instant)) {
      throw new Refusal('not-yet-begun', { start: new Date(proposal.action.start.instant) });
    }
    await listPast(deps, proposal);
    return { ...proposal, state: as, settledAt: now.toISOString() };
  });
}

/**
 * Hides a proposal's card in the actor's own server, where it came from another; told to the proposer by /proposal
 * show, and undone by nobody. For organisers of the receiving server.
 */
export async function hideCard(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { guildId } = actor;
  if (guildId === undefined || guildId === proposal.guildId) throw new Refusal('hide-own');
  const settings = await readSettings(deps, guildId);
  if (!may(actor, 'hide a card', { guildId, settings })) throw new Refusal('organisers-only');
  await deps.hidden.insert(`${proposal.id}:${guildId}`, { at: now.toISOString(), by: 'organisers' });
  await oweFollowingEdits(deps, proposal, guildId);
  await oweCardEdits(deps, proposal);
}

/** Takes a proposal down everywhere, for whoever operates the bot: withdrawn if open, and every post of it emptied. */
export async function takeDown(deps: ProposalDeps, proposalId: string, now: Date): Promise<Proposal> {
  const proposal = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const current = await deps.proposals.get(proposalId);
    if (current === undefined) throw new Refusal('proposal-unknown');
    for (const { guildId } of cardPlaces(current)) {
      await deps.hidden.put(`${proposalId}:${guildId}`, { at: now.toISOString(), by: 'operator' });
    }
    if (current.state !== 'open') return current;
    const next: Proposal = { ...current, state: 'withdrawn', closedAt: now.toISOString() };
    await announceSoon(deps, proposalId, now);
    await deps.proposals.put(proposalId, next);
    return next;
  });
  if (proposal.state === 'withdrawn') await endVersion(deps, proposal);
  await oweAllEdits(deps, proposal);
  return proposal;
}

/** Takes the organisations of a server that left its front out of a front's open proposals; their ballots count no more. */
export async function leaveProposals(
  deps: ProposalDeps,
  frontId: string,
  guildId: string,
  now: Date,
): Promise<void> {
  const listed = await deps.proposalsByFront.range({ within: `${frontId}:`, limit: 1_000 });
  for (const { id } of listed) {
    const proposalId = id.slice(frontId.length + 1);
    const left = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
      const proposal = await deps.proposals.get(proposalId);
      if (proposal?.state !== 'open') return undefined;
      const entries = proposal.entries.map((entry) =>
        entry.organisation.guildId === guildId
          ? { ...entry, leftAt: entry.leftAt ?? now.toISOString() }
          : entry,
      );
      const next = { ...proposal, entries };
      await announceSoon(deps, proposalId, now);
      await deps.proposals.put(proposalId, next);
      return next;
    });
    if (left !== undefined) await oweCardEdits(deps, left);
  }
}

async function change(
  deps: ProposalDeps,
  proposalId: string,
  act: Act,
  from: readonly Proposal['state'][],
  actor: Actor,
  now: Date,
  work: (proposal: Proposal, settings: ServerSettings) => Promise<Proposal>,
): Promise<Proposal> {
  const changed = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    // A server it was never put to does not even learn its title.
    if (proposal === undefined || !isPutTo(proposal, actor.guildId)) throw new Refusal('proposal-unknown');
    const { title } = proposal.action;
    const settings = await readSettings(deps, proposal.guildId);
    const subject = { guildId: proposal.guildId, settings, ownerId: proposal.proposerId };
    if (!may(actor, act, subject)) throw ownOnly(proposal, actor);
    if (!from.includes(proposal.state)) {
      throw new Refusal(from.includes('open') ? 'proposal-not-open' : 'proposal-not-agreed', { title });
    }
    const next = await work(proposal, settings);
    await announceSoon(deps, proposalId, now);
    await deps.proposals.put(proposalId, next);
    return next;
  });
  await announce(deps, changed);
  return changed;
}
