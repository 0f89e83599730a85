import type { Temporal } from 'temporal-polyfill';
import type { Clock } from './clock.js';
import type { Day } from './day.js';
import { candidatesOf, checkWeekday, endDayOf } from './day-candidates.js';
import { YEARS_AHEAD } from './length.js';
import type { Moment, Shift } from './moment.js';
import { momentAt, shiftAt } from './moment.js';
import type { TypedPoint } from './typed-when.js';
import { NotRead } from './when-read.js';

/** Without a day of its own the end may lie past midnight, but not more than 12 hours after the start. */
const LONGEST_NIGHT = 12 * 60;

/** A day and an hour placed on the calendar. `minutes` since midnight as typed, before any clock change. */
export interface Placed {
  date: Temporal.PlainDate;
  minutes: number;
  wall: string;
  moment: Moment;
}

export interface Reading {
  now: Temporal.ZonedDateTime;
  /** Where the typed hours are read; the result is told in the person's own zone. */
  zone: string;
}

/** Places a start on the calendar. Throws {@link NotRead} for what is missing, in doubt, past or too far. */
export function placeStart({ day, clock }: TypedPoint, reading: Reading): Placed {
  if (day?.kind === 'dates' && day.dates.length > 1) throw inDoubt(day.dates, clock, reading);
  if (clock === undefined) {
    // A day gone by or absurdly far away is said at once, not after the hour has been asked for.
    upcoming(day, 24 * 60 - 1, reading);
    throw new NotRead('no-hour');
  }
  const placed = clock.hours.map((hour) => attempt(() => upcoming(day, hour * 60 + clock.minute, reading)));
  const [only] = placed;
  if (only === undefined || placed.length > 1) throw new NotRead('no-hour', readingsOf(placed));
  if (only instanceof NotRead) throw only;
  return only;
}

/** Places a day on the calendar whose hour is not asked for. Throws {@link NotRead} as {@link placeStart} does. */
export function placeDay(day: Day, reading: Reading): Temporal.PlainDate {
  if (day.kind === 'dates' && day.dates.length > 1) throw inDoubt(day.dates, undefined, reading);
  return upcoming(day, 24 * 60 - 1, reading).date;
}

/** The first moment ahead that a day and an hour can mean. */
function upcoming(day: Day | undefined, minutes: number, reading: Reading): Placed {
  const candidates = candidatesOf(day, reading.now.toPlainDate());
  let found: Placed | undefined;
  for (const date of candidates) {
    found = onDay(date, minutes, reading);
    if (isAhead(found.moment, reading)) break;
  }
  if (found === undefined) throw new NotRead('not-a-date');
  checkWeekday(day, found.date);
  checkAhead(found.moment, reading);
  return found;
}

/** Places an end; without a day of its own on the start's day, or the day after where the span runs past midnight. */
export function placeEnd({ day, clock }: TypedPoint, start: Placed, reading: Reading): Placed {
  if (day?.kind === 'dates' && day.dates.length > 1) throw inDoubt(day.dates, clock, reading);
  const [hour] = clock?.hours ?? [];
  if (clock === undefined || hour === undefined || clock.hours.length > 1) throw new NotRead('no-hour');
  const minutes = hour * 60 + clock.minute;
  if (day !== undefined) {
    const date = endDayOf(day, start.date, reading.now.toPlainDate());
    if (date === undefined) throw new NotRead('end-before-start');
    checkWeekday(day, date);
    return onDay(date, minutes, reading);
  }
  if (minutes > start.minutes) return onDay(start.date, minutes, reading);
  if (minutes === start.minutes || minutes + 24 * 60 - start.minutes > LONGEST_NIGHT) {
    throw new NotRead('end-before-start');
  }
  return onDay(start.date.add({ days: 1 }), minutes, reading);
}

function onDay(date: Temporal.PlainDate, minutes: number, { zone }: Reading): Placed {
  const local = date.toPlainDateTime().add({ minutes });
  // 31 December 9999 at 24:00 is in a year that cannot be written.
  if (local.year > 9_999) throw new NotRead('too-far');
  const wall = local.toString({ smallestUnit: 'minute' });
  return { date, minutes, wall, moment: momentAt(wall, zone) };
}

/** Throws {@link NotRead} unless the moment is later than now and within the limit. */
export function checkAhead(moment: Moment, reading: Reading): void {
  if (!isAhead(moment, reading)) throw new NotRead('past');
  const limit = reading.now.add({ years: YEARS_AHEAD });
  if (Date.parse(moment.instant) > limit.epochMilliseconds) throw new NotRead('too-far');
}

function isAhead(moment: Moment, { now }: Reading): boolean {
  return Date.parse(moment.instant) > now.epochMilliseconds;
}

/** Both dates that 05/03/2027 may be, as far as they lie ahead. */
function inDoubt(
  dates: (Day & { kind: 'dates' })['dates'],
  clock: Clock | undefined,
  reading: Reading,
): NotRead {
  const sure = clock?.hours.length === 1 ? (clock.hours[0] ?? 0) * 60 + clock.minute : undefined;
  const placed = dates.map((date) =>
    attempt(() => upcoming({ kind: 'dates', dates: [date] }, sure ?? 24 * 60 - 1, reading)),
  );
  const readings = readingsOf(placed);
  return new NotRead(
    'day-month-in-doubt',
    sure === undefined ? readings.map((wall) => wall.slice(0, 10)) : readings,
  );
}

function attempt(read: () => Placed): Placed | NotRead {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotRead) return error;
    throw error;
  }
}

/** The wall times to offer; when none is left, the reason is the same for all and said instead. */
function readingsOf(placed: readonly (Placed | NotRead)[]): string[] {
  const walls = placed.flatMap((one) => (one instanceof NotRead ? [] : [one.wall]));
  const [first] = placed;
  if (walls.length === 0 && first instanceof NotRead) throw first;
  return walls.toSorted();
}

/** What a clock change did to one side of a span, as the result tells it. */
export function shiftOf(
  side: 'start' | 'end',
  { wall }: Placed,
  { zone }: Reading,
): Partial<Record<typeof side, Shift>> {
  const shift = shiftAt(wall, zone);
  return shift === undefined ? {} : { [side]: shift };
}
