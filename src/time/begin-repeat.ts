import type { Temporal } from 'temporal-polyfill';
import type { Clock } from './clock.js';
import type { Day } from './day.js';
import { isCalendar } from './length.js';
import { wallAt } from './moment.js';
import type { Reading } from './place.js';
import { placeDay, placeStart } from './place.js';
import type { TypedSchedule } from './typed-schedule.js';
import type { TypedWhen } from './typed-when.js';
import { NotScheduled } from './schedule-read.js';
import { NotRead } from './when-read.js';

/** Where a repeat begins, and what it takes from there. */
export interface Begin {
  /** The local day that "weekly" and "monthly" take theirs from; none where no day was typed. */
  date?: Temporal.PlainDate;
  /** Only occurrences later than this instant, in milliseconds. */
  after: number;
  /** `HH:mm`; none beside a cron line. */
  time?: string;
}

/** Where a repeat begins that was typed alone: now, or on the day after "starting". */
export function beginAlone(starting: Day | undefined, at: Reading): Begin {
  return starting === undefined ? { after: at.now.epochMilliseconds } : onDate(placeDay(starting, at), at);
}

/** Where a repeat begins beside a date with its hour, each of which may stand with the repeat instead. */
export function beginBeside(typed: TypedWhen, schedule: TypedSchedule, at: Reading): Begin {
  const { start, ahead, end, duration } = typed;
  const cron = 'cron' in schedule.rule;
  const alone = start.day === undefined && start.clock === undefined;
  if (end !== undefined || duration !== undefined) throw new NotRead('unreadable');
  if (ahead !== undefined && alone && !isWhole(schedule)) return atInstant(at.now.add(ahead), at, cron);
  if (ahead !== undefined && (start.day !== undefined || !isCalendar(ahead))) throw new NotRead('unreadable');
  const day: Day | undefined =
    ahead === undefined ? start.day : { kind: 'fixed', date: at.now.toPlainDate().add(ahead) };
  const clock = settled(bothOf(start.clock, schedule.clock));
  if (schedule.starting !== undefined) {
    if (day !== undefined) throw contradicting();
    return { ...beginAlone(schedule.starting, at), ...(cron ? {} : { time: timeOf(clock) }) };
  }
  if (clock === undefined && day !== undefined && cron) return onDate(placeDay(day, at), at);
  const placed = placeStart({ ...(day && { day }), ...(clock && { clock }) }, at);
  if (placed.minutes >= 24 * 60) throw new NotRead('no-hour');
  // The wall time as typed, not as a clock change moves it on that one day.
  return {
    date: placed.date,
    after: Date.parse(placed.moment.instant) - 1,
    ...(cron ? {} : { time: placed.wall.slice(11) }),
  };
}

/** Whether a repeat says itself where it begins or at which hour, so that "in 3 hours" says it twice. */
function isWhole({ clock, starting }: TypedSchedule): boolean {
  return clock !== undefined || starting !== undefined;
}

/** From the beginning of a local day on, and never before now. */
function onDate(date: Temporal.PlainDate, { zone, now }: Reading): Begin {
  const midnight = date.toZonedDateTime(zone).epochMilliseconds - 1;
  return { date, after: Math.max(now.epochMilliseconds, midnight) };
}

/** "in 3 hours": on the full minute, which may be one later where this one has begun. */
function atInstant(point: Temporal.ZonedDateTime, { zone, now }: Reading, cron: boolean): Begin {
  const minute = point.with({ second: 0, millisecond: 0 });
  const first = minute.epochMilliseconds > now.epochMilliseconds ? minute : minute.add({ minutes: 1 });
  const wall = wallAt(new Date(first.epochMilliseconds), zone);
  const after = first.epochMilliseconds - 1;
  return { date: first.toPlainDate(), after, ...(cron ? {} : { time: wall.slice(11) }) };
}

/** The hour, from whichever text gives it; where both do they have to agree. */
function bothOf(one: Clock | undefined, other: Clock | undefined): Clock | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const hours = one.hours.filter((hour) => other.hours.includes(hour));
  if (hours.length === 0 || one.minute !== other.minute) throw contradicting();
  return { ...one, hours };
}

function contradicting(): NotScheduled {
  return new NotScheduled('repeat-unreadable', [], 'repeat');
}

/**
 * In a repeat "8:30" is on the 24-hour clock, as in a cron line, while "8" is still in doubt: people see its next times
 * before they save it, and most repeats are typed like this. A part of the day ("evening 8:30") was heeded before.
 */
function settled(clock: Clock | undefined): Clock | undefined {
  return clock?.full === true ? { ...clock, hours: clock.hours.slice(0, 1) } : clock;
}

/** `HH:mm` for a clock that leaves no doubt. */
function timeOf(clock: Clock | undefined): string {
  const [time, ...more] = clock === undefined ? [] : timesOf(clock);
  if (time === undefined || more.length > 0) throw new NotRead('no-hour');
  return time;
}

/**
 * `HH:mm` for each hour a clock may mean. Throws {@link NotRead} for 24:00: what happens on Friday at 24:00 falls on
 * Saturdays, and who types it should see that.
 */
export function timesOf(clock: Clock): string[] {
  const { hours, minute } = settled(clock) ?? clock;
  if (hours.includes(24)) throw new NotRead('no-hour');
  return hours.map((hour) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
}
