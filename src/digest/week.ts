import { momentAt, wallAt } from '../time/moment.js';
import { DIGEST_DAYS, type DigestDay } from '../settings/server-settings.js';

/** The clock on the wall when a digest is posted. */
const POSTED_AT = '09:00';
const DAY_MS = 24 * 3_600_000;

/** The first digest after an instant: the next such day at nine on the clock on the wall in `zone` (an IANA name). */
export function nextDigest(day: DigestDay, zone: string, after: Date): Date {
  return need(digestsAround(day, zone, after).find((instant) => instant.getTime() > after.getTime()));
}

/** The last digest at an instant or before. */
export function lastDigest(day: DigestDay, zone: string, now: Date): Date {
  return need(digestsAround(day, zone, now).findLast((instant) => instant.getTime() <= now.getTime()));
}

/** Two or three digests before and after an instant; the days are counted in the calendar, whatever the clocks do. */
function digestsAround(day: DigestDay, zone: string, instant: Date): Date[] {
  const today = Date.parse(`${wallAt(instant, zone).slice(0, 10)}T00:00:00Z`);
  const found: Date[] = [];
  for (let days = -15; days <= 15; days += 1) {
    const date = new Date(today + days * DAY_MS);
    // Sunday is 0 there, and last here.
    if (DIGEST_DAYS[(date.getUTCDay() + 6) % 7] !== day) continue;
    const wall = `${date.toISOString().slice(0, 10)}T${POSTED_AT}`;
    found.push(new Date(momentAt(wall, zone).instant));
  }
  return found;
}

function need(instant: Date | undefined): Date {
  if (instant === undefined) throw new Error('A week without such a day');
  return instant;
}
