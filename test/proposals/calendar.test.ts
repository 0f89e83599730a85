import fc from 'fast-check';
import ICAL from 'ical.js';
import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import { describe, expect, it } from 'vitest';
import { calendarFile, type CalendarEntry } from '../../src/proposals/calendar.js';
import { momentAt, momentOf } from '../../src/time/moment.js';

const HOUR = 3_600_000;

function entry(changed: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    uid: 'abc@strike-together',
    sequence: 3,
    decidedAt: '2027-03-01T12:00:00.123Z',
    start: momentAt('2027-05-01T10:00', 'Europe/Berlin'),
    end: momentAt('2027-05-01T12:30', 'Europe/Berlin'),
    title: 'Picket at the gate',
    place: 'Gate 3',
    details: 'picket\nBring flags',
    cancelled: false,
    ...changed,
  };
}

/** As a parser reads it that shares nothing with what writes it. */
function read(file: string): IcsEvent {
  const { events = [] } = convertIcsCalendar(undefined, file);
  const [event] = events;
  if (event === undefined || events.length !== 1) throw new Error(`${String(events.length)} entries`);
  return event;
}

/** When it begins and ends by the clock changes that are in the file itself, in ms. */
function byItsOwnZone(file: string): number[] {
  const calendar = ICAL.Component.fromString(file);
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const event = calendar.getFirstSubcomponent('vevent');
  return ['dtstart', 'dtend'].map((name) => {
    const time = event?.getFirstPropertyValue(name) as ICAL.Time;
    if (zone !== null) time.zone = new ICAL.Timezone(zone);
    return time.toJSDate().getTime();
  });
}

describe('a calendar file', () => {
  it('says what was decided, in the wall time and zone that was meant', () => {
    const file = calendarFile(entry());
    expect(file).toContain('DTSTART;TZID=Europe/Berlin:20270501T100000\r\n');
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(calendarFile(entry())).toBe(file);
    const event = read(file);
    expect(event).toMatchObject({ uid: 'abc@strike-together', sequence: 3, status: 'CONFIRMED' });
    expect(event).toMatchObject({ summary: 'Picket at the gate', location: 'Gate 3' });
    expect(event.start.date.toISOString()).toBe('2027-05-01T08:00:00.000Z');
    expect(read(calendarFile(entry({ cancelled: true }))).status).toBe('CANCELLED');
  });

  it.each([
    ['Europe/Berlin', '2027-03-28T01:30', 'over a change of the clocks'],
    ['Europe/Berlin', '2027-03-28T03:00', 'at the change itself'],
    ['Europe/Berlin', '2027-10-31T02:30', 'in an hour that the clocks show twice'],
    ['Australia/Lord_Howe', '2027-04-04T01:15', 'where they change by half an hour'],
    ['America/St_Johns', '2027-07-01T09:00', 'where they differ by half hours'],
    ['Asia/Kolkata', '2027-07-01T09:00', 'where they have not changed for long'],
    ['Africa/Casablanca', '2027-02-07T12:00', 'where they change around Ramadan'],
    ['UTC', '2027-07-01T09:00', 'in UTC'],
  ])('means the same instant to every reader: %s %s, %s', (zone, wall) => {
    const start = momentAt(wall, zone);
    const end = momentOf(new Date(Date.parse(start.instant) + 3 * HOUR), zone);
    const file = calendarFile(entry({ start, end }));
    expect(read(file).start.date.toISOString()).toBe(start.instant);
    expect(byItsOwnZone(file)).toEqual([Date.parse(start.instant), Date.parse(end.instant)]);
  });

  it('does so for any time and zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const from = Date.parse('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 5 * 366 * 24 * 4 }),
        fc.integer({ min: 1, max: 100 }),
        (zone, quarters, hours) => {
          const start = momentOf(new Date(from + (quarters * HOUR) / 4), zone);
          const end = momentOf(new Date(Date.parse(start.instant) + hours * HOUR), zone);
          const file = calendarFile(entry({ start, end }));
          expect(read(file).start.date.toISOString()).toBe(start.instant);
          expect(byItsOwnZone(file)).toEqual([Date.parse(start.instant), Date.parse(end.instant)]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is one entry of the same lines whatever is typed into it', () => {
    const count = (file: string) => file.replace(/\r\n[ \t]/gu, '').split('\r\n').length;
    const lines = count(calendarFile(entry()));
    const typed = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(typed, typed, typed, (title, place, details) => {
        const file = calendarFile(entry({ title, place: `x${place}`, details }));
        expect(count(file)).toBe(lines);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);

        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/u);
        const event = ICAL.Component.fromString(file).getFirstSubcomponent('vevent');
        const summary = event?.getFirstPropertyValue('summary');

        const kept = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u.test(title) ? summary : title;
        expect(summary).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });
});
