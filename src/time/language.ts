import type { Chrono } from 'chrono-node';
import { english } from './english.js';
import type { RepeatWords } from './repeat-words.js';
import { spanish } from './spanish.js';

/** Units of time, by the names Temporal gives them. */
export type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds';

/**
 * How dates are typed in one language. Texts are lower-cased before any of this is looked at, and a word that stands in
 * none of these lists makes the text unreadable: better to ask again than to guess.
 */
export interface Language {
  /** Reads the names of days and months, day before month, without knowing today's date. */
  days: Chrono;
  /** Whether accents count. Without, they are dropped before anything else, and all the words here have none. */
  accents: boolean;
  /** Spellings brought to one form before the text is cut into words. Linear patterns only. */
  rewrites: readonly (readonly [RegExp, string])[];
  /** Days counted from today. */
  dayWords: ReadonlyMap<string, number>;
  weekdays: ReadonlySet<string>;
  months: ReadonlySet<string>;
  /** Short for two things, a weekday and a month: the day is asked for. */
  doubtfulDays: ReadonlySet<string>;
  /** What may follow the number of a day, as in "1st". */
  ordinals: ReadonlySet<string>;
  /** Words that change nothing. */
  filler: ReadonlySet<string>;
  /** Announces that a bare number is an hour: "at 18". */
  at: ReadonlySet<string>;
  /** Whether a bare number beside the name of a day is an hour too: "Friday 18". */
  dayThenHour: boolean;
  /** May follow a bare number that is an hour: "6 o'clock". */
  oClock: ReadonlySet<string>;
  /** Minutes in words after a bare hour and "and". */
  pastTheHour: ReadonlyMap<string, number>;
  /** Between the start and the end of a span. */
  to: ReadonlySet<string>;
  /** Before a lone date, where it changes nothing: "until Friday 6pm". */
  until: ReadonlySet<string>;
  next: ReadonlySet<string>;
  /**
   * What "next" before a weekday is: the one of next week, or in doubt where that is not also the one to come. Beside
   * "next week" there is no doubt.
   */
  nextWeekday: 'next-week' | 'in-doubt';
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

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['en', english],
  ['es', spanish],
]);

/**
 * Reads a text in the language of a locale such as `es-MX`, and where it is not understood in that, in the others, since
 * many people type in a language Discord does not know of; English is the first of these. What somebody's own language
 * understands is what they mean, so only a text it cannot read at all is tried in another. `understood` says of a result
 * whether to stop; when no language stops, the first one's is returned.
 */
export function inLanguages<T>(
  locale: string,
  read: (language: Language) => T,
  understood: (result: T) => boolean,
): T {
  const own = languageOf(locale);
  const result = read(own);
  if (understood(result)) return result;
  for (const language of LANGUAGES.values()) {
    if (language === own) continue;
    const other = read(language);
    if (understood(other)) return other;
  }
  return result;
}

/** English where dates are not read in that language yet. */
function languageOf(locale: string): Language {
  return LANGUAGES.get(locale.toLowerCase().split(/[-_]/u, 1)[0] ?? '') ?? english;
}
