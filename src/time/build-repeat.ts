import { Temporal } from 'temporal-polyfill';
import type { Begin } from './begin-repeat.js';
import type { Day } from './day.js';
import { checkWeekday, endDayOf } from './day-candidates.js';
import { YEARS_AHEAD } from './length.js';
import type { Moment } from './moment.js';
import { wallAt } from './moment.js';
import type { Reading } from './place.js';
import { placeDay } from './place.js';
import type { Occurrence, Repeat } from './repeat.js';
import { dayedOccurrenceAfter } from './repeat.js';
import { closest, everFalls, planOf } from './repeat-plan.js';
import { NotScheduled } from './schedule-read.js';
import { SHORTEST_GAP } from './typed-rhythm.js';
import type { TypedSchedule } from './typed-schedule.js';
import { NotRead } from './when-read.js';

/**
 * Makes the repeat that was typed, counting from the day of its first occurrence. Throws `NotScheduled` or
 * {@link NotRead} when it never comes, comes too often, has ended, or its day is missing.
 */
export function buildRepeat(
  typed: TypedSchedule,
  begin: Begin,
  at: Reading,
): { ok: true; repeat: Repeat; first: Moment } {
  const pattern = patternOf(typed.rule, begin.date);
  const made: Repeat = {
    pattern,
    ...(begin.time === undefined ? {} : { time: begin.time }),
    zone: at.zone,
    // A clock change may have moved the first one into the next day.
    from: Temporal.PlainDate.from(dayAt(begin.after, at)).subtract({ days: 1 }).toString(),
  };
  if ('cron' in typed.rule) checkCron(made);
  const first = firstOf(made, begin.after, at);
  return {
    ok: true,
    first: first.moment,
    repeat: {
      ...made,
      from: first.day,
      ...(typed.until === undefined ? {} : { until: lastDay(typed.until, first, at) }),
      ...(typed.count === undefined ? {} : { count: typed.count }),
    },
  };
}

function patternOf(rule: TypedSchedule['rule'], date: Temporal.PlainDate | undefined): Repeat['pattern'] {
  if ('cron' in rule) return { kind: 'cron', line: rule.cron.line };
  if ('pattern' in rule) return rule.pattern;
  if (date === undefined) throw new NotRead('no-day');
  if (rule.open === 'monthly') return { kind: 'monthly-day', day: date.day };
  return { kind: 'weekly', every: rule.every, days: [date.dayOfWeek] };
}

function checkCron(repeat: Repeat): void {
  const plan = planOf(repeat);
  if (!everFalls(plan)) throw new NotScheduled('repeat-never');
  if (closest(plan, SHORTEST_GAP) < SHORTEST_GAP) throw new NotScheduled('repeat-too-often');
}

/** The first occurrence. Every two weeks begins with the first of its days to come, whichever week that is in. */
function firstOf(repeat: Repeat, after: number, { now }: Reading): Occurrence {
  const { pattern } = repeat;
  const first = dayedOccurrenceAfter(
    pattern.kind === 'weekly' ? { ...repeat, pattern: { ...pattern, every: 1 } } : repeat,
    new Date(after),
  );
  if (first === undefined) throw new NotScheduled('repeat-never');
  if (Date.parse(first.moment.instant) > now.add({ years: YEARS_AHEAD }).epochMilliseconds)
    throw new NotRead('too-far');
  return first;
}

/** The day it ends on: the first one that is meant by what was typed, from the first occurrence on. */
function lastDay(day: Day, first: Occurrence, at: Reading): string {
  if (day.kind === 'dates' && day.dates.length > 1) placeDay(day, at);
  const last = endDayOf(day, Temporal.PlainDate.from(first.day), at.now.toPlainDate());
  if (last === undefined) throw new NotScheduled('repeat-ended');
  checkWeekday(day, last);
  if (Temporal.PlainDate.compare(last, at.now.toPlainDate().add({ years: YEARS_AHEAD })) > 0)
    throw new NotRead('too-far');
  return last.toString();
}

/** The local day at an instant in milliseconds. */
function dayAt(instant: number, { zone }: Reading): string {
  return wallAt(new Date(instant), zone).slice(0, 10);
}
