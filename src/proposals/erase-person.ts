import { NOBODY } from '../nobody.js';
import { BallotBox } from './ballot-box.js';
import { oweCardEdits, proposalQueue, type ProposalDeps } from './proposal.js';

/**
 * Removes a person's ballot on an open proposal, row and all: nothing says any more that they took part. Unlike taking
 * it back this works wherever they are, and in the seconds between closing and count. Nothing there is fine.
 */
export async function eraseBallot(deps: ProposalDeps, proposalId: string, userId: string): Promise<void> {
  await deps.store.queue.shared(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal?.state !== 'open') return;
    await (await BallotBox.of(deps, proposal))?.remove(userId);
    // Erased it is in any case; a card that cannot be brought up to date now is no reason to fail.
    await oweCardEdits(deps, proposal).catch(() => undefined);
  });
}

/** Removes a person's name from those listed after an open ballot (`PROPOSAL:ENTRY`); the totals stay. */
export async function eraseName(deps: ProposalDeps, namesId: string, userId: string): Promise<void> {
  await deps.names.change(namesId, (names) => {
    if (names?.some((one) => one.userId === userId) !== true) return names;
    return names.filter((one) => one.userId !== userId);
  });
}

/**
 * Removes from a proposal who proposed it; it stays the organisation's, and what its proposer might do is left to the
 * organisers. Nothing there is fine.
 */
export async function eraseProposer(deps: ProposalDeps, proposalId: string): Promise<void> {
  await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal === undefined || proposal.proposerId === NOBODY) return;
    await deps.proposals.put(proposalId, { ...proposal, proposerId: NOBODY });
  });
}
