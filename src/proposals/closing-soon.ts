import type { Target } from '../outbox/item.js';
import type { Due } from '../store/due.js';
import { cardPlaces, entriesIn, type Proposal, type ProposalDeps } from './proposal.js';

const HOUR_MS = 3_600_000;

/** So long before closing each card's channel gets one line (product section 5), in ms. */
const SOON_MS = 24 * HOUR_MS;

/** Opened or brought forward less than this before the line, the card or a notice has just said the same. */
const LEAST_BEFORE_MS = HOUR_MS;

/**
 * Makes sure that the line comes, if there is time for one; call before the write that sets `closesAt`, with the
 * instant of that change. A row for an earlier closing does nothing any more.
 */
export async function dueClosingSoon(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'closesAt'>,
  now: Date,
): Promise<void> {
  const { id, closesAt } = proposal;
  if (!hasTimeForLine(closesAt, now.toISOString())) return;
  await deps.due.add({ kind: 'closing-soon', id, at: lineAt(closesAt) });
}

/**
 * Twenty-four hours before closing: owes one line in the channel of each card, except where the card is hidden or the
 * server's organisations have all left. Repeatable. After an outage the line comes late, as long as voting is open.
 */
export async function announceClosingSoon(
  deps: ProposalDeps,
  row: Pick<Due, 'id' | 'at'>,
  now: Date,
): Promise<void> {
  const proposal = await deps.proposals.get(row.id);
  if (proposal?.state !== 'open' || now.getTime() >= Date.parse(proposal.closesAt)) return;
  const { id, closesAt, openedAt } = proposal;
  // The row of an earlier version or closing, which may even be for the same instant.
  if (row.at !== lineAt(closesAt) || !hasTimeForLine(closesAt, openedAt)) return;
  for (const { guildId, channelId } of cardPlaces(proposal)) {
    if (!(await isAskedIn(deps, proposal, guildId))) continue;
    const target: Target = { kind: 'channel', guildId, channelId };
    const about = { kind: 'closing soon', proposalId: id, guildId, closesAt } as const;
    await deps.outbox.owe(closingSoonId(proposal, guildId), about, target);
  }
}

/** The outbox id of the line for the present version and closing. */
export function closingSoonId({ id, version, closesAt }: Proposal, guildId: string): string {
  return `closing-soon-${id}-${String(version)}-${String(Date.parse(closesAt))}-${guildId}`;
}

/** Whether people in a server are asked to vote: it takes part, and the card is not hidden there. */
export async function isAskedIn(deps: ProposalDeps, proposal: Proposal, guildId: string): Promise<boolean> {
  if (proposal.state !== 'open' || entriesIn(proposal, guildId).length === 0) return false;
  return (await deps.hidden.get(`${proposal.id}:${guildId}`)) === undefined;
}

function hasTimeForLine(closesAt: string, from: string): boolean {
  return Date.parse(closesAt) - Date.parse(from) > SOON_MS + LEAST_BEFORE_MS;
}

function lineAt(closesAt: string): string {
  return new Date(Date.parse(closesAt) - SOON_MS).toISOString();
}
