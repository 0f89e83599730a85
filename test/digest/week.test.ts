import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { lastDigest, nextDigest } from '../../src/digest/week.js';
import { DIGEST_DAYS } from '../../src/settings/server-settings.js';

const at = (text: string) => new Date(text);
const WEEK_MS = 7 * 24 * 3_600_000;

describe('the next digest', () => {
  it.each([
    // 1 March 2027 is a Monday.
    ['later the same day', 'monday', 'UTC', '2027-03-01T08:59:59Z', '2027-03-01T09:00:00Z'],
    ['a week later at that very time', 'monday', 'UTC', '2027-03-01T09:00:00Z', '2027-03-08T09:00:00Z'],
    ['on Sunday, the last day', 'sunday', 'UTC', '2027-03-01T12:00:00Z', '2027-03-07T09:00:00Z'],
    ['by the clock there', 'monday', 'Europe/Berlin', '2027-03-01T07:59:00Z', '2027-03-01T08:00:00Z'],
    [
      'across the change to summer',
      'monday',
      'Europe/Berlin',
      '2027-03-22T12:00:00Z',
      '2027-03-29T07:00:00Z',
    ],
    ['and back', 'monday', 'Europe/Berlin', '2027-10-25T12:00:00Z', '2027-11-01T08:00:00Z'],
    [
      'on a day that is still to come there',
      'monday',
      'Pacific/Kiritimati',
      '2027-02-28T18:00:00Z',
      '2027-02-28T19:00:00Z',
    ],
    [
      'on a day that has begun elsewhere',
      'sunday',
      'Pacific/Pago_Pago',
      '2027-03-01T09:00:00Z',
      '2027-03-07T20:00:00Z',
    ],
  ] as const)('is %s', (_what, day, zone, after, expected) => {
    expect(nextDigest(day, zone, at(after))).toEqual(at(expected));
  });

  it('is at nine on that day by another calendar, within eight days, and none is between it and the last', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
    fc.assert(
      fc.property(
        fc.constantFrom(...DIGEST_DAYS),
        fc.constantFrom(...zones),
        fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2034-01-01T00:00:00Z'), noInvalidDate: true }),
        (day, zone, now) => {
          const [last, next] = [lastDigest(day, zone, now), nextDigest(day, zone, now)];
          for (const instant of [last, next]) {
            const local = DateTime.fromJSDate(instant, { zone });
            expect(local.toFormat('HH:mm cccc', { locale: 'en' }).toLowerCase()).toBe(`09:00 ${day}`);
          }
          expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          expect(Math.abs(next.getTime() - last.getTime() - WEEK_MS)).toBeLessThanOrEqual(3_600_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});
