import type { ProposalDeps } from './proposal.js';

/** Whether the operator took a proposal down; then nothing more is said of it anywhere, also if it was agreed. */
export async function isTakenDown(deps: Pick<ProposalDeps, 'hidden'>, proposalId: string): Promise<boolean> {
  const hidden = await deps.hidden.range({ within: `${proposalId}:`, limit: 100 });
  return hidden.some(({ value }) => value.by === 'operator');
}
