import { shiftWall } from '../time/moment.js';
import type { Action } from './action.js';
import type { Proposal, ProposalDeps } from './proposal.js';

/** At ten on the day after an action ended, in the action's own zone, it is asked whether it took place. */
const HOUR = '10:00';

/** When it is asked; ISO 8601 in UTC. An hour that the clocks skip moves on by what they skip. */
export function askAt({ end }: Pick<Action, 'end'>): string {
  const { instant, wall, zone } = end;
  return shiftWall({ instant, wall: `${wall.slice(0, 10)}T${HOUR}`, zone }, { days: 1 }).instant;
}

/**
 * Makes sure that it is asked whether an agreed action took place; call before the write that makes it agreed. A row for
 * an earlier text does nothing.
 */
export async function dueAfterwards(
  deps: Pick<ProposalDeps, 'due'>,
  { id, action }: Pick<Proposal, 'id' | 'action'>,
): Promise<void> {
  await deps.due.add({ kind: 'ask-afterwards', id, at: askAt(action) });
}
