import { emptyBallotBox } from './ballot-box.js';
import { forgetNudges } from './nudge.js';
import { proposalQueue, type Proposal, type ProposalDeps } from './proposal.js';

/**
 * Ends a version of a proposal: destroys the secret of its ballots, removes them, and removes what ties people to it.
 * Repeatable at any point.
 */
export async function endVersion(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
): Promise<void> {
  await emptyBallotBox(deps, proposal);
  await forgetNudges(deps, proposal);
}

/**
 * Ends what an end of the process may have left of versions that count no more: of earlier ones, and of one that is
 * over; then nothing of them is left in the store's files either.
 */
export async function endLapsedVersions(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  const lapsed = proposal.state === 'open' ? proposal.version - 1 : proposal.version;
  for (let version = 1; version <= lapsed; version += 1) {
    await endVersion(deps, { id: proposal.id, version });
  }
  if (proposal.state === 'open') await forgetLapsedNames(deps, proposal.id);
  if (lapsed > 0) await deps.store.checkpoint();
}

/** Removes the names of open ballots that were counted on an earlier text; those of the present one come at closing. */
export async function forgetLapsedNames(deps: ProposalDeps, proposalId: string): Promise<void> {
  await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    if ((await deps.proposals.get(proposalId))?.state !== 'open') return;
    const named = await deps.names.range({ within: `${proposalId}:`, limit: 100 });
    for (const { id } of named) await deps.names.remove(id);
  });
}
