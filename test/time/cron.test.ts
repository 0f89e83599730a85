import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCron, readCron } from '../../src/time/cron.js';
import { dayOf } from '../../src/time/local-day.js';

/** Days of May 2027, which begins on a Saturday. */
function mayDays(line: string): number[] {
  const cron = readCron(line);
  return Array.from({ length: 31 }, (_, index) => index + 1).filter((day) =>
    cron?.falls(dayOf(`2027-05-${String(day).padStart(2, '0')}`)),
  );
}

describe('a cron line', () => {
  it.each([
    ['30 9 * * 1-5', '30 9 * * 1-5'],
    ['  30   09 * *  MON-Fri ', '30 9 * * 1-5'],
    ['0 0 1 jan,Jul *', '0 0 1 1,7 *'],
    ['*/15 8-18/2 * * *', '*/15 8-18/2 * * *'],
    ['*/1 00 * * *', '* 0 * * *'],
    ['0 9 * * fri-sun', '0 9 * * 5-7'],
    ['0 9 * * sun-tue', '0 9 * * 0-2'],
    ['0 9 * * 7', '0 9 * * 7'],
  ])('%s is kept as %s', (typed, line) => {
    expect(readCron(typed)?.line).toBe(line);
    expect(readCron(line)?.line).toBe(line);
  });

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 0 *',
    '* * * 13 *',
    '* * * * 8',
    '0-999999999 * * * *',
    '*/999999999 * * * *',
    '0-59/0 * * * *',
    '*/60 * * * *',
    '5/10 * * * *',
    '30-10 * * * *',
    '1,,2 * * * *',
    ',1 * * * *',
    '1- * * * *',
    '-1 * * * *',
    '1-2-3 * * * *',
    '1//2 * * * *',
    '** * * * *',
    'mon * * * *',
    '* * * mon *',
    '* * * * jan',
    '* * * * monday',
    '* * L * *',
    '* * * * 5#2',
    '* * ? * *',
    '0.5 * * * *',
    '@daily',
    '@reboot',
    `${'1,'.repeat(60)}1 * * * *`,
    '__proto__ * * * *',
  ])('%s is none', (typed) => {
    expect(readCron(typed)).toBeUndefined();
  });

  it('falls on the days that match either day field where both are restricted, else on those that match both', () => {
    expect(mayDays('0 9 13 * 5')).toEqual([7, 13, 14, 21, 28]);
    expect(mayDays('0 9 13 * *')).toEqual([13]);
    expect(mayDays('0 9 * * 5')).toEqual([7, 14, 21, 28]);
    // A field that begins with * does not restrict, whatever its step: crontab(5).
    expect(mayDays('0 9 */2 * 5')).toEqual([7, 21]);
    expect(mayDays('0 9 1-7 * */7')).toEqual([2]);
    expect(mayDays('0 9 1 6 5')).toEqual([]);
  });

  it('falls on Sundays for 0 and for 7, and on every day for *', () => {
    expect(mayDays('0 9 * * 0')).toEqual([2, 9, 16, 23, 30]);
    expect(mayDays('0 9 * * 7')).toEqual(mayDays('0 9 * * 0'));
    expect(mayDays('0 9 * * sun')).toEqual(mayDays('0 9 * * 0'));
    expect(mayDays('0 9 * * *')).toHaveLength(31);
    expect(mayDays('0 9 * * */2')).toEqual(mayDays('0 9 * * 0,2,4,6'));
  });

  it('comes at every minute of its hours', () => {
    expect(readCron('*/20 9,17 * * *')?.times).toEqual([540, 560, 580, 1_020, 1_040, 1_060]);
  });

  it('is not what anybody writes for a date', () => {
    for (const typed of ['Friday 6pm', '1 May 2027 10:00', '**Friday 6pm**', '2027-05-01 10:00', ''])
      expect(looksLikeCron(typed)).toBe(false);
    for (const typed of ['* * * *', '*/5 * * * * *', '99 * * * *']) expect(looksLikeCron(typed)).toBe(true);
  });
});

it('whatever is read as a cron line is read the same again from its one spelling', () => {
  const part = fc.oneof(
    fc.integer({ min: 0, max: 70 }).map(String),
    fc.tuple(fc.nat(70), fc.nat(70)).map(([from, to]) => `${String(from)}-${String(to)}`),
    fc.constantFrom('*', '*/5', '0-30/7', '1-5', 'mon', 'jan-mar', 'fri-sun', '7', '*/99', '1/2'),
  );
  const field = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(','));
  const days = Array.from({ length: 800 }, (_, index) => 20_000 + index);
  fc.assert(
    fc.property(fc.tuple(field, field, field, field, field), (fields) => {
      const cron = readCron(fields.join(' '));
      if (cron === undefined) return;
      const again = readCron(cron.line);
      expect(again?.line).toBe(cron.line);
      expect(again?.times).toEqual(cron.times);
      expect(days.filter((day) => again?.falls(day))).toEqual(days.filter((day) => cron.falls(day)));
    }),
    { numRuns: 1_000 },
  );
});
