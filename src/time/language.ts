import type { Chrono } from 'chrono-node';
import { english } from './english.js';
import type { RepeatWords } from './repeat-words.js';

/** Units of time, by the names Temporal gives them. */
export type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds';

/**
 * How dates are typed in one language. Texts are lower-cased before any of this is looked at, and a word that stands in
 * none of these lists makes the text unreadable: better to ask again than to guess.
 */
export interface Language {
  /** Reads the names of days and months, day before month, without knowing today's date. */
  days: Chrono;
  /** Spellings brought to one form before the text is cut into words. Linear patterns only. */
  rewrites: readonly (readonly [RegExp, string])[];
  /** Days counted from today. */
  dayWords: ReadonlyMap<string, number>;
  weekdays: ReadonlySet<string>;
  months: ReadonlySet<string>;
  /** What may follow the number of a day, as in "1st". */
  ordinals: ReadonlySet<string>;
  /** Words that change nothing. */
  filler: ReadonlySet<string>;
  /** Announces that a bare number is an hour: "at 18". */
  at: ReadonlySet<string>;
  /** May follow a bare number that is an hour: "6 o'clock". */
  oClock: ReadonlySet<string>;
  /** Between the start and the end of a span. */
  to: ReadonlySet<string>;
  /** Before a lone date, where it changes nothing: "until Friday 6pm". */
  until: ReadonlySet<string>;
  next: ReadonlySet<string>;
  this: ReadonlySet<string>;
  week: ReadonlySet<string>;
  month: ReadonlySet<string>;
  /** Before a length of time counted from now. */
  in: ReadonlySet<string>;
  /** After a length of time counted from now, word by word. */
  fromNow: readonly string[];
  /** Before the length of what is planned. */
  for: ReadonlySet<string>;
  and: ReadonlySet<string>;
  units: ReadonlyMap<string, Unit>;
  amounts: ReadonlyMap<string, number>;
  /** Parts of the day and the hours they cover, first and last. */
  dayParts: ReadonlyMap<string, readonly [number, number]>;
  /** Hours that two people understand differently: midnight of Friday begins it or ends it. */
  doubtfulHours: ReadonlySet<string>;
  /** Words that only a date gone by has. */
  past: ReadonlySet<string>;
  /** How repeats are typed. */
  repeat: RepeatWords;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([['en', english]]);

/** The language of a locale such as `en-GB`; English where dates are not read in that language yet. */
export function languageOf(locale: string): Language {
  return LANGUAGES.get(locale.toLowerCase().split(/[-_]/u, 1)[0] ?? '') ?? english;
}
