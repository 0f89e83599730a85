import type { Language } from './language.js';
import { amountOf } from './length.js';
import type { Repeat } from './repeat.js';
import type { Rhythm } from './repeat-words.js';
import { rhythmAt } from './typed-rhythm.js';
import type { Token } from './typed-tokens.js';
import { isWord, touching } from './typed-tokens.js';
import { NotRead } from './when-read.js';

/** What is repeated, as typed. `weekly` and `monthly` without days take them from the first date. */
export type Rule =
  | { open: 'weekly'; every: 1 | 2 }
  | { open: 'monthly' }
  | { pattern: Exclude<Repeat['pattern'], { kind: 'cron' }> };

/** The pieces of a rule, in whatever order they were typed. */
interface Pieces {
  rhythms: Rhythm[];
  /** "every" of what follows. */
  each: boolean;
  plural: boolean;
  /** "of the month". */
  ofMonth: boolean;
  weekdays: number[];
  nths: { nth: 1 | 2 | 3 | 4 | 5 | -1; weekday: number }[];
  monthDays: number[];
}

/**
 * Takes what is repeated out of the tokens; undefined when nothing in them says that something is. `option` is true where
 * the text stands in the place for repeats and need not say so itself: there "Mon, Wed" and "2 weeks" are enough. Throws
 * {@link NotRead} or `NotScheduled` for what cannot be repeated or is in doubt.
 */
export function takeRule(
  tokens: readonly Token[],
  language: Language,
  option: boolean,
): { rule: Rule; rest: Token[] } | undefined {
  const pieces: Pieces = {
    rhythms: [],
    each: false,
    plural: false,
    ofMonth: false,
    weekdays: [],
    nths: [],
    monthDays: [],
  };
  const rest: Token[] = [];
  for (let index = 0; index < tokens.length;) {
    const taken = takeAt(tokens, index, language, pieces, option);
    const token = tokens[index];
    if (taken === 0 && token !== undefined) rest.push(token);
    index += Math.max(1, taken);
  }
  const says = pieces.rhythms.length > 0 || pieces.each || pieces.plural || pieces.ofMonth;
  if (!says && !option) return undefined;
  const part = rest.some((token) => language.dayParts.has(token.text));
  return { rule: ruleOf(pieces, part), rest };
}

/** How many tokens from `index` on were understood and put into the pieces. */
function takeAt(
  tokens: readonly Token[],
  index: number,
  language: Language,
  pieces: Pieces,
  option: boolean,
): number {
  const words = language.repeat;
  const token = tokens[index];
  if (isWord(token, words.every)) return 1 + takeEvery(tokens, index + 1, language, pieces);
  const adverb = words.adverbs.get(token?.text ?? '');
  if (adverb !== undefined) {
    pieces.rhythms.push(adverb);
    return 1;
  }
  if (isWord(token, words.the) && isWord(tokens[index + 1], language.month)) {
    pieces.ofMonth = true;
    return 2;
  }
  // "2 weeks" and "week" in the place for repeats.
  const begins = option && index === 0 ? takeRhythm(tokens, index, language, pieces) : 0;
  return (
    begins ||
    takeNth(tokens, index, language, pieces) ||
    takeWeekdays(tokens, index, language, pieces) ||
    takeMonthDay(tokens, index, language, pieces)
  );
}

function takeRhythm(tokens: readonly Token[], from: number, language: Language, pieces: Pieces): number {
  const found = rhythmAt(tokens, from, language);
  if (found !== undefined) pieces.rhythms.push(found.rhythm);
  return found?.taken ?? 0;
}

/** What stands after "every": a rhythm, or nothing yet of what is repeated. */
function takeEvery(tokens: readonly Token[], from: number, language: Language, pieces: Pieces): number {
  const taken = takeRhythm(tokens, from, language, pieces);
  if (taken > 0) return taken;
  const [first, second] = [tokens[from], tokens[from + 1]];
  const ordinal = touching(first, second) && isWord(second, language.ordinals);
  if (isWord(first, language.repeat.other) || (amountOf(first, language) !== undefined && !ordinal))
    throw new NotRead('unreadable');
  pieces.each = true;
  return 0;
}

/** "first Monday", "2nd Tue", "last day". */
function takeNth(tokens: readonly Token[], from: number, language: Language, pieces: Pieces): number {
  const words = language.repeat;
  const [first, second] = [tokens[from], tokens[from + 1]];
  const figure =
    touching(first, second) && isWord(second, language.ordinals) ? Number(first?.text) : undefined;
  const nth = figure === undefined ? words.nth.get(first?.text ?? '') : nthOf(figure);
  const size = figure === undefined ? 1 : 2;
  const what = tokens[from + size];
  const weekday = words.weekdays.get(what?.text ?? '');
  if (nth === undefined) return 0;
  if (weekday !== undefined) pieces.nths.push({ nth, weekday });
  else if (isWord(what, words.day) && (nth === 1 || nth === -1)) pieces.monthDays.push(nth === 1 ? 1 : 31);
  else return 0;
  return size + 1;
}

function nthOf(figure: number): 1 | 2 | 3 | 4 | 5 | undefined {
  return ([1, 2, 3, 4, 5] as const).find((nth) => nth === figure);
}

/** "Mon", "Mondays, Wed and Friday", "Mon-Fri". */
function takeWeekdays(tokens: readonly Token[], from: number, language: Language, pieces: Pieces): number {
  const words = language.repeat;
  const weekdayAt = (index: number): number | undefined => {
    const text = tokens[index]?.text ?? '';
    return words.weekdays.get(text) ?? words.plurals.get(text);
  };
  const first = weekdayAt(from);
  if (first === undefined) return 0;
  const found = [first];
  let end = from + 1;
  const dash = tokens[end]?.text === '-' || isWord(tokens[end], words.through);
  const last = dash ? weekdayAt(end + 1) : undefined;
  if (last !== undefined) {
    for (let day = first; day !== last;) found.push((day = (day % 7) + 1));
    end += 2;
  }
  pieces.weekdays.push(...found);
  pieces.plural ||= tokens.slice(from, end).some((token) => words.plurals.has(token.text));
  // What joins it to the next one.
  let next = end;
  while (isWord(tokens[next], language.and) || tokens[next]?.text === ',' || tokens[next]?.text === '+')
    next += 1;
  return (weekdayAt(next) === undefined ? end : next) - from;
}

/** "15th", "day 15", "the 15"; not the day of a date with its month. */
function takeMonthDay(tokens: readonly Token[], from: number, language: Language, pieces: Pieces): number {
  const [before, first, second] = [tokens[from - 1], tokens[from], tokens[from + 1]];
  if (first?.kind === 'word' && isWord(first, language.repeat.day) && isDayNumber(second)) {
    pieces.monthDays.push(Number(second?.text));
    return 2;
  }
  const ordinal = touching(first, second) && isWord(second, language.ordinals);
  const named = isWord(before, language.repeat.the) && !touching(first, second);
  if (!isDayNumber(first) || (!ordinal && !named) || isWord(second, language.oClock)) return 0;
  const after = tokens.slice(from + (ordinal ? 2 : 1)).find((token) => !isWord(token, language.filler));
  if (isWord(after, language.months) || isWord(before, language.months)) return 0;
  pieces.monthDays.push(Number(first?.text));
  return ordinal ? 2 : 1;
}

function isDayNumber(token: Token | undefined): boolean {
  return /^\d{1,2}$/u.test(token?.text ?? '') && Number(token?.text) >= 1 && Number(token?.text) <= 31;
}

/** The one rule that the pieces make. Throws {@link NotRead} when they make none, or when it is in doubt which. */
function ruleOf(pieces: Pieces, dayPart: boolean): Rule {
  const { rhythms, nths, monthDays, plural } = pieces;
  const weekdays = [...new Set(pieces.weekdays)].toSorted((a, b) => a - b);
  const [rhythm] = rhythms;
  const same = rhythms.every(({ unit, every }) => unit === rhythm?.unit && every === rhythm.every);
  if (!same || (pieces.ofMonth && rhythm !== undefined && rhythm.unit !== 'month'))
    throw new NotRead('unreadable');
  const named = nths.length + monthDays.length;
  const monthly = pieces.ofMonth || rhythm?.unit === 'month';
  const [nth] = nths;
  const [day] = monthDays;
  if (monthly || named > 0) {
    if (named > 1 || weekdays.length > 0 || (rhythm !== undefined && !monthly))
      throw new NotRead('unreadable');
    // "every third Monday" may come every three weeks; "every first" and "every last" can only be of the month.
    if (!monthly && pieces.each && nth !== undefined && nth.nth !== 1 && nth.nth !== -1)
      throw new NotRead('unreadable');
    if (nth !== undefined) return { pattern: { kind: 'monthly-weekday', ...nth } };
    return day === undefined ? { open: 'monthly' } : { pattern: { kind: 'monthly-day', day } };
  }
  if (rhythm?.unit === 'day' || (rhythm === undefined && weekdays.length === 0 && pieces.each && dayPart)) {
    if (weekdays.length > 0) throw new NotRead('unreadable');
    return { pattern: { kind: 'daily' } };
  }
  if (rhythm?.unit === 'weekday') {
    if (weekdays.length > 0) throw new NotRead('unreadable');
    return { pattern: { kind: 'weekly', every: 1, days: [1, 2, 3, 4, 5] } };
  }
  if (weekdays.length > 0) return { pattern: { kind: 'weekly', every: rhythm?.every ?? 1, days: weekdays } };
  if (rhythm === undefined || plural) throw new NotRead('unreadable');
  return { open: 'weekly', every: rhythm.every };
}
