/** How often, before anybody asks on which days: so many days, weeks or months, or the days from Monday to Friday. */
export interface Rhythm {
  unit: 'day' | 'weekday' | 'week' | 'month';
  every: 1 | 2;
}

/** How repeats are typed in one language, beside the words of dates. */
export interface RepeatWords {
  /** Before what is repeated: "every Friday". */
  every: ReadonlySet<string>;
  /** After it, leaving out every second one: "every other Friday". */
  other: ReadonlySet<string>;
  /** Rhythms in a word of their own: "daily". */
  adverbs: ReadonlyMap<string, Rhythm>;
  /** Rhythms that need "every" before them, other than the units of time: "every weekday". */
  nouns: ReadonlyMap<string, Rhythm>;
  /** 1 Monday to 7 Sunday, in the singular. */
  weekdays: ReadonlyMap<string, number>;
  /** The same in the plural, which says by itself that they repeat. */
  plurals: ReadonlyMap<string, number>;
  /** Which one of a month, -1 for the last. */
  nth: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5 | -1>;
  /** May stand before "month" where it means each of them: "of the month". */
  the: ReadonlySet<string>;
  /** "day" in "last day of the month". */
  day: ReadonlySet<string>;
  /** Between the first and the last of several weekdays, beside a dash. */
  through: ReadonlySet<string>;
  /** Before the last day: "until 1 May". */
  until: ReadonlySet<string>;
  /** Before the first day. */
  starting: ReadonlySet<string>;
  /** Before the first day too, but only where a day follows: "from 1 May", not "from 9:00". */
  from: ReadonlySet<string>;
  /** After how many occurrences there are to be: "10 times". */
  times: ReadonlySet<string>;
  /** After those, so many on each day or week, which is something else: "3 times a week". */
  per: ReadonlySet<string>;
  /** Words of repeats that may mean two things, or are not offered: said to be unreadable as a repeat. */
  unclear: ReadonlySet<string>;
  /** No repeat at all. */
  none: ReadonlySet<string>;
}
