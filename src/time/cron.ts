import { calendarDay, weekdayOf } from './local-day.js';

/** A cron line, read. */
export interface Cron {
  /** The same line in one spelling: five fields, single spaces, numbers for names, no leading zeros. */
  line: string;
  /** Minutes since midnight, ascending, the same on every day it falls on. */
  times: readonly number[];
  /** Whether it falls on a day, by its number (`local-day.ts`). */
  falls: (day: number) => boolean;
}

/** The longest line that is read; nothing longer is even split. */
export const LONGEST_LINE = 100;

/** The only characters a field may hold. Checked before anything is counted. */
const FIELD = /^[0-9a-z*,/-]{1,60}$/u;
/** A number has two figures at most, so that no range and no step is longer than its field. */
const PART = /^(?:\*|(\d{1,2}|[a-z]{3})(?:-(\d{1,2}|[a-z]{3}))?)(?:\/(\d{1,2}))?$/u;

interface Field {
  least: number;
  most: number;
  names?: readonly string[];
}

const MINUTE: Field = { least: 0, most: 59 };
const HOUR: Field = { least: 0, most: 23 };
const DAY_OF_MONTH: Field = { least: 1, most: 31 };
const MONTH: Field = {
  least: 1,
  most: 12,
  names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
/** 0 and 7 are both Sunday. */
const WEEKDAY: Field = { least: 0, most: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] };

/**
 * Reads a line of five fields - minute, hour, day of month, month, weekday - with numbers, names (`mon`, `jan`), lists,
 * ranges and steps; undefined when it is not one. The dialect is that of Vixie cron, crontab(5), which is POSIX crontab
 * plus steps, names and 7 for Sunday: where both day fields are restricted a day has to match either of them, else both;
 * restricted means not beginning with `*`. Refused, because readers disagree on them: `5/10`, ranges that run backwards,
 * steps beyond the field, `@daily`.
 */
export function readCron(typed: string): Cron | undefined {
  if (typed.length > LONGEST_LINE) return undefined;
  const fields = typed.trim().toLowerCase().split(/\s+/u);
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field))) return undefined;
  const [minute, hour, dayOfMonth, month, weekday] = [MINUTE, HOUR, DAY_OF_MONTH, MONTH, WEEKDAY].map(
    (field, index) => readField(fields[index] ?? '', field),
  );
  if (!minute || !hour || !dayOfMonth || !month || !weekday) return undefined;
  const weekdays = new Set([...weekday.values].map((value) => (value === 0 ? 7 : value)));
  const either = !dayOfMonth.star && !weekday.star;
  return {
    line: [minute, hour, dayOfMonth, month, weekday].map(({ text }) => text).join(' '),
    times: ascending(hour.values).flatMap((h) => ascending(minute.values).map((m) => h * 60 + m)),
    falls: (number) => {
      const date = calendarDay(number);
      if (!month.values.has(date.month)) return false;
      const [byMonth, byWeek] = [dayOfMonth.values.has(date.day), weekdays.has(weekdayOf(number))];
      return either ? byMonth || byWeek : byMonth && byWeek;
    },
  };
}

/** Whether a text looks like a cron line, so that one mistyped is not taken for a badly written date. */
export function looksLikeCron(typed: string): boolean {
  if (typed.length > LONGEST_LINE) return false;
  return typed.split(/\s+/u).some((field) => field.includes('*') && /^[\d*,/-]+$/u.test(field));
}

interface ReadField {
  values: Set<number>;
  star: boolean;
  text: string;
}

function readField(typed: string, field: Field): ReadField | undefined {
  const values = new Set<number>();
  const texts: string[] = [];
  for (const part of typed.split(',')) {
    const match = PART.exec(part);
    if (match === null) return undefined;
    const [, first, last, steps] = match;
    const from = first === undefined ? field.least : valueOf(first, field, 'from');
    const to = first === undefined ? field.most : last === undefined ? from : valueOf(last, field, 'to');
    const step = Number(steps ?? 1);
    if (from === undefined || to === undefined || to < from || step < 1 || step > field.most)
      return undefined;
    if (first !== undefined && last === undefined && steps !== undefined) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
    const range =
      first === undefined ? '*' : last === undefined ? String(from) : `${String(from)}-${String(to)}`;
    texts.push(step === 1 ? range : `${range}/${String(step)}`);
  }
  return { values, star: typed.startsWith('*'), text: texts.join(',') };
}

/** A number within the field or one of its names; Sunday ends a week (`fri-sun`) and begins one (`sun-tue`). */
function valueOf(text: string, field: Field, end: 'from' | 'to'): number | undefined {
  if (/^\d/u.test(text)) {
    const value = Number(text);
    return value >= field.least && value <= field.most ? value : undefined;
  }
  const found = end === 'from' ? field.names?.indexOf(text) : field.names?.lastIndexOf(text);
  return found === undefined || found < 0 ? undefined : found;
}

function ascending(values: ReadonlySet<number>): number[] {
  return [...values].toSorted((a, b) => a - b);
}
