import type { Language, Unit } from './language.js';
import type { Token } from './typed-tokens.js';
import { isWord } from './typed-tokens.js';
import { NotRead } from './when-read.js';

/** A length of time as typed: so many of each unit. */
export type Length = Partial<Record<Unit, number>>;

/** How far ahead a date may lie, in years. */
export const YEARS_AHEAD = 5;

const DAYS_IN: Record<Unit, number> = {
  years: 365,
  months: 28,
  weeks: 7,
  days: 1,
  hours: 1 / 24,
  minutes: 1 / 1_440,
  seconds: 1 / 86_400,
};
const CALENDAR: ReadonlySet<string> = new Set(['years', 'months', 'weeks', 'days']);

/**
 * Takes "in 3 hours" or "3 hours from now" out of the tokens. Throws {@link NotRead} `too-far` for numbers beyond every
 * limit, before anything calculates with them.
 */
export function takeAhead(tokens: readonly Token[], language: Language): [Length | undefined, Token[]] {
  for (let index = 0; index < tokens.length; index += 1) {
    const announced = isWord(tokens[index], language.in);
    const found = lengthAt(tokens, announced ? index + 1 : index, language);
    if (found === undefined) continue;
    const after = tokens.slice(found.end);
    const fromNow = language.fromNow.every((word, step) => after[step]?.text === word);
    if (!announced && !fromNow) continue;
    const rest = [...tokens.slice(0, index), ...after.slice(fromNow ? language.fromNow.length : 0)];
    return [bounded(found.length), rest];
  }
  return [undefined, [...tokens]];
}

/** Takes "for 2 hours" out of the tokens; throws as {@link takeAhead} does. */
export function takeDuration(tokens: readonly Token[], language: Language): [Length | undefined, Token[]] {
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, language.for)) continue;
    const found = lengthAt(tokens, index + 1, language);
    if (found === undefined) throw new NotRead('unreadable');
    return [bounded(found.length), [...tokens.slice(0, index), ...tokens.slice(found.end)]];
  }
  return [undefined, [...tokens]];
}

/** Whether a length is made of whole days only, so that an hour can still be given beside it. */
export function isCalendar(length: Length): boolean {
  return Object.keys(length).every((unit) => CALENDAR.has(unit));
}

function lengthAt(
  tokens: readonly Token[],
  from: number,
  language: Language,
): { length: Length; end: number } | undefined {
  const length: Length = {};
  let end = from;
  for (let index = from; ;) {
    const unit = language.units.get(tokens[index + 1]?.text ?? '');
    const amount = amountOf(tokens[index], language);
    if (unit === undefined || amount === undefined) break;
    addTo(length, unit, amount);
    end = index + 2;
    index = isWord(tokens[end], language.and) || tokens[end]?.text === ',' ? end + 1 : end;
  }
  return end === from ? undefined : { length, end };
}

/** The exact limit is checked on the calendar later; this keeps absurd numbers away from it. */
function bounded(length: Length): Length {
  const days = Object.entries(length).reduce(
    (sum, [unit, amount]) => sum + amount * DAYS_IN[unit as Unit],
    0,
  );
  if (days > (YEARS_AHEAD + 2) * 365) throw new NotRead('too-far');
  return length;
}

export function amountOf(token: Token | undefined, language: Language): number | undefined {
  if (token?.kind === 'number') return Number(token.text);
  return token?.kind === 'word' ? language.amounts.get(token.text) : undefined;
}

function addTo(length: Length, unit: Unit, amount: number): void {
  if (length[unit] !== undefined) throw new NotRead('unreadable');
  if (Number.isInteger(amount)) {
    length[unit] = amount;
    return;
  }
  // A fraction of an hour is so many seconds; a fraction of a day or a month could mean several things.
  if (unit !== 'hours' && unit !== 'minutes') throw new NotRead('unreadable');
  if (length.seconds !== undefined) throw new NotRead('unreadable');
  length.seconds = Math.round(amount * (unit === 'hours' ? 3_600 : 60));
}
