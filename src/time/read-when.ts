import type { Temporal } from 'temporal-polyfill';
import type { Language } from './language.js';
import { inLanguages } from './language.js';
import type { Length } from './length.js';
import { isCalendar } from './length.js';
import type { Moment } from './moment.js';
import { momentOf, zoned } from './moment.js';
import type { Reading } from './place.js';
import { checkAhead, placeEnd, placeStart, shiftOf } from './place.js';
import type { TypedPoint, TypedWhen } from './typed-when.js';
import { typedWhen } from './typed-when.js';
import type { WhenRead } from './when-read.js';
import { NotRead } from './when-read.js';

/** A span may last this many milliseconds: 31 days. */
const LONGEST_SPAN = 31 * 86_400_000;
/** What a text is read against. */
export interface WhenContext {
  /** IANA name: the person's zone, else the server's. */
  zone: string;
  now: Date;
  /** The person's Discord locale; its language is tried first, English for one not known here. */
  locale: string;
}

/**
 * Reads a date as people type it - "Friday 6pm", "1 May 2027 10:00-12:00", "in 3 hours" - as a moment in the future, in
 * `context.zone`, whatever the zone of this computer. What is missing or in doubt is named, never guessed.
 *
 * - Weekdays, dates without a year and hours without a day are the next such moment.
 * - "in 3 hours" is elapsed time; "in 2 days" and longer units keep the time on the wall.
 * - Read in the person's language, and in another only where that understands nothing of it.
 * - The instant of "in 3 hours" keeps the seconds of `now`; every other start is on the full minute.
 *
 * Never throws for anything typed; throws RangeError for a zone that does not exist or an invalid `now`.
 */
export function readWhen(typed: string, context: WhenContext): WhenRead {
  return inLanguages(
    context.locale,
    (language) => readWhenIn(typed, language, context),
    (read) => read.ok || read.problem !== 'unreadable',
  );
}

/** {@link readWhen} in one language only. */
export function readWhenIn(typed: string, language: Language, context: WhenContext): WhenRead {
  try {
    return place(typedWhen(typed, language), context);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    const { problem, readings } = error;
    return { ok: false, problem, ...(readings.length > 0 ? { readings: [...readings] } : {}) };
  }
}

function place(typed: TypedWhen, context: WhenContext): WhenRead {
  const zone = typed.zone ?? context.zone;
  const reading: Reading = { now: zoned(context.now, zone), zone };
  const { start: point, ahead } = typed;
  if (ahead !== undefined && point.day === undefined && point.clock === undefined) {
    const start = momentOf(dateOf(reading.now.add(ahead)), context.zone);
    checkAhead(start, reading);
    return result(start, endAfter(start, typed.duration));
  }
  const start = placeStart(ahead === undefined ? point : countedFrom(ahead, point, reading), reading);
  const end = typed.end === undefined ? undefined : placeEnd(typed.end, start, reading);
  const shifted = {
    ...shiftOf('start', start, reading),
    ...(end === undefined ? {} : shiftOf('end', end, reading)),
  };
  const own = (moment: Moment): Moment => momentOf(new Date(moment.instant), context.zone);
  const ending = end === undefined ? endAfter(own(start.moment), typed.duration) : own(end.moment);
  return { ...result(own(start.moment), ending), ...(Object.keys(shifted).length > 0 ? { shifted } : {}) };
}

/** "in 2 days at 6pm": the day is counted, the hour typed. */
function countedFrom(ahead: Length, point: TypedPoint, { now }: Reading): TypedPoint {
  if (point.day !== undefined || !isCalendar(ahead)) throw new NotRead('unreadable');
  return { ...point, day: { kind: 'fixed', date: now.toPlainDate().add(ahead) } };
}

function endAfter(start: Moment, duration: Length | undefined): Moment | undefined {
  if (duration === undefined) return undefined;
  return momentOf(dateOf(zoned(new Date(start.instant), start.zone).add(duration)), start.zone);
}

function result(start: Moment, end: Moment | undefined): WhenRead & { ok: true } {
  if (end === undefined) return { ok: true, start };
  const lasts = Date.parse(end.instant) - Date.parse(start.instant);
  if (lasts <= 0) throw new NotRead('end-before-start');
  if (lasts > LONGEST_SPAN) throw new NotRead('too-long');
  return { ok: true, start, end };
}

function dateOf(point: Temporal.ZonedDateTime): Date {
  return new Date(point.epochMilliseconds);
}
