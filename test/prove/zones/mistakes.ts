import { Temporal } from 'temporal-polyfill';
import { momentOf, type Moment } from '../../../src/time/moment.js';
import type { Repeat } from '../../../src/time/repeat.js';
import { nextOccurrences } from '../../../src/time/repeat.js';

export type Next = (repeat: Repeat, after: Date, n: number) => Moment[];

/** Rules with one mistake each, as they are made; the comparison has to notice every one. */
export const MISTAKES: Readonly<Record<string, Next>> = {
  'a skipped hour is skipped': (repeat, after, n) =>
    nextOccurrences(repeat, after, n + 1)
      .filter(({ wall }) => repeat.time === undefined || wall.endsWith(repeat.time))
      .slice(0, n),
  'a skipped hour moves back': resolved('earlier'),
  'the second of two hours': resolved('later'),
  'a day lasts 24 hours': (repeat, after, n) => {
    const [first] = nextOccurrences(repeat, after, 1);
    if (first === undefined || repeat.time === undefined) return nextOccurrences(repeat, after, n);
    const count = nextOccurrences(repeat, after, n).length;
    return Array.from({ length: count }, (_, index) =>
      momentOf(new Date(Date.parse(first.instant) + index * 86_400_000), repeat.zone),
    );
  },
  'both of two hours': (repeat, after, n) => {
    const found = nextOccurrences(repeat, after, n);
    const both = [...found, ...resolved('later')(repeat, after, n)].map(({ instant }) => instant);
    return [...new Set(both)]
      .toSorted()
      .slice(0, n)
      .map((instant) => momentOf(new Date(instant), repeat.zone));
  },
};

function resolved(disambiguation: 'earlier' | 'later'): Next {
  return (repeat, after, n) =>
    nextOccurrences(repeat, after, n).map((moment) => {
      const typed = `${moment.wall.slice(0, 11)}${repeat.time ?? moment.wall.slice(11)}`;
      const at = Temporal.PlainDateTime.from(typed).toZonedDateTime(repeat.zone, { disambiguation });
      return momentOf(new Date(at.epochMilliseconds), repeat.zone);
    });
}
