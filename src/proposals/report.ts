import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { cardPlaces, type Proposal, type ProposalDeps } from './proposal.js';

/**
 * Asks the server's organisers to look at a proposal, without naming who asked. Once per person; refused the second
 * time. The note goes to the channel of the card.
 */
export async function reportProposal(deps: ProposalDeps, proposal: Proposal, actor: Actor): Promise<void> {
  const place = cardPlaces(proposal).find(({ guildId }) => guildId === actor.guildId);
  if (place === undefined) throw new Refusal('proposal-unknown');
  const key = reportKey(deps, proposal, actor.userId);
  if ((await deps.reports.get(key)) !== undefined)
    throw new Refusal('reported-already', { title: proposal.action.title });
  const { guildId, channelId } = place;
  // One note per proposal and server: ten reports shall not become ten posts.
  await deps.outbox.owe(
    reportId(proposal, guildId),
    { kind: 'report', proposalId: proposal.id, guildId },
    { kind: 'channel', guildId, channelId },
  );
  await deps.reports.put(key, {});
}

/** Where it is kept that somebody reported a proposal. */
export function reportKey(
  { store }: Pick<ProposalDeps, 'store'>,
  { id }: Pick<Proposal, 'id'>,
  userId: string,
): string {
  return `${id}:${store.pseudonym(`report ${id} ${userId}`)}`;
}

/** The outbox id of the note to a server's organisers. */
export function reportId({ id }: Pick<Proposal, 'id'>, guildId: string): string {
  return `report-${id}-${guildId}`;
}
