import { en } from 'chrono-node';
import { englishRepeats } from './english-repeats.js';
import type { Language, Unit } from './language.js';

const units: [Unit, string[]][] = [
  ['years', ['year', 'years', 'yr', 'yrs', 'y']],
  ['months', ['month', 'months']],
  ['weeks', ['week', 'weeks', 'wk', 'wks', 'w']],
  ['days', ['day', 'days', 'd']],
  ['hours', ['hour', 'hours', 'hr', 'hrs', 'h']],
  ['minutes', ['minute', 'minutes', 'min', 'mins', 'm']],
  ['seconds', ['second', 'seconds', 'sec', 'secs', 's']],
];

const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

export const english: Language = {
  days: en.GB,
  accents: true,
  rewrites: [
    [/\b([ap])\. ?m\b\.?/gu, '$1m'],
    [/\b12 ?noon\b|\bnoon\b|\bmidday\b/gu, '12:00'],
    [/\bhalf an hour\b/gu, '30 minutes'],
    [/\bday after tomorrow\b/gu, 'overmorrow'],
    [/\b(?:tmr|tmrw|tomorow|tommorow|tommorrow)\b/gu, 'tomorrow'],
    [/\btonight\b/gu, 'today night'],
    [/\bthis (?=(?:morning|afternoon|evening)\b)/gu, 'today '],
    [/\b(?:this )?coming\b/gu, 'this'],
    [/\btues\b/gu, 'tuesday'],
    [/\bweds\b/gu, 'wednesday'],
    [/ ?& ?/gu, ' and '],
  ],
  dayWords: new Map([
    ['today', 0],
    ['tomorrow', 1],
    ['overmorrow', 2],
  ]),
  weekdays: new Set(
    (
      'monday mon tuesday tue wednesday wed thursday thurs thur thu friday fri saturday sat ' + 'sunday sun'
    ).split(' '),
  ),
  months: new Set(
    (
      'january february march april may june july august september october november december ' +
      'jan feb mar apr jun jul aug sep sept oct nov dec'
    ).split(' '),
  ),
  doubtfulDays: new Set(),
  ordinals: new Set(['st', 'nd', 'rd', 'th']),
  filler: new Set(['on', 'at', 'the', 'of', 'from']),
  at: new Set(['at', '@', 'from']),
  dayThenHour: true,
  oClock: new Set(["o'clock", 'oclock']),
  pastTheHour: new Map(),
  to: new Set(['to', 'until', 'till']),
  until: new Set(['until', 'till', 'by']),
  next: new Set(['next']),
  nextWeekday: 'next-week',
  this: new Set(['this']),
  week: new Set(['week']),
  month: new Set(['month']),
  in: new Set(['in']),
  fromNow: ['from', 'now'],
  for: new Set(['for']),
  and: new Set(['and']),
  units: new Map(units.flatMap(([unit, words]) => words.map((word) => [word, unit] as const))),
  amounts: new Map<string, number>([
    ['a', 1],
    ['an', 1],
    ...numbers.map((word, index) => [word, index + 1] as const),
  ]),
  dayParts: new Map([
    ['morning', [0, 11]],
    ['afternoon', [12, 18]],
    ['evening', [17, 23]],
    ['night', [17, 23]],
  ]),
  doubtfulHours: new Set(['midnight']),
  past: new Set(['yesterday', 'ago', 'last']),
  repeat: englishRepeats,
};
