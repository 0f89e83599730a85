import { emptyBallotBox } from './ballot-box.js';
import type { ProposalDeps } from './proposal.js';

/**
 * At start: destroys secrets of versions that are over or were never published, which a crash may have left. The rows
 * under them can then be read by nobody.
 */
export async function sweepVersionKeys(deps: ProposalDeps): Promise<void> {
  for (const name of await deps.versionKeys.list()) {
    const [id = '', number = ''] = name.split('-');
    // Those of polls are their own room's to sweep.
    if (id === 'poll') continue;
    const version = Number(number);
    const proposal = await deps.proposals.get(id);
    if (proposal?.state === 'open' && proposal.version === version) continue;
    await emptyBallotBox(deps, { id, version });
  }
}
