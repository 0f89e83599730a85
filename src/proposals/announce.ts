import type { Target } from '../outbox/item.js';
import { closingSoonId } from './closing-soon.js';
import { oweEvents, oweFollowingEdits } from './follow-through.js';
import { hasOneIn, outcomeId } from './outcome-places.js';
import { endLapsedVersions } from './end-version.js';
import { cardId, cardPlaces, oweCardEdits, type Proposal, type ProposalDeps } from './proposal.js';
import { reportId } from './report.js';

/** After a crash between a change and its posts, the posts are owed so long after it, in ms. */
const REPAIR_MS = 10_000;

/**
 * Makes sure that a change about to be written is announced even if the process ends right after the write. Call before
 * the write; `announce` after it.
 */
export async function announceSoon(deps: ProposalDeps, proposalId: string, now: Date): Promise<void> {
  const at = new Date(now.getTime() + REPAIR_MS).toISOString();
  await deps.due.add({ kind: 'announce', id: proposalId, at });
}

/**
 * Owes everything that should be posted of a proposal as it stands: its cards, that its text changed or closing was
 * brought forward, its outcome, its events, that it was called off; and has what was posted brought up to date. Owing
 * twice is owing once, so this may run at any time.
 */
export async function announce(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  const { id, closesAt, version } = proposal;
  for (const { guildId, channelId } of cardPlaces(proposal)) {
    const target: Target = { kind: 'channel', guildId, channelId };
    const about = { proposalId: id, guildId };
    await deps.outbox.owe(cardId(proposal, guildId), { kind: 'card', ...about }, target);
    if (proposal.state === 'open' && version > 1) {
      await deps.outbox.owe(
        amendedId(proposal, version, guildId),
        { kind: 'amended', ...about, version },
        target,
      );
    }
    if (proposal.state === 'open' && proposal.broughtForward === true) {
      await deps.outbox.owe(
        movedId(proposal, guildId),
        { kind: 'closing moved', ...about, closesAt },
        target,
      );
    }
    if (proposal.outcome !== undefined) {
      await deps.outbox.owe(outcomeId(proposal, guildId), { kind: 'outcome', ...about, version }, target);
    }
    // Nothing reaches an organisation that is out: only servers with one that is in are told.
    if (proposal.state === 'called off' && hasOneIn(proposal, guildId)) {
      await deps.outbox.owe(calledOffId(proposal, guildId), { kind: 'called off', ...about }, target);
    }
  }
  await oweEvents(deps, proposal);
  const decided = proposal.state === 'agreed' || proposal.state === 'not agreed';
  await oweOutcomeEdits(deps, proposal, decided ? version - 1 : version);
  await oweCardEdits(deps, proposal);
}

/** Asks for everything posted of a proposal to be brought up to date: cards, and what was said of it beside them. */
export async function oweAllEdits(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  await oweCardEdits(deps, proposal);
  for (const { guildId } of cardPlaces(proposal)) {
    for (let version = 2; version <= proposal.version; version += 1)
      await deps.outbox.oweEdit(amendedId(proposal, version, guildId));
    for (const idOf of [movedId, closingSoonId, calledOffId, reportId])
      await deps.outbox.oweEdit(idOf(proposal, guildId));
    await oweFollowingEdits(deps, proposal, guildId);
  }
  await oweOutcomeEdits(deps, proposal, proposal.version);
}

/** Asks for posted outcomes to be brought up to date, from that of the first text to that of a version. */
async function oweOutcomeEdits(deps: ProposalDeps, proposal: Proposal, upTo: number): Promise<void> {
  for (const { guildId } of cardPlaces(proposal)) {
    for (let version = 1; version <= upTo; version += 1)
      await deps.outbox.oweEdit(outcomeId({ id: proposal.id, version }, guildId));
  }
}

function amendedId({ id }: Proposal, version: number, guildId: string): string {
  return `amended-${id}-${String(version)}-${guildId}`;
}

function movedId({ id, closesAt }: Proposal, guildId: string): string {
  return `moved-${id}-${String(Date.parse(closesAt))}-${guildId}`;
}

function calledOffId({ id }: Proposal, guildId: string): string {
  return `called-off-${id}-${guildId}`;
}

/**
 * Announces by the proposal's id, and what else an end of the process may have kept from being done after the change;
 * nothing when it was never written.
 */
export async function announceStored(deps: ProposalDeps, proposalId: string): Promise<void> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal === undefined) return;
  await announce(deps, proposal);
  await endLapsedVersions(deps, proposal);
}
