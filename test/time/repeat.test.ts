import { describe, expect, it } from 'vitest';
import type { Repeat } from '../../src/time/repeat.js';
import { lastOccurrence, nextOccurrences, occurrenceAfter, repeatSchema } from '../../src/time/repeat.js';

const at = (iso: string): Date => new Date(iso);
const daily = (time: string, zone: string, from: string): Repeat => ({
  pattern: { kind: 'daily' },
  time,
  zone,
  from,
});
const weekly = (days: number[], every: 1 | 2 = 1): Repeat => ({
  pattern: { kind: 'weekly', every, days },
  time: '10:00',
  zone: 'Europe/Berlin',
  from: '2027-05-05',
});
const monthly = (pattern: Repeat['pattern']): Repeat => ({
  pattern,
  time: '10:00',
  zone: 'Europe/Berlin',
  from: '2027-01-01',
});
const cron = (line: string, zone = 'Europe/Berlin', from = '2027-01-01'): Repeat => ({
  pattern: { kind: 'cron', line },
  zone,
  from,
});
const walls = (repeat: Repeat, after: string, n: number): string[] =>
  nextOccurrences(repeat, at(after), n).map(({ wall }) => wall);
const instants = (repeat: Repeat, after: string, n: number): string[] =>
  nextOccurrences(repeat, at(after), n).map(({ instant }) => instant.slice(0, 16));

describe('a pattern', () => {
  it.each<[string, Repeat, string, string[]]>([
    [
      'daily',
      daily('18:00', 'Europe/Berlin', '2027-05-05'),
      '2027-05-05T12:00:00Z',
      ['05-05', '05-06', '05-07'],
    ],
    ['weekly on days', weekly([1, 4]), '2027-05-05T12:00:00Z', ['05-06', '05-10', '05-13', '05-17']],
    ['weekly in any order', weekly([4, 1]), '2027-05-05T12:00:00Z', ['05-06', '05-10', '05-13', '05-17']],
    // 5 May is a Wednesday: Thursday of that week, then the week after next.
    ['every two weeks', weekly([1, 4], 2), '2027-05-05T12:00:00Z', ['05-06', '05-17', '05-20', '05-31']],
    ['every two weeks, asked later', weekly([3], 2), '2027-06-03T12:00:00Z', ['06-16', '06-30', '07-14']],
    [
      'monthly, a short month on its last day',
      monthly({ kind: 'monthly-day', day: 31 }),
      '2027-01-15T12:00:00Z',
      ['01-31', '02-28', '03-31', '04-30'],
    ],
    [
      'the 29th in February of a leap year and of another',
      monthly({ kind: 'monthly-day', day: 30 }),
      '2028-01-31T12:00:00Z',
      ['02-29', '03-30', '04-30'],
    ],
    [
      'the first Monday',
      monthly({ kind: 'monthly-weekday', nth: 1, weekday: 1 }),
      '2027-05-05T12:00:00Z',
      ['06-07', '07-05', '08-02'],
    ],
    [
      'the last Friday',
      monthly({ kind: 'monthly-weekday', nth: -1, weekday: 5 }),
      '2027-05-05T12:00:00Z',
      ['05-28', '06-25', '07-30'],
    ],
    [
      'the last Friday of months of 30 and 29 days',
      monthly({ kind: 'monthly-weekday', nth: -1, weekday: 5 }),
      '2027-09-01T12:00:00Z',
      ['09-24', '10-29', '11-26', '12-31', '01-28', '02-25'],
    ],
    [
      'the last Monday of a February of four weeks',
      monthly({ kind: 'monthly-weekday', nth: -1, weekday: 1 }),
      '2027-02-01T12:00:00Z',
      ['02-22', '03-29'],
    ],
  ])('%s', (_, repeat, after, days) => {
    expect(walls(repeat, after, days.length).map((wall) => wall.slice(5, 10))).toEqual(days);
  });

  it('does not come before its first day, nor after its last', () => {
    const repeat = { ...daily('10:00', 'Europe/Berlin', '2027-05-05'), until: '2027-05-07' };
    expect(walls(repeat, '2000-01-01T00:00:00Z', 9)).toEqual([
      '2027-05-05T10:00',
      '2027-05-06T10:00',
      '2027-05-07T10:00',
    ]);
    expect(occurrenceAfter(repeat, at('2027-05-07T08:00:00Z'))).toBeUndefined();
  });

  it('comes strictly after the instant, to the millisecond', () => {
    const repeat = daily('10:00', 'Europe/Berlin', '2027-05-05');
    expect(occurrenceAfter(repeat, at('2027-05-05T07:59:59.999Z'))?.wall).toBe('2027-05-05T10:00');
    expect(occurrenceAfter(repeat, at('2027-05-05T08:00:00.000Z'))?.wall).toBe('2027-05-06T10:00');
  });

  it('that is as rare as can be is found, and one that never comes is given up', () => {
    expect(walls(cron('0 0 29 2 */7'), '2088-03-01T00:00:00Z', 1)).toEqual(['2128-02-29T00:00']);
    expect(occurrenceAfter(cron('0 0 31 2 *'), at('2027-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('ends with the last year that can be written', () => {
    const repeat = daily('10:00', 'Europe/Berlin', '9999-12-28');
    expect(walls(repeat, '2027-01-01T00:00:00Z', 9)).toEqual(['9999-12-28T10:00', '9999-12-29T10:00']);
    expect(occurrenceAfter(repeat, new Date(8.64e15))).toBeUndefined();
    expect(walls(repeat, new Date(-8.64e15).toISOString(), 1)).toEqual(['9999-12-28T10:00']);
    expect(lastOccurrence(repeat, new Date(-8.64e15), new Date(8.64e15))?.moment.wall).toBe(
      '9999-12-29T10:00',
    );
  });
});

describe('a clock change', () => {
  it('moves an hour that does not exist by the gap, on that day only', () => {
    expect(walls(daily('02:30', 'Europe/Berlin', '2027-03-01'), '2027-03-27T00:00:00Z', 3)).toEqual([
      '2027-03-27T02:30',
      '2027-03-28T03:30',
      '2027-03-29T02:30',
    ]);
    // Half an hour on Lord Howe Island.
    expect(walls(daily('02:15', 'Australia/Lord_Howe', '2027-09-01'), '2027-10-02T00:00:00Z', 3)).toEqual([
      '2027-10-03T02:45',
      '2027-10-04T02:15',
      '2027-10-05T02:15',
    ]);
  });

  it('moves it over midnight too: in Nuuk the gap ends on Sunday', () => {
    const repeat = daily('23:30', 'America/Nuuk', '2027-03-01');
    expect(walls(repeat, '2027-03-27T00:30:00Z', 4)).toEqual([
      '2027-03-26T23:30',
      '2027-03-28T00:30',
      '2027-03-28T23:30',
      '2027-03-29T23:30',
    ]);
    const saturdays = { ...repeat, pattern: { kind: 'weekly', every: 1, days: [6] } } satisfies Repeat;
    expect(walls(saturdays, '2027-03-21T12:00:00Z', 2)).toEqual(['2027-03-28T00:30', '2027-04-03T23:30']);
    expect(walls({ ...saturdays, until: '2027-03-27' }, '2027-03-21T12:00:00Z', 2)).toEqual([
      '2027-03-28T00:30',
    ]);
  });

  it('at midnight leaves one occurrence on each day', () => {
    // Santiago, 5 September 2027: 00:00 becomes 01:00; 4 April 2027: 00:00 becomes 23:00 of the day before.
    expect(walls(daily('00:00', 'America/Santiago', '2027-09-01'), '2027-09-04T12:00:00Z', 2)).toEqual([
      '2027-09-05T01:00',
      '2027-09-06T00:00',
    ]);
    expect(instants(daily('23:30', 'America/Santiago', '2027-04-01'), '2027-04-03T12:00:00Z', 2)).toEqual([
      '2027-04-04T02:30',
      '2027-04-05T03:30',
    ]);
  });

  it('of an hour that comes twice leaves the first', () => {
    const repeat = daily('02:30', 'Europe/Berlin', '2027-10-01');
    expect(instants(repeat, '2027-10-30T12:00:00Z', 2)).toEqual(['2027-10-31T00:30', '2027-11-01T01:30']);
    // Also when asked between the two.
    expect(instants(repeat, '2027-10-31T00:45:00Z', 1)).toEqual(['2027-11-01T01:30']);
  });

  it('that leaves out a whole day moves its occurrence to the next day, where daily ones become one', () => {
    // Samoa had no 30 December 2011.
    const before = '2011-12-29T12:00:00Z';
    expect(walls(daily('09:00', 'Pacific/Apia', '2011-12-01'), before, 3)).toEqual([
      '2011-12-29T09:00',
      '2011-12-31T09:00',
      '2012-01-01T09:00',
    ]);
    const fridays: Repeat = {
      pattern: { kind: 'weekly', every: 1, days: [5] },
      time: '09:00',
      zone: 'Pacific/Apia',
      from: '2011-12-01',
    };
    expect(walls(fridays, before, 2)).toEqual(['2011-12-31T09:00', '2012-01-06T09:00']);
    expect(
      lastOccurrence(
        daily('09:00', 'Pacific/Apia', '2011-12-01'),
        at('2011-12-28T00:00:00Z'),
        at('2012-01-01T00:00:00Z'),
      ),
    ).toMatchObject({ moment: { wall: '2012-01-01T09:00' }, skipped: 3 });
  });

  it('moving one minute of a cron line onto another leaves one', () => {
    expect(instants(cron('30 2,3 * * *'), '2027-03-27T12:00:00Z', 3)).toEqual([
      '2027-03-28T01:30',
      '2027-03-29T00:30',
      '2027-03-29T01:30',
    ]);
    expect(instants(cron('0,30 * * * *'), '2027-03-28T00:00:00Z', 4)).toEqual([
      '2027-03-28T00:30',
      '2027-03-28T01:00',
      '2027-03-28T01:30',
      '2027-03-28T02:00',
    ]);
  });

  it('moving one minute of a cron line between others keeps their order', () => {
    expect(instants(cron('*/20 2 * * *', 'Australia/Lord_Howe'), '2027-10-02T12:00:00Z', 3)).toEqual([
      '2027-10-02T15:30',
      '2027-10-02T15:40',
      '2027-10-02T15:50',
    ]);
  });

  it('repeats no minute of a cron line', () => {
    expect(instants(cron('0,30 * * * *'), '2027-10-31T00:00:00Z', 3)).toEqual([
      '2027-10-31T00:30',
      '2027-10-31T02:00',
      '2027-10-31T02:30',
    ]);
  });
});

describe('after an outage', () => {
  const repeat = daily('10:00', 'Europe/Berlin', '2027-05-05');

  it('only the last occurrence is made up for, and how many it stands for is known', () => {
    expect(lastOccurrence(repeat, at('2027-05-05T08:00:00Z'), at('2027-05-12T08:00:00Z'))).toEqual({
      moment: { instant: '2027-05-12T08:00:00.000Z', wall: '2027-05-12T10:00', zone: 'Europe/Berlin' },
      skipped: 6,
    });
    expect(lastOccurrence(repeat, at('2027-05-05T08:00:00Z'), at('2027-05-06T07:59:59Z'))).toBeUndefined();
    expect(lastOccurrence(repeat, at('2027-05-12T08:00:00Z'), at('2027-05-05T08:00:00Z'))).toBeUndefined();
  });

  it('what came after its last day is not counted', () => {
    const ending = { ...repeat, until: '2027-05-07' };
    expect(lastOccurrence(ending, at('2027-05-05T00:00:00Z'), at('2037-05-05T00:00:00Z'))).toMatchObject({
      moment: { wall: '2027-05-07T10:00' },
      skipped: 2,
    });
    expect(lastOccurrence(ending, at('2027-05-08T00:00:00Z'), at('2037-05-05T00:00:00Z'))).toBeUndefined();
  });

  it('costs little however long it was', () => {
    const every = cron('*/15 * * * *', 'America/New_York', '1970-01-01');
    const began = performance.now();
    const last = lastOccurrence(every, at('1970-01-01T00:00:00Z'), at('2036-07-01T00:10:00Z'));
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(last?.moment.instant).toBe('2036-07-01T00:00:00.000Z');
    // 41 years of 366 days: 96 a day, and every year four fewer where an hour is skipped, four for one that is repeated.
    expect(last?.skipped).toBeGreaterThan(41 * 366 * 96 - 41 * 8);
    expect(last?.skipped).toBeLessThan(41 * 366 * 96);
  });
});

describe('what is stored', () => {
  const good: Repeat = daily('10:00', 'Europe/Berlin', '2027-05-05');

  it.each<[string, Repeat]>([
    ['daily', good],
    ['with an end', { ...good, until: '2027-06-01', count: 10 }],
    ['a cron line', cron('30 9 * * 1-5')],
  ])('%s survives JSON', (_, repeat) => {
    expect(repeatSchema.parse(JSON.parse(JSON.stringify(repeat)))).toEqual(repeat);
  });

  it.each<[string, unknown]>([
    ['a cron line in another spelling', cron('30 09 * * mon-fri')],
    ['a line that is none', cron('30 9 * *')],
    ['a cron line with an hour beside it', { ...cron('30 9 * * 1-5'), time: '10:00' }],
    ['no hour', { pattern: good.pattern, zone: good.zone, from: good.from }],
    ['an hour that does not exist', { ...good, time: '24:00' }],
    ['an unknown zone', { ...good, zone: 'Mars/Olympus' }],
    ['a day that does not exist', { ...good, from: '2027-02-30' }],
    ['no weekday', { ...good, pattern: { kind: 'weekly', every: 1, days: [] } }],
    ['the sixth Monday', { ...good, pattern: { kind: 'monthly-weekday', nth: 6, weekday: 1 } }],
    ['something else beside it', { ...good, then: 1 }],
    ['too many times', { ...good, count: 1_001 }],
  ])('%s is refused', (_, repeat) => {
    expect(repeatSchema.safeParse(repeat).success).toBe(false);
  });
});
