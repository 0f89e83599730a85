import type { Clock } from './clock.js';
import { settleSpan, takeClock } from './clock.js';
import type { Day } from './day.js';
import { readDay } from './day.js';
import type { Language } from './language.js';
import type { Length } from './length.js';
import { takeAhead, takeDuration } from './length.js';
import type { Token } from './typed-tokens.js';
import { isWord, tokensOf } from './typed-tokens.js';
import { NotRead } from './when-read.js';
import { takeZoneMark } from './zone-mark.js';

/** A day and an hour as typed, either of which may be missing. */
export interface TypedPoint {
  day?: Day;
  clock?: Clock;
}

/** Everything a text says, before it is placed on a calendar. */
export interface TypedWhen {
  /** A zone typed with the hour (`UTC`, `+02:00`), which then goes before the person's own. */
  zone?: string;
  /** "in 3 hours". */
  ahead?: Length;
  start: TypedPoint;
  /** "to 8pm"; without a day it is the start's. */
  end?: TypedPoint;
  /** "for 2 hours". */
  duration?: Length;
}

/** Takes a text apart. Throws {@link NotRead} unless every word of it was understood, and in one way. */
export function typedWhen(typed: string, language: Language): TypedWhen {
  const tokens = tokensOf(typed, language);
  if (tokens.some((token) => isWord(token, language.past))) throw new NotRead('past');
  const [zone, unzoned] = takeZoneMark(tokens);
  const [ahead, unmoved] = takeAhead(unzoned, language);
  const [duration, points] = takeDuration(unmoved, language);
  const [first, second] = splitSpan(points, language);
  const span: { start: TypedPoint; end?: TypedPoint } =
    second === undefined ? { start: pointOf(first, language) } : spanOf(first, second, language);
  if (duration !== undefined && span.end !== undefined) throw new NotRead('unreadable');
  if (ahead === undefined && span.start.day === undefined && span.start.clock === undefined) {
    throw new NotRead('unreadable');
  }
  return {
    ...span,
    ...(zone === undefined ? {} : { zone }),
    ...(ahead === undefined ? {} : { ahead }),
    ...(duration === undefined ? {} : { duration }),
  };
}

function splitSpan(typed: readonly Token[], language: Language): [readonly Token[], (readonly Token[])?] {
  const tokens = isWord(typed[0], language.until) ? typed.slice(1) : typed;
  const dividers = [...tokens.keys()].filter(
    (at) => tokens[at]?.text === '-' || isWord(tokens[at], language.to),
  );
  const [divider] = dividers;
  if (divider === undefined) return [tokens];
  if (dividers.length > 1 || divider === 0 || divider === tokens.length - 1) throw new NotRead('unreadable');
  return [tokens.slice(0, divider), tokens.slice(divider + 1)];
}

function pointOf(tokens: readonly Token[], language: Language): TypedPoint & { hourLast: boolean } {
  const { clock, rest, last } = takeClock(tokens, language);
  const day = readDay(rest, language, clock !== undefined);
  return { ...(clock === undefined ? {} : { clock }), ...(day === undefined ? {} : { day }), hourLast: last };
}

function spanOf(
  first: readonly Token[],
  second: readonly Token[],
  language: Language,
): { start: TypedPoint; end: TypedPoint } {
  const start = pointOf(first, language);
  const end = pointOf(second, language);
  const separateDays = start.day !== undefined && end.day !== undefined;
  const [from, to] =
    start.clock !== undefined && end.clock !== undefined && !separateDays
      ? settleSpan(start.clock, end.clock)
      : [start.clock, end.clock];
  // "6-8pm Friday" names the day of both; "6pm to Friday 8pm" leaves the first day open.
  if (start.day === undefined && end.day !== undefined && end.hourLast) throw new NotRead('no-day');
  const day = start.day ?? end.day;
  return {
    start: { ...(day === undefined ? {} : { day }), ...(from === undefined ? {} : { clock: from }) },
    end: { ...(separateDays ? { day: end.day } : {}), ...(to === undefined ? {} : { clock: to }) },
  };
}
