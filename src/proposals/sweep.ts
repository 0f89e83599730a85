import { StoredValueInvalid } from '../store/types.js';
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
    const isOver = async () => {
      const proposal = await deps.proposals.get(id);
      return proposal?.state !== 'open' || proposal.version !== version;
    };
    if (await isSurely(isOver)) await emptyBallotBox(deps, { id, version });
  }
}

/** Whether something is so; no where its record cannot be read: what hangs on it stays, and does not stop a start. */
export async function isSurely(so: () => Promise<boolean>): Promise<boolean> {
  try {
    return await so();
  } catch (error) {
    if (!(error instanceof StoredValueInvalid)) throw error;
    return false;
  }
}
