import type { Language, Unit } from './language.js';
import { amountOf } from './length.js';
import type { Rhythm } from './repeat-words.js';
import { NotScheduled } from './schedule-read.js';
import type { Token } from './typed-tokens.js';
import { isWord } from './typed-tokens.js';
import { NotRead } from './when-read.js';

/** Fewer minutes than this between two occurrences would flood people. */
export const SHORTEST_GAP = 15;

const MINUTES_IN: Partial<Record<Unit, number>> = { hours: 60, minutes: 1, seconds: 1 / 60 };

/**
 * What may stand after "every" - "day", "2 weeks", "other" before a weekday - and how many tokens it takes; undefined when
 * it is something else. Throws for rhythms that are not offered.
 */
export function rhythmAt(
  tokens: readonly Token[],
  from: number,
  language: Language,
): { rhythm: Rhythm; taken: number } | undefined {
  const words = language.repeat;
  const [first, second] = [tokens[from], tokens[from + 1]];
  const noun = words.nouns.get(first?.text ?? '');
  if (noun !== undefined) return { rhythm: noun, taken: 1 };
  const other = isWord(first, words.other);
  if (other && isWeekday(second, language)) return { rhythm: { unit: 'week', every: 2 }, taken: 1 };
  const nextOne = words.nth.get(first?.text ?? '') === 2;
  // "every second week" is every other week; "every second Tuesday" may be that, or the second of the month.
  if (nextOne && isWeekday(second, language)) return undefined;
  const amount = other || (nextOne && isUnit(second, language)) ? 2 : amountOf(first, language);
  const unit = amount === undefined ? first : second;
  if (!isUnit(unit, language)) return undefined;
  return { rhythm: rhythmOf(amount ?? 1, unit, language), taken: amount === undefined ? 1 : 2 };
}

function isWeekday(token: Token | undefined, { repeat }: Language): boolean {
  return repeat.weekdays.has(token?.text ?? '') || repeat.plurals.has(token?.text ?? '');
}

function isUnit(token: Token | undefined, language: Language): token is Token {
  return token?.kind === 'word' && language.units.has(token.text);
}

function rhythmOf(amount: number, { text }: Token, language: Language): Rhythm {
  const unit = language.units.get(text);
  if (unit === 'days' && amount === 1) return { unit: 'day', every: 1 };
  if (unit === 'weeks' && (amount === 1 || amount === 2)) return { unit: 'week', every: amount };
  if (unit === 'months' && amount === 1) return { unit: 'month', every: 1 };
  const minutes = unit === undefined ? undefined : MINUTES_IN[unit];
  if (minutes !== undefined && amount * minutes < SHORTEST_GAP) throw new NotScheduled('repeat-too-often');
  throw new NotRead('unreadable');
}
