import { cardId } from './ballot.js';
import type { Proposal, ProposalDeps } from './proposal.js';

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
 * Owes everything that should be posted of a proposal as it stands: its cards, that closing was brought forward, its
 * outcome; and has posted cards brought up to date. Owing twice is owing once, so this may run at any time.
 */
export async function announce(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  for (const { organisation, channelId } of proposal.entries) {
    const { guildId } = organisation;
    const target = { kind: 'channel', guildId, channelId } as const;
    const about = { proposalId: proposal.id, guildId };
    await deps.outbox.owe(cardId(proposal, guildId), { kind: 'card', ...about }, target);
    if (proposal.broughtForward === true && proposal.state === 'open') {
      const { closesAt } = proposal;
      const id = `moved-${proposal.id}-${String(Date.parse(closesAt))}-${guildId}`;
      await deps.outbox.owe(id, { kind: 'closing moved', ...about, closesAt }, target);
    }
    if (proposal.outcome !== undefined) {
      await deps.outbox.owe(`outcome-${proposal.id}-${guildId}`, { kind: 'outcome', ...about }, target);
    }
    await deps.outbox.oweEdit(cardId(proposal, guildId));
  }
}

/** The same by the proposal's id; nothing when it was never written. */
export async function announceStored(deps: ProposalDeps, proposalId: string): Promise<void> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal !== undefined) await announce(deps, proposal);
}
