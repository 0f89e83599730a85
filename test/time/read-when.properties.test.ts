import fc from 'fast-check';
import { expect, it } from 'vitest';
import { momentAt, shiftAt, wallAt } from '../../src/time/moment.js';
import type { WhenRead } from '../../src/time/when-read.js';
import { readWhen } from '../../src/time/read-when.js';
import { inHostZone } from './host-zone.js';

const NOW = new Date('2026-11-18T14:30:20.000Z');
const LIMIT = Date.parse('2031-11-20T00:00:00Z');
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
);
/** A minute between tomorrow and the limit, as a wall time. */
const wall = fc
  .integer({ min: Date.UTC(2026, 10, 21) / 60_000, max: Date.UTC(2031, 10, 16) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString().slice(0, 16));
/** Texts made of the words that are understood, in any order: they get further into the reading than random ones. */
const wordy = fc
  .array(
    fc.constantFrom(
      ...`friday sunday next this week may february 1 2 6 18 31 1st 29 2027 27 0 at on the of in for from now to until -
      and , . : + @ ( ) today tomorrow tonight morning evening night noon midnight 6pm 6:30 18:00 06:00 24:00
      10am-2pm 10-14 utc gmt+2 z t +02:00 -3 05/03/2027 13/05 31.2. 2027-05-01 2027-02-31 2027-05-01t10:00z hours minute
      days 1.5 half an a one months years 99999999999 0.1 h m 18h30 ago last or o'clock cet`.split(/\s+/u),
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((words) => words.join(' '));

it('a date with a year is read as exactly that time on the wall, in every zone and way of writing', () => {
  fc.assert(
    fc.property(wall, zone, fc.nat(3), (asked, where, form) => {
      const [, year = '', month = '', day = '', time = ''] = /^(\d+)-(\d+)-(\d+)T(.+)$/u.exec(asked) ?? [];
      const name = MONTHS[Number(month) - 1] ?? '';
      const typed =
        [`${asked}`, `${year}-${month}-${day} ${time}`, `${Number(day)} ${name} ${year} ${time}`][form] ??
        `${time}, ${name} ${day}, ${year}`;
      const read = readWhen(typed, { zone: where, now: NOW, locale: 'en' });
      const shift = shiftAt(asked, where);
      expect(read).toEqual({
        ok: true,
        start: momentAt(asked, where),
        ...(shift === undefined ? {} : { shifted: { start: shift } }),
      });
      if (shift !== 'gap') expect(read.ok && read.start.wall).toBe(asked);
    }),
    { numRuns: 600 },
  );
});

it('whatever is read lies ahead, ends after it starts, and agrees with itself', () => {
  fc.assert(
    fc.property(wordy, zone, (typed, where) => {
      checkRead(readWhen(typed, { zone: where, now: NOW, locale: 'en' }), where);
    }),
    { numRuns: 4_000 },
  );
});

it('the same text means the same wherever this computer stands', () => {
  fc.assert(
    fc.property(fc.array(wordy, { minLength: 40, maxLength: 40 }), zone, (texts, where) => {
      const readAll = (): WhenRead[] =>
        texts.map((typed) => readWhen(typed, { zone: where, now: NOW, locale: 'en' }));
      let here: WhenRead[] = [];
      inHostZone('UTC', () => (here = readAll()));
      inHostZone('America/New_York', () => expect(readAll()).toEqual(here));
    }),
    { numRuns: 20 },
  );
});

it('nothing typed throws or takes long, up to the 4,000 characters a message can hold', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }),
    fc.string({ unit: 'grapheme', maxLength: 120, size: 'max' }),
    fc
      .tuple(wordy, fc.integer({ min: 1, max: 400 }))
      .map(([words, times]) => words.repeat(times).slice(0, 4_000)),
    fc
      .tuple(
        fc.constantFrom(
          '1:',
          '1 ',
          'in 1 ',
          'a',
          '.',
          '- ',
          '\uFDFA',
          '\u0300\u0316',
          '9',
          'ap.m',
          '1/',
          "'",
          ' ',
        ),
        fc.nat(4_000),
      )
      .map(([piece, length]) => piece.repeat(4_000).slice(0, length)),
  );
  readWhen('Friday 6pm', { zone: 'UTC', now: NOW, locale: 'en' });
  fc.assert(
    fc.property(any, (typed) => {
      const read = (): number => {
        const before = performance.now();
        checkRead(readWhen(typed, { zone: 'Europe/Berlin', now: NOW, locale: 'en' }), 'Europe/Berlin');
        return performance.now() - before;
      };
      // The computer may be busy for a moment; a slow text is slow every time.
      expect(read() < 50 || Math.min(read(), read(), read()) < 50).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

function checkRead(read: WhenRead, where: string): void {
  if (!read.ok) {
    for (const reading of read.readings ?? []) expect(reading).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/u);
    return;
  }
  const start = Date.parse(read.start.instant);
  if (!(start > NOW.getTime() && start < LIMIT)) expect.fail(`not ahead: ${read.start.instant}`);
  if (read.end !== undefined && !(Date.parse(read.end.instant) > start)) expect.fail('ends before it starts');
  for (const moment of [read.start, ...(read.end === undefined ? [] : [read.end])]) {
    if (moment.zone !== where || moment.wall !== wallAt(new Date(moment.instant), where))
      expect.fail(JSON.stringify(moment));
  }
}
