import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCron } from '../../src/time/cron.js';
import { momentAt } from '../../src/time/moment.js';
import type { Repeat } from '../../src/time/repeat.js';
import { lastOccurrence, nextOccurrences, occurrenceAfter, repeatSchema } from '../../src/time/repeat.js';

const DAY = 86_400_000;

/** Zones and a day on which something happens to their clocks, beside quiet ones. */
const place = fc.constantFrom<readonly [zone: string, around: string]>(
  ['Europe/Berlin', '2027-03-28'],
  ['Europe/Berlin', '2027-10-31'],
  ['America/New_York', '2027-11-07'],
  ['America/Nuuk', '2027-03-27'],
  ['America/Santiago', '2027-04-03'],
  ['America/Santiago', '2027-09-05'],
  ['Australia/Lord_Howe', '2027-10-03'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['Africa/Casablanca', '2027-02-07'],
  ['Africa/Cairo', '2027-04-30'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Kwajalein', '1993-08-21'],
  ['America/Caracas', '2016-05-01'],
  ['Asia/Kolkata', '2027-05-01'],
);

const time = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 9, 12, 22, 23), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
const weekday = fc.integer({ min: 1, max: 7 });
const pattern = fc.oneof(
  fc.constant({ kind: 'daily' } as const),
  fc.record({
    kind: fc.constant('weekly' as const),
    every: fc.constantFrom(1 as const, 2 as const),
    days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
  }),
  fc.record({ kind: fc.constant('monthly-day' as const), day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({
    kind: fc.constant('monthly-weekday' as const),
    nth: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const, -1 as const),
    weekday,
  }),
);
const line = fc
  .tuple(
    fc.constantFrom('0', '30', '*/20', '0,15,45', '*/30', '59'),
    fc.constantFrom('*', '2', '2,3', '22-23', '*/6', '0'),
    fc.constantFrom('*', '*', '1', '*/2', '28-31', '30'),
    fc.constantFrom('*', '*', '3,10,12', '4-9'),
    fc.constantFrom('*', '*', '0', '1-5', '6,7'),
  )
  .map((fields) => fields.join(' '));

/** A repeat that began some days before the change in its zone, and an instant near that. */
const scene = fc
  .tuple(
    place,
    fc.oneof(fc.tuple(pattern, time), line),
    fc.integer({ min: -6, max: 3 }),
    fc.integer({ min: -3_000, max: 3_000 }),
  )
  .map(([[zone, around], rule, began, minutes]) => {
    const middle = Date.parse(`${around}T00:00:00Z`);
    const from = new Date(middle + began * DAY).toISOString().slice(0, 10);
    const repeat: Repeat =
      typeof rule === 'string'
        ? { pattern: { kind: 'cron', line: rule }, zone, from }
        : { pattern: rule[0], time: rule[1], zone, from };
    return { repeat: repeatSchema.parse(repeat), near: new Date(middle + minutes * 60_000) };
  });

/** The occurrences of `days` local days from `first` on, worked out day by day and minute by minute with Temporal. */
function workedOut(repeat: Repeat, first: string, days: number): string[] {
  const found = new Set<string>();
  for (let index = 0; index < days; index += 1) {
    const day = new Date(Date.parse(`${first}T00:00:00Z`) + index * DAY);
    const iso = day.toISOString().slice(0, 10);
    if (iso < repeat.from || !onDay(repeat, day)) continue;
    for (const clock of clocksOf(repeat)) found.add(momentAt(`${iso}T${clock}`, repeat.zone).instant);
  }
  return [...found].toSorted();
}

function onDay({ pattern, from }: Repeat, day: Date): boolean {
  const [date, weekday] = [day.getUTCDate(), day.getUTCDay() === 0 ? 7 : day.getUTCDay()];
  const lastOfMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  switch (pattern.kind) {
    case 'daily':
      return true;
    case 'weekly': {
      const monday = (iso: number): number => iso - ((new Date(iso).getUTCDay() + 6) % 7) * DAY;
      const weeks = (monday(day.getTime()) - monday(Date.parse(`${from}T00:00:00Z`))) / (7 * DAY);
      return pattern.days.includes(weekday) && weeks % pattern.every === 0;
    }
    case 'monthly-day':
      return date === pattern.day || (date === lastOfMonth && pattern.day > lastOfMonth);
    case 'monthly-weekday': {
      const nth = Math.floor((date - 1) / 7) + 1;
      return (
        weekday === pattern.weekday && (pattern.nth === -1 ? date + 7 > lastOfMonth : nth === pattern.nth)
      );
    }
    case 'cron':
      return readCron(pattern.line)?.falls(day.getTime() / DAY) ?? false;
  }
}

function clocksOf({ pattern, time }: Repeat): string[] {
  if (pattern.kind !== 'cron') return [time ?? ''];
  return (readCron(pattern.line)?.times ?? []).map((minutes) =>
    [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':'),
  );
}

it('the next occurrence is the next one of the calendar, strictly later each time', () => {
  fc.assert(
    fc.property(scene, ({ repeat, near }) => {
      const first = new Date(near.getTime() - 4 * DAY).toISOString().slice(0, 10);
      const all = workedOut(repeat, first, 12).filter((instant) => instant > near.toISOString());
      // The last days are not whole: what a change moved there from later days is missing.
      const sure = all.filter((instant) => instant < new Date(Date.parse(first) + 9 * DAY).toISOString());
      const found = nextOccurrences(repeat, near, sure.length).map(({ instant }) => instant);
      expect(found).toEqual(sure);
    }),
    { numRuns: 800 },
  );
});

it('what is found does not depend on where one begins to look', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 40 * 1_440 }), ({ repeat, near }, minutes) => {
      const next = occurrenceAfter(repeat, near);
      if (next === undefined) return;
      const found = Date.parse(next.instant);
      expect(found).toBeGreaterThan(near.getTime());
      expect(occurrenceAfter(repeat, new Date(found - 1))).toEqual(next);
      const between = new Date(Math.min(near.getTime() + minutes * 60_000, found - 1));
      expect(occurrenceAfter(repeat, between)).toEqual(next);
    }),
    { numRuns: 800 },
  );
});

it('the last occurrence and how many were skipped are what going through them one by one gives', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 9 * 1_440 }), ({ repeat, near }, minutes) => {
      const until = new Date(near.getTime() + minutes * 60_000);
      const passed = [];
      for (let next = occurrenceAfter(repeat, near); next !== undefined;) {
        if (Date.parse(next.instant) > until.getTime()) break;
        passed.push(next);
        next = occurrenceAfter(repeat, new Date(next.instant));
      }
      const moment = passed.at(-1);
      expect(lastOccurrence(repeat, near, until)).toEqual(moment && { moment, skipped: passed.length - 1 });
    }),
    { numRuns: 800 },
  );
});

it('a daily one comes once for each local day', () => {
  fc.assert(
    fc.property(place, time, ([zone, around], clock) => {
      // Apia and Kwajalein left a whole day out.
      fc.pre(around > '2012');
      const middle = Date.parse(`${around}T00:00:00Z`);
      const day = (offset: number): string => new Date(middle + offset * DAY).toISOString().slice(0, 10);
      const repeat: Repeat = { pattern: { kind: 'daily' }, time: clock, zone, from: day(-3), until: day(3) };
      expect(nextOccurrences(repeat, new Date(middle - 9 * DAY), 99)).toHaveLength(7);
    }),
  );
});
