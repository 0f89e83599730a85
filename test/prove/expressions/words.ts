/** What dates, repeats and zones are made of, and what nearly is. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

export const WEEKDAYS = words('Monday Tue Wed Thursday Fri Saturday Sunday mon tues thurs Fridays Sundays');
export const MONTHS = words('January Feb March April may June Jul August sept October november Dec');
export const HOURS = words(
  '18:00 6pm 6:30 9am 09:00 8:30 23:59 00:00 24:00 25:00 6 18 18h30 12:60 6.30pm noon midnight 9:00:00 13pm 0am 7:5',
);
export const DATES = words(
  '2027-05-01 2027-13-01 1.5.2027 05/03/2027 31/02/2027 2028-02-29 2027-02-29 1/1 99/99/99 9999-12-31 0000-00-00 1.5.',
);
export const UNITS = words(
  'seconds minutes min hours h days d weeks w months years day week month year fortnight',
);
export const NTHS = words('first second third fourth fifth last 1st 2nd 3rd 15th 31st 32nd 0th');
/** Everything else that means something, and some that does not. */
export const OTHERS = words(
  `every each other daily weekly monthly fortnightly weekdays weekday everyday biweekly until till from starting ending
  times x on at the of in and for to through next this last today tomorrow tonight yesterday ago now morning evening
  night half an a one two three ten o'clock UTC GMT+2 Z +02:00 CET - -- , . : ; + & ( ) @ ! * / # ? " ' \` | \\ < >
  __proto__ constructor toString null undefined NaN Infinity -0 0x10 1e9 1e308 \${7*7} <t:1800000000:F> @daily @reboot`,
);
export const NUMBERS = words(
  '0 1 2 3 5 7 12 14 15 29 30 31 32 59 60 99 100 365 1000 9999 99999 4294967296 9007199254740993 999999999999999999',
);
/** The input that ends a process in another library, and its relatives. */
export const CRON_FIELDS = words(
  `* */5 */15 */0 */99 */999999999 0 00 30 59 60 9 24 1-5 5-1 0-6 0-7 0-59 0-999999999 1-2-3 1,2,3 1,,2 , - / // *-* ** ?
  L W 15W 5#2 5L mon mon-fri sun fri-sun jan jan,jul feb 31 29 28-31 2 4,6 */2 */7 0/15 1-10/3 1-10/0 @ H R 08 1.5 -1 +1 1e3`,
);
export const ZONES = words(
  `Europe/Berlin europe/berlin Berlin New_York America/New_York America/Argentina/Ushuaia Asia/Calcutta Mumbai Birmingham
  UTC GMT Etc/UTC Etc/GMT+5 CET EST5EDT US/Eastern +02:00 UTC+2 Europe/ /Berlin // Europe//Berlin ../../etc/passwd Z z
  Port-au-Prince São_Paulo München St. N'Djamena Xi'an __proto__ constructor Mars/Olympus Europe/Atlantis Japan`,
);
/** Repeated until nothing is as short as it looks: expanding, combining, turning and splitting characters among them. */
export const PIECES: readonly string[] = [
  ...[
    '1',
    '9',
    '1:',
    '1 ',
    'in 1 ',
    'a',
    '.',
    '- ',
    "'",
    ' ',
    '\t',
    '\n',
    '1/',
    '1-',
    'ap.m',
    '0',
    ',',
    '1,',
    '* ',
    '*/',
  ],
  ...[
    'every ',
    'mon ',
    'mon,',
    'mon-',
    'until ',
    '1 times ',
    'first ',
    'the month ',
    '15th ',
    '1st of ',
    'day after ',
  ],
  ...[
    '\uFDFA',
    '\u0300\u0316',
    '\u202E',
    '\u200D',
    '\uD800',
    '\u{E0041}',
    '\u{1F468}\u200D',
    '\u0000',
    '\u00A0',
    'ﬃ',
    '١',
    '٣٠',
  ],
];
