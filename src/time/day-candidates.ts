import { Temporal } from 'temporal-polyfill';
import type { Day, TypedDate } from './day.js';
import { YEARS_AHEAD } from './length.js';
import { NotRead } from './when-read.js';

/**
 * The calendar days a typed day may be, in the order they are tried: the first whose hour lies ahead is meant. One day
 * only where the text leaves no choice; then an hour gone by is past. No day at all is the next time that hour comes.
 * `today` is the date in the zone the text is read in.
 */
export function candidatesOf(day: Day | undefined, today: Temporal.PlainDate): Temporal.PlainDate[] {
  if (day === undefined) return [today, today.add({ days: 1 })];
  switch (day.kind) {
    case 'counted':
      return [today.add({ days: day.days })];
    case 'fixed':
      return [day.date];
    case 'weekday':
      return weekdayCandidates(day.weekday, day.which, today);
    case 'dates':
      return day.dates.flatMap((date) => yearsOf(date, today).flatMap((year) => onDate(date, year)));
  }
}

/**
 * The day a span ends on, given the day it starts on: a weekday or a date without year is the first one from there.
 * Undefined when no such day comes.
 */
export function endDayOf(
  day: Day,
  start: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const free = day.kind === 'weekday' && (day.which === 'coming' || day.which === 'this');
  const candidates = free
    ? [following(day.weekday, start)]
    : candidatesOf(day, day.kind === 'dates' ? start : today);
  return candidates.find((date) => Temporal.PlainDate.compare(date, start) >= 0);
}

/**
 * "Friday" is the next one, today included until its hour has gone by. "this Friday" is the same, but never a week
 * later. "next Friday" is the one in the next week, Monday first: said on a Monday, in eleven days; on a Sunday, in five.
 * In doubt is a "next" that is also said of the one to come, while that lies in this week.
 */
function weekdayCandidates(
  weekday: number,
  which: (Day & { kind: 'weekday' })['which'],
  today: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const inNextWeek = today.add({ days: 7 - today.dayOfWeek + weekday });
  const first = following(weekday, today);
  if (which === 'in-doubt' && weekday > today.dayOfWeek)
    throw new NotRead('no-day', [first.toString(), inNextWeek.toString()]);
  if (which === 'next' || which === 'in-doubt') return [inNextWeek];
  return which === 'this' ? [first] : [first, first.add({ days: 7 })];
}

function following(weekday: number, from: Temporal.PlainDate): Temporal.PlainDate {
  return from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
}

function yearsOf(date: TypedDate, today: Temporal.PlainDate): number[] {
  if (date.year !== undefined) return [date.year];
  // 29 February may be up to eight years away; what is too far is said later.
  return Array.from({ length: YEARS_AHEAD + 4 }, (_, ahead) => today.year + ahead);
}

function onDate({ month, day }: TypedDate, year: number): Temporal.PlainDate[] {
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return [];
  return [Temporal.PlainDate.from({ year, month, day })];
}

/** Refuses a date that is not the weekday typed beside it, naming the date it is. */
export function checkWeekday(day: Day | undefined, found: Temporal.PlainDate): void {
  if (day?.kind !== 'dates') return;
  const weekday = day.dates[0]?.weekday;
  if (weekday !== undefined && weekday !== found.dayOfWeek)
    throw new NotRead('not-a-date', [found.toString()]);
}
