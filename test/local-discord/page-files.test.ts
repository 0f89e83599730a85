import { describe, expect, it } from 'vitest';
import { plainText, readCalendar, readTime } from '../../src/local-discord/page/files/read-calendar.js';
import { readTable } from '../../src/local-discord/page/files/read-table.js';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;

describe('a calendar file on the page', () => {
  it('is read part in part, with lines unfolded and parameters kept', () => {
    const { parts, unreadable, unclosed } = readCalendar(
      lines(
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'SUMMARY:A title that is fol',
        ' ded: twi',
        '\tce',
        'DTSTART;TZID="Europe/Berlin";X-A=b,c:20270501T100000',
        'BEGIN:VALARM',
        'TRIGGER:-PT2H',
        'END:VALARM',
        'END:VEVENT',
        'END:VCALENDAR',
      ),
    );
    expect([unreadable, unclosed]).toEqual([[], []]);
    const [event] = parts[0]?.parts ?? [];
    expect(event?.properties).toEqual([
      { name: 'SUMMARY', parameters: {}, value: 'A title that is folded: twice' },
      {
        name: 'DTSTART',
        parameters: { TZID: 'Europe/Berlin', 'X-A': 'b,c' },
        value: '20270501T100000',
      },
    ]);
    expect(event?.parts[0]).toMatchObject({ name: 'VALARM', properties: [{ name: 'TRIGGER' }] });
  });

  it('says which lines are none, and what does not end', () => {
    const broken = lines('BEGIN:VCALENDAR', 'no colon', 'BEGIN:VEVENT', 'A B:c', 'END:VTODO', 'UID:1');
    expect(readCalendar(broken)).toMatchObject({
      unreadable: [2, 4, 5],
      unclosed: ['VCALENDAR', 'VEVENT'],
    });
    expect(readCalendar('<html>')).toEqual({ parts: [], unreadable: [1], unclosed: [] });
    expect(readCalendar('')).toEqual({ parts: [], unreadable: [], unclosed: [] });
  });

  it('has texts with their escapes undone', () => {
    expect(plainText('a\\, b\\; c\\\\n\\nd\\Ne')).toBe('a, b; c\\n\nd\ne');
  });

  it.each([
    ['20270501T100000Z', undefined, '2027-05-01T10:00:00.000Z'],
    ['20270501T100000', 'Europe/Berlin', '2027-05-01T08:00:00.000Z'],
    ['20270115T100000', 'America/New_York', '2027-01-15T15:00:00.000Z'],
    // The morning after clocks went forward, and the evening before they go back.
    ['20270328T040000', 'Europe/Berlin', '2027-03-28T02:00:00.000Z'],
    ['20271030T230000', 'Europe/Berlin', '2027-10-30T21:00:00.000Z'],
    ['20270501T100000', undefined, undefined],
    ['20270501T100000', 'Harbour Time', undefined],
    ['20270501', undefined, undefined],
  ])('has %s in %s at %s', (value, zone, instant) => {
    const parameters: Record<string, string> = zone === undefined ? {} : { TZID: zone };
    const time = readTime({ name: 'DTSTART', parameters, value });
    expect(time?.instant?.toISOString()).toBe(instant);
    expect(time?.dateOnly).toBe(value.length === 8);
  });

  it('has no time where there is none', () => {
    expect(readTime({ name: 'DURATION', parameters: {}, value: 'PT2H' })).toBeUndefined();
  });
});

describe('a table file on the page', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      '"a, ""b""",c\n"two\r\nlines",d',
      [
        ['a, "b"', 'c'],
        ['two\r\nlines', 'd'],
      ],
    ],
    ['a"b,c', [['a"b', 'c']]],
    ['"",x\n\n', [['', 'x']]],
    ['', []],
  ])('%j is read cell by cell', (text, rows) => {
    expect(readTable(text)).toEqual(rows);
  });
});
