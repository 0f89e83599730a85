import { beginAlone, beginBeside, timesOf } from './begin-repeat.js';
import { buildRepeat } from './build-repeat.js';
import type { Language } from './language.js';
import { inLanguages } from './language.js';
import { zoned } from './moment.js';
import type { Reading } from './place.js';
import type { WhenContext } from './read-when.js';
import { readWhenIn } from './read-when.js';
import type { ScheduleRead } from './schedule-read.js';
import { NotScheduled, reading } from './schedule-read.js';
import type { TypedSchedule } from './typed-schedule.js';
import { saysRepeat, typedSchedule } from './typed-schedule.js';
import { typedWhen } from './typed-when.js';
import { NotRead } from './when-read.js';
import { isZone } from './zones.js';

export type { RepeatProblem, ScheduleRead } from './schedule-read.js';

/**
 * Reads when something is to happen, once or repeating, as people type it. A date alone is read by {@link readWhen}. A
 * repeat is written in `when` ("every Friday 18:00", "first Monday of the month 9am until 1 May", a cron line), or in
 * `repeat` ("weekly", "every Mon, Wed", "daily 5 times") beside a `when` with the first date and hour: it then begins with
 * the first of its occurrences from there on, and "weekly" and "monthly" take their day from that date. What is missing or
 * in doubt is named, never guessed.
 *
 * Never throws for anything typed; throws RangeError for a zone that does not exist or an invalid `now`.
 */
export function readSchedule(typed: { when: string; repeat?: string }, context: WhenContext): ScheduleRead {
  return inLanguages(
    context.locale,
    (language) => readIn(language, typed, context),
    (read) => read.ok || (read.problem !== 'unreadable' && read.problem !== 'repeat-unreadable'),
  );
}

function readIn(
  language: Language,
  typed: { when: string; repeat?: string },
  context: WhenContext,
): ScheduleRead {
  const option = typed.repeat?.trim() ?? '';
  const none = option === '' || language.repeat.none.has(option.toLowerCase());
  try {
    if (typed.when.trim() === '' && !none) return alone([option], 'repeat', language, context, true);
    if (saysRepeat(typed.when, language)) {
      return none
        ? alone([typed.when], 'when', language, context)
        : alone([typed.when, option], 'repeat', language, context);
    }
    if (!none) return beside(typed.when, option, language, context);
  } catch (error) {
    if (!(error instanceof NotScheduled)) throw error;
    const { problem, readings, about = 'when' } = error;
    return { ok: false, problem, about, ...(readings.length > 0 ? { readings: [...readings] } : {}) };
  }
  const read = readWhenIn(typed.when, language, context);
  return read.ok ? { ok: true, once: read.start } : { ...read, about: 'when' };
}

/** A repeat that stands in `when`, perhaps with its end in `repeat`: they are read as one text. */
function alone(
  texts: readonly string[],
  about: 'when' | 'repeat',
  language: Language,
  context: WhenContext,
  option = false,
): ScheduleRead {
  return reading(about, true, () => {
    const typed = typedSchedule(texts, language, option);
    const at = readingIn(typed.zone, context);
    const begin = beginAlone(typed.starting, at);
    const read = hoursOf(typed).map((time) => buildRepeat(typed, { ...begin, ...time }, at));
    const [only] = read;
    if (only === undefined || read.length > 1) {
      throw new NotScheduled('repeat-needs-hour', read.map(({ first }) => first.wall).toSorted());
    }
    return only;
  });
}

/** The hours it may mean: none is one too few, except for a cron line, which holds its own. */
function hoursOf({ rule, clock }: TypedSchedule): { time?: string }[] {
  if ('cron' in rule) return [{}];
  return clock === undefined ? [] : timesOf(clock).map((time) => ({ time }));
}

/** A repeat beside a `when` that is a date. */
function beside(when: string, option: string, language: Language, context: WhenContext): ScheduleRead {
  const start = reading('when', false, () => typedWhen(when, language));
  const typed = reading('repeat', true, () => typedSchedule([option], language, true));
  if (start.zone !== undefined && typed.zone !== undefined && start.zone !== typed.zone)
    throw new NotScheduled('repeat-unreadable', [], 'repeat');
  const at = reading(start.zone === undefined ? 'repeat' : 'when', true, () =>
    readingIn(start.zone ?? typed.zone, context),
  );
  const begin = reading('when', false, () => beginBeside(start, typed, at));
  return reading('repeat', true, () => buildRepeat(typed, begin, at));
}

/** The zone it repeats in, which has to be a place whose clocks it follows: "UTC" is one, "+02:00" is none. */
function readingIn(typed: string | undefined, { zone, now }: WhenContext): Reading {
  const own = typed ?? zone;
  if (typed !== undefined && !isZone(own)) throw new NotRead('unreadable');
  return { zone: own, now: zoned(now, own) };
}
