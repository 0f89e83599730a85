import { randomInt } from 'node:crypto';
import type { Delivery, Item } from './item.js';

const FIRST_MS = 5_000;
/** Where somebody has to change a permission first, asking often only adds to the refusals Discord counts. */
const FIRST_SLOW_MS = 600_000;
const LONGEST_MS = 3_600_000;
const GIVE_UP_AFTER_MS = 72 * 3_600_000;

/** Whether something owed so long is given up, parked and its owner told. */
export function isGivenUp(item: Pick<Item, 'owedAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(item.owedAt) > GIVE_UP_AFTER_MS;
}

/**
 * When to try again after another failure on top of `item.attempts`: 5 s (10 minutes where a permission is missing)
 * doubling to 1 h, with up to a fifth added at random so that many items do not return together; undefined after 72 h or
 * as many attempts as the failure allows, when the item is parked and its owner told (threats section 4).
 */
export function nextAttempt(
  item: Pick<Item, 'attempts' | 'owedAt'>,
  failure: Delivery,
  now: Date,
): Date | undefined {
  if (failure.kind !== 'failed' || isGivenUp(item, now)) return undefined;
  if (failure.tries !== undefined && item.attempts + 1 >= failure.tries) return undefined;
  const first = failure.slow === true ? FIRST_SLOW_MS : FIRST_MS;
  const wait = Math.min(LONGEST_MS, first * 2 ** Math.min(20, item.attempts));
  return new Date(now.getTime() + wait + randomInt(Math.ceil(wait / 5)));
}

/** When something held until then is tried: then or a little later, at least a second from now. */
export function afterWaiting(until: Date, now: Date): Date {
  const wait = Math.max(1_000, until.getTime() - now.getTime());
  return new Date(now.getTime() + wait + randomInt(Math.ceil(wait / 20)));
}
