import type { ParsedComponents } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Language } from './language.js';
import type { Token } from './typed-tokens.js';
import { isWord, joined } from './typed-tokens.js';
import { NotRead } from './when-read.js';

/** A day as typed, before anybody asks what day it is today. */
export type Day =
  | { kind: 'counted'; days: number }
  /** Worked out from a length of time: "in 2 days at 6pm". */
  | { kind: 'fixed'; date: Temporal.PlainDate }
  | { kind: 'weekday'; weekday: number; which: Which }
  | { kind: 'dates'; dates: readonly TypedDate[] };

/** `in-doubt` is the one to come to some, and the one of next week to others. */
type Which = 'coming' | 'this' | 'next' | 'in-doubt';

/** Two of them when day and month are in doubt. The weekday (1 Monday to 7 Sunday) is only to be checked. */
export interface TypedDate {
  year?: number;
  month: number;
  day: number;
  weekday?: number;
}

/**
 * chrono-node is asked what a text says, never when that is: with a fixed day to count from, in UTC, its answer depends
 * on nothing but the text. A leap year, because it refuses 29 February in the year it assumes.
 */
const REFERENCE = { instant: new Date(Date.UTC(2028, 0, 15, 12)), timezone: 0 };

/**
 * Takes the day out of what is left of a start or an end; undefined when nothing but filler is left. Throws
 * {@link NotRead} for words left over, several days, and days that do not exist.
 */
export function readDay(tokens: readonly Token[], language: Language, hasClock: boolean): Day | undefined {
  const rest = tokens.filter((token) => !isIgnored(token, language));
  if (rest.some((token) => isWord(token, language.doubtfulDays))) throw new NotRead('no-day');
  if (rest.length === 0) return undefined;
  const counted = rest.length === 1 ? language.dayWords.get(rest[0]?.text ?? '') : undefined;
  if (counted !== undefined) return { kind: 'counted', days: counted };
  const [which, named] = takeWhich(tokens, language);
  const [figures, words] = takeFigures(named);
  const components = readWords(words, language);
  const weekdays = components.filter((part) => part.isCertain('weekday'));
  if (weekdays.length > 1) throw new NotRead('unreadable');
  const weekday = weekdays[0]?.get('weekday');
  // Sunday is 0 to chrono-node and 7 to the calendar.
  const iso = weekday === 0 ? 7 : weekday;
  const dates = figures ?? datesIn(components, words, hasClock);
  if (figures !== undefined && weekdays.length !== components.length) throw new NotRead('unreadable');
  if (dates !== undefined && which === 'coming') {
    return { kind: 'dates', dates: dates.map((date) => (iso ? { ...date, weekday: iso } : date)) };
  }
  if (dates !== undefined || !iso) throw new NotRead('unreadable');
  return { kind: 'weekday', weekday: iso, which };
}

/** Takes "next" and "this" before a weekday, and "next week" beside one, which mean the same. */
function takeWhich(tokens: readonly Token[], language: Language): [Which, Token[]] {
  const index = tokens.findIndex((token) => isWord(token, language.next) || isWord(token, language.this));
  if (index < 0) return ['coming', [...tokens]];
  const which = isWord(tokens[index], language.next) ? 'next' : 'this';
  const follows = tokens[index + 1];
  const hasWeekday = tokens.some((token) => isWord(token, language.weekdays));
  if (isWord(follows, language.weekdays)) {
    const doubt = which === 'next' && language.nextWeekday === 'in-doubt';
    return [doubt ? 'in-doubt' : which, tokens.filter((_, at) => at !== index)];
  }
  if (isWord(follows, language.week) && hasWeekday) {
    return [which, tokens.filter((_, at) => at !== index && at !== index + 1)];
  }
  const vague = isWord(follows, language.week) || isWord(follows, language.month);
  throw new NotRead(vague ? 'no-day' : 'unreadable');
}

/**
 * Takes a date in figures. Not left to chrono-node, which swaps day and month without a word where that makes a date:
 * 2027-13-01 would become 13 January.
 */
function takeFigures(tokens: readonly Token[]): [TypedDate[] | undefined, Token[]] {
  const found = tokens.filter((token) => token.kind === 'date');
  if (found.length === 0) return [undefined, [...tokens]];
  if (found.length > 1) throw new NotRead('unreadable');
  const parts = (found[0]?.text ?? '').split(/[-/.]/u).filter((part) => part !== '');
  const [a, b, c] = parts.map(Number);
  const rest = tokens.filter((token) => token.kind !== 'date');
  if (parts[0]?.length === 4) return [[existing({ year: a ?? 0, month: b ?? 0, day: c ?? 0 })], rest];
  const year = c === undefined ? {} : { year: parts[2]?.length === 2 ? c + 2_000 : c };
  const dayFirst = { ...year, day: a ?? 0, month: b ?? 0 };
  const monthFirst = { ...year, day: b ?? 0, month: a ?? 0 };
  if (dayFirst.month > 12) return [[existing(monthFirst)], rest];
  if (monthFirst.month > 12 || a === b) return [[existing(dayFirst)], rest];
  return [[existing(dayFirst), existing(monthFirst)], rest];
}

/** Has chrono-node read names of days; every word and number has to be one it used, or filler. */
function readWords(tokens: readonly Token[], language: Language): ParsedComponents[] {
  const unknown = tokens.some(
    (token) =>
      token.kind === 'clock' ||
      token.text === '-' ||
      token.text === '+' ||
      (token.kind === 'word' &&
        ![language.weekdays, language.months, language.ordinals, language.filler].some((words) =>
          words.has(token.text),
        )),
  );
  if (unknown) throw new NotRead('unreadable');
  if (tokens.every((token) => isIgnored(token, language))) return [];
  const reader = language.days.clone();
  let impossible = false;
  reader.refiners.unshift({
    // chrono-node drops impossible dates in silence: noticed here, before that.
    refine: (_context, results) => {
      impossible ||= results.some(({ start }) => isImpossible(start));
      return results;
    },
  });
  const text = joined(tokens);
  const results = reader.parse(text, REFERENCE);
  if (impossible) throw new NotRead('not-a-date');
  const left = results.reduceRight(
    (rest, { index, text: used }) => rest.slice(0, index) + ' ' + rest.slice(index + used.length),
    text,
  );
  const leftOver = left
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .some((word) => word !== '' && !language.filler.has(word));
  // Hours and spans were taken out before; what chrono-node still takes for one is a number left over.
  const more = results.some(
    ({ start, end }) => start.isCertain('hour') || (end !== undefined && end !== null),
  );
  if (leftOver || more || results.length === 0) throw new NotRead('unreadable');
  return results.map(({ start }) => start);
}

function datesIn(
  components: readonly ParsedComponents[],
  tokens: readonly Token[],
  hasClock: boolean,
): TypedDate[] | undefined {
  const named = components.filter(
    (part) => part.isCertain('month') || part.isCertain('year') || part.isCertain('day'),
  );
  if (named.length > 1) throw new NotRead('unreadable');
  const [date] = named;
  if (date === undefined) return undefined;
  const year = date.isCertain('year') ? { year: date.get('year') ?? 0 } : {};
  // chrono-node reads "February 31" as February 2031.
  const figure = tokens.find((token) => /^\d{1,2}$/u.test(token.text));
  if (!date.isCertain('day') && figure !== undefined) {
    existing({ month: date.get('month') ?? 0, day: Number(figure.text) });
  }
  // "1 May 18" may mean the year or the hour; with an hour beside it, it is the year.
  const fourDigits = tokens.some((token) => /^\d{4}$/u.test(token.text));
  if (date.isCertain('year') && !fourDigits && !hasClock) throw new NotRead('unreadable');
  if (!date.isCertain('day')) throw new NotRead('no-day');
  return [existing({ ...year, month: date.get('month') ?? 0, day: date.get('day') ?? 0 })];
}

function isImpossible(parts: ParsedComponents): boolean {
  if (!parts.isCertain('day') || !parts.isCertain('month')) return false;
  const [month, day] = [parts.get('month') ?? 0, parts.get('day') ?? 0];
  return !exists({ ...(parts.isCertain('year') ? { year: parts.get('year') ?? 0 } : {}), month, day });
}

function existing(date: TypedDate): TypedDate {
  if (!exists(date)) throw new NotRead('not-a-date');
  return date;
}

/** Without a year: whether any year has that day. */
function exists({ year = 2028, month, day }: TypedDate): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

function isIgnored(token: Token, language: Language): boolean {
  return (
    language.filler.has(token.text) || (token.kind === 'sign' && token.text !== '-' && token.text !== '+')
  );
}
