import { readCron } from './cron.js';
import type { CalendarDay } from './local-day.js';
import { calendarDay, DAY_MS, dayOf, MINUTE_MS, weekdayOf, weekOf } from './local-day.js';
import type { Repeat } from './repeat.js';

/** A repeat as the calendar sees it, before any zone: on which days, and when on such a day. */
export interface Plan {
  falls: (day: number) => boolean;
  /** Minutes since midnight, ascending; the same on each of its days. */
  times: readonly number[];
  /** The days it begins and ends on, both inclusive. */
  first: number;
  last: number;
}

/** After so many days every date has fallen on every weekday: 28 years, while every fourth is a leap year. */
const CYCLE = 28 * 365 + 7;
const CYCLE_BEGINS = dayOf('2001-01-01');

export function planOf(repeat: Repeat): Plan {
  const span = {
    first: dayOf(repeat.from),
    last: repeat.until === undefined ? Infinity : dayOf(repeat.until),
  };
  if (repeat.pattern.kind === 'cron') {
    const cron = readCron(repeat.pattern.line);
    if (cron === undefined) throw new RangeError('Not a cron line.');
    return { ...span, times: cron.times, falls: cron.falls };
  }
  const [hour = NaN, minute = NaN] = (repeat.time ?? '').split(':').map(Number);
  return { ...span, times: [hour * 60 + minute], falls: daysOf(repeat.pattern, span.first) };
}

function daysOf(
  pattern: Exclude<Repeat['pattern'], { kind: 'cron' }>,
  first: number,
): (day: number) => boolean {
  switch (pattern.kind) {
    case 'daily':
      return () => true;
    case 'weekly':
      // Every two weeks: the week of the first day, Monday to Sunday, and every second one from there.
      return (day) =>
        pattern.days.includes(weekdayOf(day)) && (weekOf(day) - weekOf(first)) % pattern.every === 0;
    case 'monthly-day':
      return (number) => {
        const { day, of } = calendarDay(number);
        return day === Math.min(pattern.day, of);
      };
    case 'monthly-weekday':
      return (day) => weekdayOf(day) === pattern.weekday && isNth(calendarDay(day), pattern.nth);
  }
}

function isNth({ day, of }: CalendarDay, nth: number): boolean {
  return nth === -1 ? day > of - 7 : Math.ceil(day / 7) === nth;
}

/** The first wall of the plan that is at least `from` and less than `to`. */
export function nextWall(plan: Plan, from: number, to: number): number | undefined {
  const end = Math.min(plan.last, Math.floor(to / DAY_MS));
  for (let day = Math.max(plan.first, Math.floor(from / DAY_MS)); day <= end; day += 1) {
    if (!plan.falls(day)) continue;
    const time = plan.times.find((minutes) => wallOf(day, minutes) >= from);
    if (time !== undefined) return wallOf(day, time) < to ? wallOf(day, time) : undefined;
  }
  return undefined;
}

/** The last wall of the plan that is at least `from` and less than `to`. */
export function lastWall(plan: Plan, from: number, to: number): number | undefined {
  const end = Math.max(plan.first, Math.floor(from / DAY_MS));
  for (let day = Math.min(plan.last, Math.floor(to / DAY_MS)); day >= end; day -= 1) {
    if (!plan.falls(day)) continue;
    const time = plan.times.findLast((minutes) => wallOf(day, minutes) < to);
    if (time !== undefined) return wallOf(day, time) >= from ? wallOf(day, time) : undefined;
  }
  return undefined;
}

/** How many walls of the plan are at least `from` and less than `to`. */
export function countWalls(plan: Plan, from: number, to: number): number {
  const end = Math.min(plan.last, Math.floor(to / DAY_MS));
  let count = 0;
  for (let day = Math.max(plan.first, Math.floor(from / DAY_MS)); day <= end; day += 1) {
    if (!plan.falls(day)) continue;
    const whole = day * DAY_MS >= from && (day + 1) * DAY_MS <= to;
    count += whole
      ? plan.times.length
      : plan.times.filter((time) => wallOf(day, time) >= from && wallOf(day, time) < to).length;
  }
  return count;
}

/** Whether there is any day at all that it falls on, its beginning and end left aside. */
export function everFalls({ falls }: Plan): boolean {
  for (let day = CYCLE_BEGINS; day < CYCLE_BEGINS + CYCLE; day += 1) if (falls(day)) return true;
  return false;
}

/** The fewest minutes between two of its walls, clock changes left aside; Infinity when there are less than two. */
export function closest({ times, falls }: Plan, worthKnowing: number): number {
  const within = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const nearest = Math.min(...within, Infinity);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const overnight = 24 * 60 - last + first;
  // Whether two of its days follow each other matters only where the night between them is short.
  if (overnight >= Math.min(nearest, worthKnowing)) return nearest;
  for (let day = CYCLE_BEGINS; day < CYCLE_BEGINS + CYCLE; day += 1) {
    if (falls(day) && falls(day + 1)) return overnight;
  }
  return nearest;
}

function wallOf(day: number, minutes: number): number {
  return day * DAY_MS + minutes * MINUTE_MS;
}
