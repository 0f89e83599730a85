import { Temporal } from 'temporal-polyfill';

/** One moment: the instant, and the wall time in the zone it was meant in. Plain JSON, fit to be stored. */
export interface Moment {
  /** ISO 8601 in UTC with milliseconds: `2027-05-01T08:00:00.000Z`. Decides what is due. */
  instant: string;
  /** The clock on the wall in `zone` at that instant, to the minute: `2027-05-01T10:00`. */
  wall: string;
  /** IANA name. */
  zone: string;
}

/**
 * What a clock change did to a wall time: `gap` - the clocks skip it, so it was moved on by what they skip (02:30
 * became 03:30); `first-of-two` - the clocks show it twice, and the first is meant.
 */
export type Shift = 'gap' | 'first-of-two';

const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u;

/**
 * The wall time in `zone` at an instant, `YYYY-MM-DDTHH:mm`; seconds are cut off, not rounded.
 * Throws RangeError for an invalid date or an unknown zone.
 */
export function wallAt(instant: Date, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' });
}

/** The moment of an instant in `zone`, the instant kept to the millisecond. Throws like {@link wallAt}. */
export function momentOf(instant: Date, zone: string): Moment {
  return { instant: instant.toISOString(), wall: wallAt(instant, zone), zone };
}

/**
 * The moment when the clock on the wall in `zone` shows `wall` (`YYYY-MM-DDTHH:mm`). A time the clocks skip moves on by
 * what they skip, and the moment then carries the later wall time; of a time shown twice it is the first.
 * Throws RangeError for a malformed wall time, a day that does not exist, or an unknown zone.
 */
export function momentAt(wall: string, zone: string): Moment {
  const at = plain(wall).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return momentOf(new Date(at.epochMilliseconds), zone);
}

/** Whether a clock change touches this wall time in `zone`, and how. Throws like {@link momentAt}. */
export function shiftAt(wall: string, zone: string): Shift | undefined {
  const local = plain(wall);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return undefined;
  return earlier.toPlainDateTime().equals(local) ? 'first-of-two' : 'gap';
}

/**
 * The same wall time on another day in the moment's zone, e.g. `{ days: -1 }` for "one day before": 23 or 25 hours away
 * when the clocks change in between. Seconds are dropped; skipped and repeated times as in {@link momentAt}.
 */
export function shiftWall(moment: Moment, by: { days: number }): Moment {
  const wall = plain(moment.wall).add({ days: by.days });
  return momentAt(wall.toString({ smallestUnit: 'minute' }), moment.zone);
}

/** The moment so many milliseconds of elapsed time later (earlier when negative), in the same zone. */
export function plusElapsed(moment: Moment, ms: number): Moment {
  return momentOf(new Date(Date.parse(moment.instant) + ms), moment.zone);
}

/** An instant as Temporal sees it in `zone`, for arithmetic inside this room. */
export function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

function plain(wall: string): Temporal.PlainDateTime {
  // Temporal would also take seconds, offsets and calendars, which no stored wall time has.
  if (!WALL.test(wall)) throw new RangeError('A wall time is written YYYY-MM-DDTHH:mm.');
  return Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
}
