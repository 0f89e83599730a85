import type { RepeatWords } from './repeat-words.js';

const weekdays: [number, string[], string[]][] = [
  [1, ['monday', 'mon'], ['mondays']],
  [2, ['tuesday', 'tue'], ['tuesdays']],
  [3, ['wednesday', 'wed'], ['wednesdays']],
  [4, ['thursday', 'thurs', 'thur', 'thu'], ['thursdays']],
  [5, ['friday', 'fri'], ['fridays']],
  [6, ['saturday', 'sat'], ['saturdays']],
  [7, ['sunday', 'sun'], ['sundays']],
];

export const englishRepeats: RepeatWords = {
  every: new Set(['every', 'each']),
  other: new Set(['other']),
  adverbs: new Map([
    ['daily', { unit: 'day', every: 1 }],
    ['everyday', { unit: 'day', every: 1 }],
    ['weekdays', { unit: 'weekday', every: 1 }],
    ['weekly', { unit: 'week', every: 1 }],
    ['fortnightly', { unit: 'week', every: 2 }],
    ['monthly', { unit: 'month', every: 1 }],
  ]),
  nouns: new Map([
    ['weekday', { unit: 'weekday', every: 1 }],
    ['workday', { unit: 'weekday', every: 1 }],
    ['fortnight', { unit: 'week', every: 2 }],
  ]),
  weekdays: new Map(weekdays.flatMap(([day, names]) => names.map((name) => [name, day] as const))),
  plurals: new Map(weekdays.flatMap(([day, , names]) => names.map((name) => [name, day] as const))),
  nth: new Map([
    ['first', 1],
    ['second', 2],
    ['third', 3],
    ['fourth', 4],
    ['fifth', 5],
    ['last', -1],
  ]),
  the: new Set(['the']),
  day: new Set(['day']),
  through: new Set(['to', 'through', 'thru']),
  until: new Set(['until', 'till', 'ending']),
  starting: new Set(['starting', 'beginning']),
  from: new Set(['from']),
  times: new Set(['times', 'x']),
  per: new Set(['a', 'an', 'per', 'every', 'each', 'daily', 'weekly', 'monthly', 'fortnightly', 'weekdays']),
  // "biweekly" is twice a week to some and every two weeks to others, "weekends" one day of each or both.
  unclear: new Set(
    (
      'biweekly bimonthly weekend weekends hourly nightly quarterly yearly annually alternate alternating ' +
      'times weekday workdays'
    ).split(' '),
  ),
  none: new Set(['once', 'never', 'none', 'no']),
};
