import { describe, expect, it } from 'vitest';
import { readWhen } from '../../src/time/read-when.js';
import { HOST_ZONES, inHostZone } from './host-zone.js';
import { told } from './told.js';

/** Wednesday 18 November 2026, 15:30:20 in Berlin. */
const NOW = '2026-11-18T14:30:20.000Z';
const BERLIN = { zone: 'Europe/Berlin', now: new Date(NOW), locale: 'en-US' };

type Row = readonly [typed: string, expected: string];

const READ: Record<string, readonly Row[]> = {
  'a weekday is the next one, today until its hour has gone by': [
    ['Friday 6pm', '2026-11-20T18:00'],
    ['friday, 18:00', '2026-11-20T18:00'],
    ['on Fri. at 6 p.m.', '2026-11-20T18:00'],
    ['6pm on Friday', '2026-11-20T18:00'],
    ['Sunday 6am', '2026-11-22T06:00'],
    ['Wednesday 6pm', '2026-11-18T18:00'],
    ['Wednesday 3pm', '2026-11-25T15:00'],
    ['tues 18.30', '2026-11-24T18:30'],
    ['this Saturday 6pm', '2026-11-21T18:00'],
    ['this Wednesday 3pm', 'past'],
    ['this coming Monday 9am', '2026-11-23T09:00'],
  ],
  'next and a weekday is the one in the week from next Monday on': [
    ['next Tuesday at 7:30 pm', '2026-11-24T19:30'],
    ['next Friday 6pm', '2026-11-27T18:00'],
    ['Friday next week 6pm', '2026-11-27T18:00'],
    ['next Sunday 6pm', '2026-11-29T18:00'],
    ['next Wednesday 6pm', '2026-11-25T18:00'],
  ],
  'a date with a year is that day': [
    ['1 May 2027 10:00', '2027-05-01T10:00'],
    ['10:00 on 1 May 2027', '2027-05-01T10:00'],
    ['1st of May 2027 at 10am', '2027-05-01T10:00'],
    ['May 1st, 2027 @ 10 a.m.', '2027-05-01T10:00'],
    ['1 May 27 10:00', '2027-05-01T10:00'],
    ['1 May 2027 18', '2027-05-01T18:00'],
    ['2027-05-01 10:00', '2027-05-01T10:00'],
    ['2027/5/1 10:00', '2027-05-01T10:00'],
    ['2027-05-01T10:00', '2027-05-01T10:00'],
    ['13/05/2027 10:00', '2027-05-13T10:00'],
    ['05/13/2027 10:00', '2027-05-13T10:00'],
    ['13.05.2027 10:00', '2027-05-13T10:00'],
    ['5/5/2027 10:00', '2027-05-05T10:00'],
    ['29 February 2028 10:00', '2028-02-29T10:00'],
    ['Saturday 1 May 2027 10:00', '2027-05-01T10:00'],
    ['1 May 2027 10:00, Saturday', '2027-05-01T10:00'],
  ],
  'a date without a year is the next one': [
    ['1 May 10:00', '2027-05-01T10:00'],
    ['20 November 6pm', '2026-11-20T18:00'],
    ['18 November 6pm', '2026-11-18T18:00'],
    ['18 November 3pm', '2027-11-18T15:00'],
    ['29 Feb 10:00', '2028-02-29T10:00'],
    ['13/05 10:00', '2027-05-13T10:00'],
    ['13.5. 10:00', '2027-05-13T10:00'],
  ],
  'days are counted from today in the person’s zone': [
    ['today 6pm', '2026-11-18T18:00'],
    ['tomorrow 18:00', '2026-11-19T18:00'],
    ['tmrw at noon', '2026-11-19T12:00'],
    ['the day after tomorrow, 6pm', '2026-11-20T18:00'],
    ['in 2 days at 6pm', '2026-11-20T18:00'],
    ['in a week at 18:00', '2026-11-25T18:00'],
  ],
  'an hour alone is its next time': [
    ['6pm', '2026-11-18T18:00'],
    ['at 15:00', '2026-11-19T15:00'],
    ['by 18:00', '2026-11-18T18:00'],
  ],
  'an hour from 13 on, in two digits with minutes, or with its part of the day is clear': [
    ['Friday at 18', '2026-11-20T18:00'],
    ['Friday 18h30', '2026-11-20T18:30'],
    ['Friday 06:00', '2026-11-20T06:00'],
    ['Friday 0:30', '2026-11-20T00:30'],
    ['Friday 24:00', '2026-11-21T00:00'],
    ['Friday evening at 7', '2026-11-20T19:00'],
    ['tonight at 8', '2026-11-18T20:00'],
    ['tonight at 10:30', '2026-11-18T22:30'],
    ['tomorrow at 6:30 in the morning', '2026-11-19T06:30'],
    ['12am Friday', '2026-11-20T00:00'],
    ['12pm Friday', '2026-11-20T12:00'],
  ],
  'hours and minutes ahead are elapsed time, days and more keep the time on the wall': [
    ['in 3 hours', '2026-11-18T18:30'],
    ['in 90 minutes', '2026-11-18T17:00'],
    ['in 1 minute', '2026-11-18T15:31'],
    ['in an hour', '2026-11-18T16:30'],
    ['in half an hour', '2026-11-18T16:00'],
    ['in 1.5 hours', '2026-11-18T17:00'],
    ['in 2h 30m', '2026-11-18T18:00'],
    ['3 hours from now', '2026-11-18T18:30'],
    ['in 2 days', '2026-11-20T15:30'],
    ['in 1 day and 3 hours', '2026-11-19T18:30'],
    ['in 2 weeks', '2026-12-02T15:30'],
    ['in 6 months', '2027-05-18T15:30'],
  ],
  'a span has a start and an end': [
    ['Saturday 10am to 2pm', '2026-11-21T10:00 - 2026-11-21T14:00'],
    ['1 May 2027 10:00-12:00', '2027-05-01T10:00 - 2027-05-01T12:00'],
    ['2027-05-01 10:00 – 12:00', '2027-05-01T10:00 - 2027-05-01T12:00'],
    ['Fri 6pm - 8pm', '2026-11-20T18:00 - 2026-11-20T20:00'],
    ['Fri 6-8pm', '2026-11-20T18:00 - 2026-11-20T20:00'],
    ['Friday 6 to 8 in the evening', '2026-11-20T18:00 - 2026-11-20T20:00'],
    ['Friday 10:30-11:30pm', '2026-11-20T22:30 - 2026-11-20T23:30'],
    ['Friday 10:30am to 12:30', '2026-11-20T10:30 - 2026-11-20T12:30'],
    ['6-8pm Friday', '2026-11-20T18:00 - 2026-11-20T20:00'],
    ['from 10am to 2 on Saturday', '2026-11-21T10:00 - 2026-11-21T14:00'],
    ['Saturday 10-14', '2026-11-21T10:00 - 2026-11-21T14:00'],
    ['Saturday 11 to 1pm', '2026-11-21T11:00 - 2026-11-21T13:00'],
    ['Friday 10pm to 2am', '2026-11-20T22:00 - 2026-11-21T02:00'],
    ['Saturday 22:00-24:00', '2026-11-21T22:00 - 2026-11-22T00:00'],
    ['Saturday 10am to Sunday 2pm', '2026-11-21T10:00 - 2026-11-22T14:00'],
    ['31 December 20:00 to 1 January 02:00', '2026-12-31T20:00 - 2027-01-01T02:00'],
    ['1 May 10:00 for 2 hours', '2027-05-01T10:00 - 2027-05-01T12:00'],
    ['in 2 days at 6pm for 90 minutes', '2026-11-20T18:00 - 2026-11-20T19:30'],
    ['Friday 6pm for 3 days', '2026-11-20T18:00 - 2026-11-23T18:00'],
  ],
  'UTC and offsets are honoured and told in the person’s zone': [
    ['18:00 UTC', '2026-11-18T19:00'],
    ['1 May 2027 10:00-12:00 GMT', '2027-05-01T12:00 - 2027-05-01T14:00'],
    ['tomorrow 18:00 UTC+5:30', '2026-11-19T13:30'],
    ['2027-05-01T10:00:00.000Z', '2027-05-01T12:00'],
    ['2027-05-01T10:00-04:00', '2027-05-01T16:00'],
  ],
  'an hour missing or in doubt is asked for': [
    ['Friday', 'no-hour'],
    ['tomorrow', 'no-hour'],
    ['1 May 2027', 'no-hour'],
    ['Friday 6', 'no-hour'],
    ['Friday at 6', 'no-hour'],
    ['Friday at 6:30', 'no-hour'],
    ["6 o'clock on Friday", 'no-hour'],
    ['Friday midnight', 'no-hour'],
    ['tomorrow morning', 'no-hour'],
    ['Saturday 10-12', 'no-hour'],
    ['Saturday 10:00 to 2', 'no-hour'],
    ['Saturday to Sunday', 'no-hour'],
    ['Friday 6pm to Saturday', 'no-hour'],
  ],
  'a month or a week without a day is asked about': [
    ['May 2027 10:00', 'no-day'],
    ['in May', 'unreadable'],
    ['May 10:00', 'no-day'],
    ['next week', 'no-day'],
    ['next month 6pm', 'no-day'],
    ['6pm to Sunday 8pm', 'no-day'],
  ],
  'day and month in doubt are asked about': [
    ['05/03/2027', 'day-month-in-doubt'],
    ['05/03/2027 18:00', 'day-month-in-doubt'],
    ['5.3.2027 18:00', 'day-month-in-doubt'],
    ['05-03-27 18:00', 'day-month-in-doubt'],
    ['5/3 6pm', 'day-month-in-doubt'],
    ['1 May 10:00 to 05/06/2027 12:00', 'day-month-in-doubt'],
  ],
  'a day that is not in the calendar is refused': [
    ['31 February 10:00', 'not-a-date'],
    ['February 31 10:00', 'not-a-date'],
    ['29 February 2027 10:00', 'not-a-date'],
    ['2027-02-31 10:00', 'not-a-date'],
    ['2027-13-01 10:00', 'not-a-date'],
    ['31/04/2027 10:00', 'not-a-date'],
    ['Friday 1 May 2027 10:00', 'not-a-date'],
  ],
  'what has gone by or lies too far ahead is refused': [
    ['today 3pm', 'past'],
    ['18 November 2026 15:30', 'past'],
    ['1 May 2020', 'past'],
    ['yesterday 6pm', 'past'],
    ['3 hours ago', 'past'],
    ['in 0 minutes', 'past'],
    ['1 May 2032 10:00', 'too-far'],
    ['18 November 2031 15:30', '2031-11-18T15:30'],
    ['in 6 years', 'too-far'],
    ['in 99999999999 years', 'too-far'],
    [`in ${'9'.repeat(80)} minutes`, 'too-far'],
    ['9999-12-31 24:00', 'too-far'],
    ['Saturday 10am to 9999-12-31 24:00', 'too-far'],
  ],
  'a span that cannot be is refused': [
    ['Saturday 2pm to 10am', 'end-before-start'],
    ['Saturday 2pm to 2pm', 'end-before-start'],
    ['3 May 2027 10:00 to 1 May 2027 12:00', 'end-before-start'],
    ['Friday 6pm for 0 minutes', 'end-before-start'],
    ['1 May 10:00 to 1 July 12:00', 'too-long'],
    ['1 May 10:00 for 40 days', 'too-long'],
  ],
  'what is not understood in full is asked again rather than guessed': [
    ['', 'unreadable'],
    ['soon', 'unreadable'],
    ['maybe Friday 6pm or so', 'unreadable'],
    ['around Friday 6pm', 'unreadable'],
    ['Friday or Saturday 6pm', 'unreadable'],
    ['Friday Saturday 6pm', 'unreadable'],
    ['13/05/2027 Friday Saturday 6pm', 'unreadable'],
    ['13/05/2027 14 May 6pm', 'unreadable'],
    ['Friday 6pm 7pm', 'unreadable'],
    ['every Friday 6pm', 'unreadable'],
    ['weekend 6pm', 'unreadable'],
    ['in 5 minutes Friday', 'unreadable'],
    ['in -3 hours', 'unreadable'],
    ['in 1.5 days', 'unreadable'],
    ['1 2 May 10:00', 'unreadable'],
    ['at 6 13/05 10am', 'unreadable'],
    ['5 May at 6 10:00', 'unreadable'],
    ['1 May 18', 'unreadable'],
    ['quarter to 6 Friday', 'unreadable'],
    ['Friday 25:00', 'unreadable'],
    ['Friday 13pm', 'unreadable'],
    ['Friday 10:60', 'unreadable'],
    ['6pm CET', 'unreadable'],
    ['Friday 6pm EST', 'unreadable'],
    ['tonight at 2am', 'unreadable'],
    ['10:00 UTC+99', 'unreadable'],
    [`Friday 6pm${' on'.repeat(40)}`, 'unreadable'],
  ],
  'full-width figures, odd spaces and invisible characters change nothing': [
    ['２０２７-05-01　10:00', '2027-05-01T10:00'],
    ['\u202EFri\u200Bday\u2069\t 6\u00A0pm\n', '2026-11-20T18:00'],
    [`${' '.repeat(300)}Friday 6pm`, '2026-11-20T18:00'],
  ],
};

for (const host of HOST_ZONES) {
  describe(`with this computer in ${host}`, () => {
    for (const [claim, rows] of Object.entries(READ)) {
      it(claim, () => {
        inHostZone(host, () => {
          expect(rows.map(([typed]) => [typed, told(typed, 'Europe/Berlin', NOW)])).toEqual(rows);
        });
      });
    }
  });
}

describe('a reading', () => {
  it('carries the instant in UTC, the time on the wall and the zone', () => {
    expect(readWhen('1 May 2027 10:00-12:00', BERLIN)).toEqual({
      ok: true,
      start: { instant: '2027-05-01T08:00:00.000Z', wall: '2027-05-01T10:00', zone: 'Europe/Berlin' },
      end: { instant: '2027-05-01T10:00:00.000Z', wall: '2027-05-01T12:00', zone: 'Europe/Berlin' },
    });
  });

  it('of elapsed time keeps the seconds, so that "in 1 minute" is a whole minute', () => {
    const read = readWhen('in 1 minute', BERLIN);
    expect(read.ok && read.start.instant).toBe('2026-11-18T14:31:20.000Z');
  });

  it('depends on the person’s zone for what today is', () => {
    expect(told('tomorrow 6pm', 'Pacific/Auckland', NOW)).toBe('2026-11-20T18:00');
    expect(told('tomorrow 6pm', 'America/Los_Angeles', NOW)).toBe('2026-11-19T18:00');
  });

  it('in doubt names what it may have meant, in a form that is read without doubt', () => {
    const doubts: [string, string[]][] = [
      ['05/03/2027 18:00', ['2027-03-05T18:00', '2027-05-03T18:00']],
      ['05/03/2027', ['2027-03-05', '2027-05-03']],
      ['5/11/2026 18:00', []],
      ['5/12/2026 18:00', ['2026-12-05T18:00']],
      ['Friday at 6', ['2026-11-20T06:00', '2026-11-20T18:00']],
      ['Friday 1 May 2027 10:00', ['2027-05-01']],
    ];
    for (const [typed, readings] of doubts) {
      const read = readWhen(typed, BERLIN);
      expect(read.ok ? 'read' : (read.readings ?? []), typed).toEqual(readings);
      for (const wall of readings.filter((one) => one.includes('T'))) {
        expect(told(wall, 'Europe/Berlin', NOW)).toBe(wall);
      }
    }
  });

  it('in a language not known yet is in English', () => {
    const read = readWhen('Friday 6pm', { ...BERLIN, locale: 'eo' });
    expect(read.ok && read.start.wall).toBe('2026-11-20T18:00');
  });

  it('in a zone that does not exist is a mistake of the caller', () => {
    expect(() => readWhen('Friday 6pm', { ...BERLIN, zone: 'Europe/Atlantis' })).toThrow(RangeError);
  });
});
