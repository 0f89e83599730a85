import type { Language } from './language.js';
import type { Token } from './typed-tokens.js';
import { isWord, touching } from './typed-tokens.js';
import { NotRead } from './when-read.js';

/**
 * An hour as typed. `hours` holds what it may be on the 24-hour clock: one value when sure, two when it may be morning
 * or evening. 24 means midnight at the end of the day.
 */
export interface Clock {
  hours: readonly number[];
  minute: number;
  /** Typed with am or pm, which in a span may hold for both ends. */
  half: boolean;
  /** Typed with its minutes: "8:30", not "8". */
  full: boolean;
  /** From 10:00 to 12:59, which taken alone is the 24-hour clock, and beside am, pm or a part of the day may not be. */
  loose: boolean;
}

const CLOCK = /^(\d{1,2})(?:[:.](\d{2})(?::(\d{2})(?:\.(\d+))?)?)? ?([ap]m)?$/u;

/** The hour of a token such as `18:30`, `6pm`, `6:30 pm` or a bare `18`. Throws {@link NotRead} when there is no such hour. */
function clockOf(text: string): Clock {
  const [, digits = '', typedMinutes, seconds = '0', fraction = '0', half] = CLOCK.exec(text) ?? [];
  const hour = Number(digits);
  const minute = Number(typedMinutes ?? 0);
  const full = typedMinutes !== undefined;
  // A minute is the smallest step here: a second that would be dropped silently is rather asked about.
  if (digits === '' || minute > 59 || Number(seconds) > 0 || Number(fraction) > 0)
    throw new NotRead('unreadable');
  if (half !== undefined) {
    if (hour < 1 || hour > 12) throw new NotRead('unreadable');
    return { hours: [(hour % 12) + (half === 'pm' ? 12 : 0)], minute, half: true, full, loose: false };
  }
  if (hour > 24 || (hour === 24 && minute > 0)) throw new NotRead('unreadable');
  // "06:00", "10:00", "06" and everything from 13 are the 24-hour clock; "6", "10" and "6:30" may be either.
  const twoDigits = digits.length === 2 && (text.length > 2 || hour < 10);
  const hours = hour === 0 || hour > 12 || twoDigits ? [hour] : halves(hour);
  return { hours, minute, half: false, full, loose: twoDigits && hour >= 10 && hour <= 12 };
}

/**
 * Takes one hour out of the tokens of a start or an end; `last` says that nothing stood after it. Throws
 * {@link NotRead} when there are two, or when it does not belong to the part of the day typed with it.
 */
export function takeClock(
  typed: readonly Token[],
  language: Language,
): { clock?: Clock; rest: Token[]; last: boolean } {
  const [part, tokens] = takeDayPart(typed, language);
  if (tokens.some((token) => isWord(token, language.doubtfulHours))) throw new NotRead('no-hour');
  const found = clockTokens(tokens, language);
  if (found === undefined) return { rest: tokens, last: false };
  const rest = [...tokens.slice(0, found.from), ...tokens.slice(found.to)];
  if (rest.some((token) => token.kind === 'clock')) throw new NotRead('unreadable');
  const clock = part === undefined ? found.clock : within(found.clock, part);
  return { clock, rest, last: found.to === tokens.length };
}

function clockTokens(
  tokens: readonly Token[],
  language: Language,
): { clock: Clock; from: number; to: number } | undefined {
  const sure = tokens.findIndex((token) => token.kind === 'clock');
  if (sure >= 0) return { clock: clockOf(tokens[sure]?.text ?? ''), from: sure, to: sure + 1 };
  const index = tokens.findIndex(
    (token, at) => /^\d{1,2}$/u.test(token.text) && isBareHour(tokens, at, language),
  );
  const digits = tokens[index]?.text;
  if (digits === undefined) return undefined;
  const next = tokens[index + 1];
  const past = isWord(next, language.and)
    ? language.pastTheHour.get(tokens[index + 2]?.text ?? '')
    : undefined;
  // "6 and a half" is as much in doubt as "6".
  if (past !== undefined) {
    const clock = clockOf(digits);
    if (clock.hours.includes(24)) throw new NotRead('unreadable');
    return { clock: { ...clock, minute: past }, from: index, to: index + 3 };
  }
  if (!isHourLetter(tokens[index], next)) {
    return { clock: clockOf(digits), from: index, to: index + (isWord(next, language.oClock) ? 2 : 1) };
  }
  // "18h" and "18h30" are only written on the 24-hour clock.
  const minutes = tokens[index + 2];
  const withMinutes = touching(next, minutes) && /^\d{2}$/u.test(minutes?.text ?? '');
  const clock = clockOf(`${digits.padStart(2, '0')}:${withMinutes ? (minutes?.text ?? '') : '00'}`);
  return { clock, from: index, to: index + (withMinutes ? 3 : 2) };
}

/** Whether a bare number is an hour rather than a day or a year: announced, alone, or beside a word or date for a day. */
function isBareHour(tokens: readonly Token[], index: number, language: Language): boolean {
  const [before, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (isWord(before, language.at) || isWord(next, language.oClock) || isHourLetter(token, next)) return true;
  if (tokens.length === 1) return true;
  const last = next === undefined && (before?.kind === 'date' || /^\d{4}$/u.test(before?.text ?? ''));
  if (last || !language.dayThenHour) return last;
  // "14 Saturday", "2 on Saturday"
  const following = tokens.slice(index + 1).find((one) => !isWord(one, language.filler));
  return (next === undefined && isDay(before, language)) || (index === 0 && isDay(following, language));
}

function isDay(token: Token | undefined, language: Language): boolean {
  return token?.kind === 'word' && (language.weekdays.has(token.text) || language.dayWords.has(token.text));
}

function isHourLetter(token: Token | undefined, next: Token | undefined): boolean {
  return touching(token, next) && next?.text === 'h';
}

function takeDayPart(
  tokens: readonly Token[],
  language: Language,
): [readonly [number, number] | undefined, Token[]] {
  const index = tokens.findIndex((token) => language.dayParts.has(token.text));
  const part = language.dayParts.get(tokens[index]?.text ?? '');
  if (part === undefined) return [undefined, [...tokens]];
  // "in the evening": the words before it belong to it.
  let from = index;
  while (from > 0 && (isWord(tokens[from - 1], language.filler) || isWord(tokens[from - 1], language.in)))
    from -= 1;
  return [part, [...tokens.slice(0, from), ...tokens.slice(index + 1)]];
}

/**
 * An hour seen with its part of the day: "8 in the evening" is sure, "7:00" and "10:30 in the evening" too, "06:00 tonight"
 * is refused. Like am and pm it may hold for both ends of a span.
 */
function within(clock: Clock, [first, last]: readonly [number, number]): Clock {
  const { hours } = loosened(clock);
  const found = hours.filter((hour) => hour >= first && hour <= last);
  if (found.length > 0) return { ...clock, hours: found, half: clock.half || hours.length > 1, loose: false };
  if (clock.hours.length === 1) throw new NotRead('unreadable');
  return clock;
}

/** What a clock may be beside am, pm or a part of the day. */
function loosened(clock: Clock): Clock {
  return clock.loose ? { ...clock, hours: clock.hours.flatMap(halves) } : clock;
}

function halves(hour: number): number[] {
  return [hour % 12, (hour % 12) + 12];
}

/** Minutes since midnight, for each hour it may be. */
function minutesOf(clock: Clock): number[] {
  return clock.hours.map((hour) => hour * 60 + clock.minute);
}

/**
 * The two hours of a span, each made sure by the other where people would: "6 to 8pm" and "10am to 2" take the hour
 * nearest to the other end, "10-14" is the 24-hour clock throughout. Hours that stay in doubt are returned as they are.
 */
export function settleSpan(from: Clock, to: Clock): [Clock, Clock] {
  const [start, end] = [to.half ? loosened(from) : from, from.half ? loosened(to) : to];
  const [starts, ends] = [minutesOf(start), minutesOf(end)];
  if (starts.length > 1 && ends.length === 1) {
    return [settle(start, end.half, (minutes) => (ends[0] ?? 0) - minutes), end];
  }
  if (ends.length > 1 && starts.length === 1) {
    return [start, settle(end, start.half, (minutes) => minutes - (starts[0] ?? 0))];
  }
  return [start, end];
}

/** `length` is how many minutes the span would last; below one it would run past midnight. */
function settle(clock: Clock, otherHasHalf: boolean, length: (minutes: number) => number): Clock {
  const lasting = (hour: number): number => length(hour * 60 + clock.minute);
  if (!otherHasHalf) {
    const early = clock.hours[0] ?? 0;
    return lasting(early) > 0 ? { ...clock, hours: [early] } : clock;
  }
  const [hour = 0] = clock.hours.toSorted(
    (a, b) => ((lasting(a) + 1_439) % 1_440) - ((lasting(b) + 1_439) % 1_440),
  );
  return { ...clock, hours: [hour] };
}
