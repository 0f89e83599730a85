import { DAY, dayAt, instantOf } from './wall.js';

/** A rhythm as the model sees it: on which days, and at which minutes of them. Weekdays are 1 Monday to 7 Sunday. */
export type Rhythm =
  | { kind: 'daily' }
  | { kind: 'weekly'; every: 1 | 2; days: readonly number[] }
  | { kind: 'monthly-day'; day: number }
  | { kind: 'monthly-weekday'; nth: 1 | 2 | 3 | 4 | 5 | -1; weekday: number }
  /** Empty lists are stars. Never both days of the month and weekdays. */
  | { kind: 'cron'; daysOfMonth: readonly number[]; months: readonly number[]; weekdays: readonly number[] };

export interface Pattern {
  rhythm: Rhythm;
  /** Minutes since midnight, ascending. */
  minutes: readonly number[];
  zone: string;
  /** The first and last local day, as days since 1970. */
  from: number;
  until?: number;
  count?: number;
}

/** Every instant of a pattern from `from` until before `to`, in ms: by walking through the days, one by one. */
export function instantsOf(pattern: Pattern, to: number): number[] {
  const { zone, minutes, count = Infinity } = pattern;
  const last = Math.min(pattern.until ?? Infinity, dayAt(to, zone) + 1);
  const found: number[] = [];
  for (let day = pattern.from; day <= last; day += 1) {
    if (!isOn(pattern.rhythm, day, pattern.from)) continue;
    for (const minute of minutes) found.push(instantOf(day, minute, zone));
  }
  // Two that a clock change makes fall together are one.
  const each = [...new Set(found)].sort((a, b) => a - b);
  return each.slice(0, count).filter((ms) => ms < to);
}

function isOn(rhythm: Rhythm, day: number, from: number): boolean {
  const date = new Date(day * DAY);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  switch (rhythm.kind) {
    case 'daily':
      return true;
    case 'weekly':
      return rhythm.days.includes(weekday) && (mondayOf(day) - mondayOf(from)) % (7 * rhythm.every) === 0;
    case 'monthly-day':
      return dayOfMonth === Math.min(rhythm.day, length);
    case 'monthly-weekday': {
      if (weekday !== rhythm.weekday) return false;
      const nth = 1 + Math.floor((dayOfMonth - 1) / 7);
      return rhythm.nth === -1 ? dayOfMonth + 7 > length : nth === rhythm.nth;
    }
    case 'cron':
      return (
        any(rhythm.daysOfMonth, dayOfMonth) && any(rhythm.months, month + 1) && any(rhythm.weekdays, weekday)
      );
  }
}

function any(list: readonly number[], value: number): boolean {
  return list.length === 0 || list.includes(value);
}

function mondayOf(day: number): number {
  // 1 January 1970 was a Thursday.
  return day - ((day + 3) % 7);
}
