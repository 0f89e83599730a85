import { clean } from '../texts/clean.js';
import type { Clock } from './clock.js';
import { takeClock } from './clock.js';
import type { Cron } from './cron.js';
import { looksLikeCron, readCron } from './cron.js';
import type { Day } from './day.js';
import { readDay } from './day.js';
import type { Language } from './language.js';
import { amountOf } from './length.js';
import { MOST_TIMES } from './repeat.js';
import type { Rule } from './typed-repeat.js';
import { takeRule } from './typed-repeat.js';
import type { Token } from './typed-tokens.js';
import { isWord, LONGEST_RAW, LONGEST_WHEN, tokensOf } from './typed-tokens.js';
import { NotRead } from './when-read.js';
import { takeZoneMark } from './zone-mark.js';

/** Everything a text says about a repeat, before it is placed on a calendar. */
export interface TypedSchedule {
  rule: Rule | { cron: Cron };
  clock?: Clock;
  /** A zone typed with the hour, which then goes before the person's own. */
  zone?: string;
  starting?: Day;
  until?: Day;
  /** How many occurrences in all. */
  count?: number;
}

/** Whether a text says that something is repeated, however badly. No text that is a date says so. */
export function saysRepeat(typed: string, language: Language): boolean {
  const words = language.repeat;
  try {
    return (
      cronIn([typed]) !== undefined ||
      tokensOf(typed, language).some(
        (token, index, all) =>
          isWord(token, words.every) ||
          words.adverbs.has(token.text) ||
          words.plurals.has(token.text) ||
          words.unclear.has(token.text) ||
          (isWord(token, words.the) && isWord(all[index + 1], language.month)),
      )
    );
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return looksLikeCron(typed);
  }
}

/**
 * Takes texts apart that say together what is repeated. `option` as in {@link takeRule}. Throws {@link NotRead} or
 * `NotScheduled` unless every word of them was understood, and in one way.
 */
export function typedSchedule(typed: readonly string[], language: Language, option: boolean): TypedSchedule {
  const cron = cronIn(typed);
  const tokens = (cron?.rest ?? typed).flatMap((text, index) => tokensFrom(text, index, language));
  const parts = partsOf(tokens, language);
  const found = takeRule(parts.main, language, option && cron === undefined);
  if ((found === undefined) === (cron === undefined)) throw new NotRead('unreadable');
  const rule = found?.rule ?? (cron && { cron: cron.cron });
  if (rule === undefined) throw new NotRead('unreadable');
  const clock = onlyClock(found?.rest ?? parts.main, language);
  // A cron line holds its hours.
  if (cron !== undefined && clock.clock !== undefined) throw new NotRead('unreadable');
  return { ...endsOf(parts, language), rule, ...clock };
}

/** A cron line at the beginning of one of the texts, and what is left: "30 9 * * 1-5 until 1 May". */
function cronIn(typed: readonly string[]): { cron: Cron; rest: string[] } | undefined {
  for (const [index, text] of typed.entries()) {
    if (text.length > LONGEST_RAW) continue;
    const cleaned = clean(text.normalize('NFKC'));
    if (cleaned.length > LONGEST_WHEN) continue;
    const words = cleaned.split(' ');
    const line = words.slice(0, 5).join(' ').replace(/,$/u, '');
    const cron = readCron(line);
    if (cron === undefined) {
      if (looksLikeCron(cleaned)) throw new NotRead('unreadable');
      continue;
    }
    return { cron, rest: typed.with(index, words.slice(5).join(' ')).filter((one) => one !== '') };
  }
  return undefined;
}

/** The tokens of one of several texts that are read as one, their places kept apart. */
function tokensFrom(text: string, index: number, language: Language): Token[] {
  return tokensOf(text, language).map((token) => ({
    ...token,
    at: token.at + index * 1_000,
    end: token.end + index * 1_000,
  }));
}

interface Parts {
  main: Token[];
  starting?: Token[];
  until?: Token[];
  zone?: string;
  count?: number;
}

/** Cuts a text at "starting" and "until", and takes the zone and "10 times" out of it. */
function partsOf(tokens: readonly Token[], language: Language): Parts {
  const words = language.repeat;
  const [zone, unzoned] = takeZoneMark(tokens);
  const [count, uncounted] = takeCount(unzoned, language);
  const parts: Parts = {
    main: [],
    ...(zone === undefined ? {} : { zone }),
    ...(count === undefined ? {} : { count }),
  };
  let part: Token[] = parts.main;
  for (const [index, token] of uncounted.entries()) {
    const starts =
      isWord(token, words.starting) ||
      (isWord(token, words.from) && isDayAhead(uncounted, index + 1, language));
    const ends = isWord(token, words.until) || (part === parts.starting && isEnd(token, language));
    if (!starts && !ends) {
      part.push(token);
      continue;
    }
    const name = starts ? 'starting' : 'until';
    if (parts[name] !== undefined) throw new NotRead('unreadable');
    part = parts[name] = [];
  }
  return parts;
}

/** "from 1 May to 1 June": only after a beginning. */
function isEnd(token: Token, language: Language): boolean {
  return token.text === '-' || isWord(token, language.to);
}

function isDayAhead(tokens: readonly Token[], from: number, language: Language): boolean {
  const ahead = tokens.slice(from).filter((token) => !isWord(token, language.filler));
  const [first, second] = ahead;
  const named = (token: Token | undefined): boolean =>
    isWord(token, language.months) ||
    isWord(token, language.weekdays) ||
    language.dayWords.has(token?.text ?? '');
  if (first?.kind === 'number') return isWord(second, language.months) || isWord(second, language.ordinals);
  const skipped = isWord(first, language.next) || isWord(first, language.this) ? second : first;
  return skipped?.kind === 'date' || named(skipped);
}

/** Takes "10 times" out of the tokens; "3 times a week" and "5 times daily" would be something else. */
function takeCount(tokens: readonly Token[], language: Language): [number | undefined, Token[]] {
  const words = language.repeat;
  const index = tokens.findIndex(
    (token, at) => isWord(token, words.times) && at > 0 && amountOf(tokens[at - 1], language) !== undefined,
  );
  if (index < 0) return [undefined, [...tokens]];
  const count = amountOf(tokens[index - 1], language) ?? 0;
  if (!Number.isInteger(count) || count < 1 || isWord(tokens[index + 1], words.per))
    throw new NotRead('unreadable');
  if (count > MOST_TIMES) throw new NotRead('too-far');
  const from = isWord(tokens[index - 2], language.for) ? index - 2 : index - 1;
  return [count, [...tokens.slice(0, from), ...tokens.slice(index + 1)]];
}

/** An hour and nothing else. */
function onlyClock(tokens: readonly Token[], language: Language): { clock?: Clock } {
  // "cada viernes 13" may be Fridays that are the 13th.
  if (!language.dayThenHour && tokens.length === 1 && tokens[0]?.kind === 'number')
    throw new NotRead('no-hour');
  const { clock, rest } = takeClock(tokens, language);
  if (readDay(rest, language, true) !== undefined) throw new NotRead('unreadable');
  return clock === undefined ? {} : { clock };
}

function endsOf(parts: Parts, language: Language): Omit<TypedSchedule, 'rule' | 'clock'> {
  const { zone, count } = parts;
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(count === undefined ? {} : { count }),
    ...(parts.starting === undefined ? {} : { starting: onlyDay(parts.starting, language) }),
    ...(parts.until === undefined ? {} : { until: onlyDay(parts.until, language) }),
  };
}

/** A day and nothing else. An hour after it may be meant for the whole: "every day until Friday 9:00". */
function onlyDay(tokens: readonly Token[], language: Language): Day {
  const { clock, rest } = takeClock(tokens, language);
  if (clock !== undefined) throw new NotRead('no-hour');
  const day = readDay(rest, language, false);
  if (day === undefined) throw new NotRead('unreadable');
  return day;
}
