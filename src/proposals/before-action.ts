import { plusElapsed, shiftWall, type Moment } from '../time/moment.js';
import type { Action } from './action.js';

const TWO_HOURS_MS = 2 * 3_600_000;

/**
 * When people are reminded of an action (product section 7): 7 days and 1 day before at the same wall time, and 2 hours
 * before as the clock runs; in that order, whatever has passed already.
 */
export function momentsBefore({ start }: Pick<Action, 'start'>): Moment[] {
  const { instant, wall, zone } = start;
  const moment = { instant, wall, zone };
  return [
    shiftWall(moment, { days: -7 }),
    shiftWall(moment, { days: -1 }),
    plusElapsed(moment, -TWO_HOURS_MS),
  ];
}
