import type { Item, Target } from '../outbox/item.js';
import type { Due } from '../store/due.js';
import { textHash, type Action } from './action.js';
import { momentsBefore } from './before-action.js';
import { hasOneIn, outcomeId } from './outcome-places.js';
import { cardPlaces, type Proposal, type ProposalDeps } from './proposal.js';

/** What is owed for one version of a proposal in one server. */
export interface Meant {
  guildId: string;
  version: number;
}

/**
 * Owes the scheduled event of an agreed action in each server with an organisation that is in, and has those brought in
 * line that were made for what does not hold any more: of earlier texts, called off. Repeatable.
 */
export async function oweEvents(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  const { id, state, version } = proposal;
  for (const { guildId } of cardPlaces(proposal)) {
    if (state === 'agreed' && (await isToldIn(deps, proposal, guildId))) {
      const about = { kind: 'event', proposalId: id, guildId, version } as const;
      await deps.outbox.owe(eventItemId(proposal, { guildId, version }), about, { kind: 'server', guildId });
    }
    if (state !== 'agreed' || version > 1) await oweFollowingEdits(deps, proposal, guildId);
  }
}

/**
 * Whether a server shall have the event of a version: yes; no, so that it is taken back; or `kept` as it is, because the
 * action has begun or is over.
 */
export async function wantsEvent(
  deps: ProposalDeps,
  proposal: Proposal,
  { guildId, version }: Meant,
  now: Date,
): Promise<boolean | 'kept'> {
  if (proposal.version !== version || !(await isToldIn(deps, proposal, guildId))) return false;
  if (proposal.state === 'took place') return 'kept';
  if (proposal.state !== 'agreed') return false;
  return Date.parse(proposal.action.start.instant) > now.getTime() ? true : 'kept';
}

/** The text of a version, with its hash, as far as it is still known: the present one, and what was agreed before. */
export function textOf(proposal: Proposal, version: number): { action: Action; hash: string } | undefined {
  if (version === proposal.version) return { action: proposal.action, hash: proposal.hash };
  const { agreedBefore } = proposal;
  if (agreedBefore?.version !== version) return undefined;
  return { action: agreedBefore.action, hash: textHash(agreedBefore.action) };
}

/** Where the event of a version stands in a server. */
export async function eventOf(
  deps: ProposalDeps,
  proposal: Proposal,
  guildId: string,
): Promise<Item | undefined> {
  return deps.outbox.find(eventItemId(proposal, { guildId, version: proposal.version }));
}

/** After an attempt at an event: the outcome says where it is, or what is missing - once, and not after every try. */
export async function eventSettled(deps: ProposalDeps, { about, state, attempts }: Item): Promise<void> {
  if (about.kind !== 'event' || (state === 'owed' && attempts > 1)) return;
  await deps.outbox.oweEdit(outcomeId({ id: about.proposalId, version: about.version }, about.guildId));
}

/** Makes sure that the lines before an agreed action come; call before the write that makes it agreed. */
export async function dueComing(deps: ProposalDeps, proposal: Proposal, now: Date): Promise<void> {
  for (const { instant } of momentsBefore(proposal.action)) {
    if (Date.parse(instant) > now.getTime())
      await deps.due.add({ kind: 'coming', id: proposal.id, at: instant });
  }
}

/**
 * 7 days, 1 day and 2 hours before an agreed action: owes one line in each channel of a server with an organisation that
 * is in. Rows of an earlier time do nothing. Of several missed in an outage only the latest comes, and none once the
 * action has begun.
 */
export async function announceComing(
  deps: ProposalDeps,
  row: Pick<Due, 'id' | 'at'>,
  now: Date,
): Promise<void> {
  const proposal = await deps.proposals.get(row.id);
  if (proposal === undefined || !isComing(proposal, row.at, now)) return;
  const { id, version } = proposal;
  for (const { guildId, channelId } of cardPlaces(proposal)) {
    if (!(await isToldIn(deps, proposal, guildId))) continue;
    const target: Target = { kind: 'channel', guildId, channelId };
    const about = { kind: 'coming', proposalId: id, guildId, version, dueAt: row.at } as const;
    await deps.outbox.owe(comingId(proposal, { guildId, version }, row.at), about, target);
  }
}

/** Whether a line planned for an instant is the one to be told now. */
export function isComing(proposal: Proposal, plannedFor: string, now: Date): boolean {
  if (proposal.state !== 'agreed' || Date.parse(proposal.action.start.instant) <= now.getTime()) return false;
  const passed = momentsBefore(proposal.action).filter(({ instant }) => Date.parse(instant) <= now.getTime());
  return passed.at(-1)?.instant === plannedFor;
}

/** Whether a server is told of an agreed action: one of its organisations is in, and the card is not hidden there. */
export async function isToldIn(deps: ProposalDeps, proposal: Proposal, guildId: string): Promise<boolean> {
  return hasOneIn(proposal, guildId) && (await deps.hidden.get(`${proposal.id}:${guildId}`)) === undefined;
}

/**
 * Has a server's events, and the lines posted before an action, brought in line with what has become of it; of the texts
 * that are still known.
 */
export async function oweFollowingEdits(
  deps: ProposalDeps,
  proposal: Proposal,
  guildId: string,
): Promise<void> {
  for (let version = 1; version <= proposal.version; version += 1) {
    const meant = { guildId, version };
    await deps.outbox.oweEdit(eventItemId(proposal, meant));
    const text = textOf(proposal, version);
    for (const { instant } of text === undefined ? [] : momentsBefore(text.action))
      await deps.outbox.oweEdit(comingId(proposal, meant, instant));
  }
}

function comingId({ id }: Pick<Proposal, 'id'>, { guildId, version }: Meant, at: string): string {
  return `coming-${id}-${String(version)}-${String(Date.parse(at))}-${guildId}`;
}

function eventItemId({ id }: Pick<Proposal, 'id'>, { guildId, version }: Meant): string {
  return `event-${id}-${String(version)}-${guildId}`;
}
