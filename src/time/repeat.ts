import { z } from 'zod';
import { readCron } from './cron.js';
import { DAY_MS } from './local-day.js';
import type { Moment } from './moment.js';
import { countIn, lastIn, momentIn, nextIn } from './repeat-in-stretch.js';
import { planOf } from './repeat-plan.js';
import { stretchesFrom } from './stretches.js';
import { isZone } from './zones.js';

/** How often a repeat can be asked to come in all. */
export const MOST_TIMES = 1_000;

/**
 * What of a clock change may still be felt: no zone has ever skipped or repeated more than a day (Samoa left out 30
 * December 2011).
 */
const LONGEST_CHANGE = DAY_MS;
/**
 * How far is searched. The rarest pattern there is, 29 February on one weekday, comes within 40 years, the missing leap
 * year of 2100 included.
 */
const FARTHEST = 41 * 366 * DAY_MS;
/** Walls are written with a year of four figures. */
const LAST_INSTANT = Date.UTC(9_999, 11, 30);

/** A day of the calendar, `YYYY-MM-DD`. */
const day = z.iso.date();

/**
 * A repeat: wall times in a zone. Plain JSON, fit to be stored. Days of the week are 1 Monday to 7 Sunday.
 *
 * An occurrence is a local day and the wall time on it. A wall time that the clocks skip moves on by what they skip (02:30
 * becomes 03:30), also over midnight, and also where a zone leaves out a whole day: the occurrence of that day then is at
 * the same time on the next. Of a wall time that comes twice the first is meant. Two that a change makes fall together
 * are one.
 */
export const repeatSchema = z
  .strictObject({
    pattern: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('daily') }),
      z.strictObject({
        kind: z.literal('weekly'),
        /** Weeks begin on Monday; with 2, those count that are an even number of weeks from the week of `from`. */
        every: z.union([z.literal(1), z.literal(2)]),
        days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
      }),
      /** A month without that day: its last day. */
      z.strictObject({ kind: z.literal('monthly-day'), day: z.number().int().min(1).max(31) }),
      /** A month without a fifth one is left out; -1 is the last. */
      z.strictObject({
        kind: z.literal('monthly-weekday'),
        nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(-1)]),
        weekday: z.number().int().min(1).max(7),
      }),
      /** Five fields in the spelling of {@link readCron}. */
      z.strictObject({
        kind: z.literal('cron'),
        line: z.string().refine((line) => readCron(line)?.line === line),
      }),
    ]),
    /** `HH:mm`; a cron line holds its own. */
    time: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u)
      .exactOptional(),
    /** IANA name. */
    zone: z.string().refine(isZone),
    /** The local day from which it counts. */
    from: day,
    /** The last local day, inclusive. */
    until: day.exactOptional(),
    /** How many occurrences in all. Whoever sends them counts them. */
    count: z.number().int().min(1).max(MOST_TIMES).exactOptional(),
  })
  .refine(({ pattern, time }) => (pattern.kind === 'cron') === (time === undefined));

export type Repeat = z.infer<typeof repeatSchema>;

/** One of the times a repeat comes. */
export interface Occurrence {
  moment: Moment;
  /** The local day it belongs to, `YYYY-MM-DD`, from which a clock change may have moved it. */
  day: string;
}

/**
 * The first occurrence strictly after `after`; undefined when it has ended by `until`, or never comes. `count` is left to
 * the caller, who knows how many there were. Never throws for a valid repeat.
 */
export function occurrenceAfter(repeat: Repeat, after: Date): Moment | undefined {
  return dayedOccurrenceAfter(repeat, after)?.moment;
}

/** {@link occurrenceAfter} with the day the occurrence belongs to. */
export function dayedOccurrenceAfter(repeat: Repeat, after: Date): Occurrence | undefined {
  for (const occurrence of occurrences(repeat, after)) return occurrence;
  return undefined;
}

/** The next `n` occurrences strictly after `after`, fewer when it ends before; `count` is left to the caller. */
export function nextOccurrences(repeat: Repeat, after: Date, n: number): Moment[] {
  const found: Moment[] = [];
  if (n < 1) return found;
  for (const { moment } of occurrences(repeat, after)) {
    found.push(moment);
    if (found.length >= n) break;
  }
  return found;
}

/** The occurrences strictly after `after`, in order. */
function* occurrences(repeat: Repeat, after: Date): Generator<Occurrence, void, undefined> {
  const plan = planOf(repeat);
  // Nothing comes before its first day, in whatever zone.
  let since = Math.max(after.getTime(), (plan.first - 2) * DAY_MS);
  const end = Math.min((plan.last + 3) * DAY_MS, LAST_INSTANT);
  if (since >= end) return;
  for (const stretch of stretchesFrom(since - LONGEST_CHANGE, repeat.zone)) {
    for (;;) {
      const found = nextIn(plan, stretch, since, Math.min(since + FARTHEST, end));
      if (found === undefined) break;
      yield { moment: momentIn(stretch, found.instant, repeat.zone), day: found.day };
      since = found.instant;
    }
    if (stretch.end >= Math.min(since + FARTHEST, end)) return;
  }
}

/**
 * The last occurrence at or before `at` but strictly after `after`, and how many between the two are `skipped` for it: a
 * repeat that could not be sent for a while is sent once. Bounded work whatever lies between; of more than 41 years the
 * skipped ones of the last 41 are counted. Never throws for a valid repeat.
 */
export function lastOccurrence(
  repeat: Repeat,
  after: Date,
  at: Date,
): { moment: Moment; skipped: number } | undefined {
  const plan = planOf(repeat);
  const until = Math.min(at.getTime(), LAST_INSTANT, (plan.last + 3) * DAY_MS);
  const since = Math.max(after.getTime(), (plan.first - 2) * DAY_MS, until - FARTHEST);
  if (since >= until) return undefined;
  let count = 0;
  let last: Moment | undefined;
  for (const stretch of stretchesFrom(since - LONGEST_CHANGE, repeat.zone)) {
    if (stretch.start > until) break;
    count += countIn(plan, stretch, since, until);
    const instant = lastIn(plan, stretch, since, until);
    if (instant !== undefined) last = momentIn(stretch, instant, repeat.zone);
  }
  return last && { moment: last, skipped: count - 1 };
}
