import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Typed } from '../../src/proposals/draft.js';
import { readDraft, readWhom, splitWhenWhere, type DraftContext } from '../../src/proposals/read-draft.js';
import { momentAt } from '../../src/time/moment.js';

/** A Monday at noon in Berlin. */
const NOW = new Date('2027-03-01T11:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const context = (part: Partial<DraftContext> = {}): DraftContext => ({
  zone: 'Europe/Berlin',
  now: NOW,
  typedAt: NOW,
  locale: 'en-US',
  shortestVoteMinutes: 1,
  ...part,
});

const typed = (part: Partial<Typed> = {}): Typed => ({
  title: 'River clean-up',
  how: 'Leaflets',
  whom: 'employer: Harbour Ltd',
  when: '20 March 2027 10:00',
  where: 'Market Square',
  details: '',
  closes: '',
  to: '',
  ballots: '',
  ...part,
});

const read = (part: Partial<Typed> = {}, of: Partial<DraftContext> = {}) =>
  readDraft(typed(part), context(of));
/** How long after now it would close, in ms. */
const closesIn = (part: Partial<Typed> = {}, of: Partial<DraftContext> = {}) => {
  const { closesAt, problems } = read(part, of);
  expect(problems).toEqual([]);
  return (closesAt?.getTime() ?? NaN) - (of.now ?? NOW).getTime();
};
const problemsOf = (part: Partial<Typed>, of: Partial<DraftContext> = {}) =>
  read(part, of).problems.map(({ field, reason }) => `${field}: ${reason}`);

describe('an action', () => {
  it('is what was typed, in the zone it was meant in', () => {
    expect(read().action).toEqual({
      title: 'River clean-up',
      how: 'Leaflets',
      whom: { kind: 'employer', name: 'Harbour Ltd' },
      start: { instant: '2027-03-20T09:00:00.000Z', wall: '2027-03-20T10:00', zone: 'Europe/Berlin' },
      end: { instant: '2027-03-20T11:00:00.000Z', wall: '2027-03-20T12:00', zone: 'Europe/Berlin' },
      where: 'Market Square',
      details: '',
    });
  });

  it('lasts two hours unless an end is given', () => {
    expect(read({ when: '20 March 2027 10:00-14:30' }).action?.end.wall).toBe('2027-03-20T14:30');
  });

  it('lasts two hours also where the clocks change meanwhile', () => {
    const { action } = read({ when: '28 March 2027 01:00' });
    expect(Date.parse(action?.end.instant ?? '') - Date.parse(action?.start.instant ?? '')).toBe(2 * HOUR);
    expect(action?.end.wall).toBe('2027-03-28T04:00');
  });

  it('may have no place and no details', () => {
    expect(read({ where: '', details: '' }).action).toMatchObject({ where: '', details: '' });
  });
});

describe('voting closes', () => {
  it('48 hours from now by default', () => {
    expect(closesIn()).toBe(48 * HOUR);
  });

  it.each([
    ['at least two hours before the action', '2 March 2027 12:00', 22 * HOUR],
    ['two hours before, to the minute', '1 March 2027 14:01', MINUTE],
    ['when it begins, if two hours before is past', '1 March 2027 13:59', HOUR + 59 * MINUTE],
    ['when it begins, if that is in a minute', '1 March 2027 12:01', MINUTE],
    ['two hours before, where that is less than 48 hours away', '3 March 2027 13:00', 47 * HOUR],
    ['48 hours from now, where that is two hours before', '3 March 2027 14:00', 48 * HOUR],
  ])('%s', (_claim, when, expected) => {
    expect(closesIn({ when })).toBe(expected);
  });

  it.each([
    ['in 1 minute', 1, MINUTE],
    ['in 90 minutes', 90, 90 * MINUTE],
    ['in 2 days', 1, 48 * HOUR],
    ['tomorrow 6pm', 1, 30 * HOUR],
    ['20 March 2027 08:00', 1, Date.parse('2027-03-20T07:00:00Z') - NOW.getTime()],
  ])(
    '%s, where that is asked for and the shortest vote is %i min',
    (closes, shortestVoteMinutes, expected) => {
      expect(closesIn({ closes }, { shortestVoteMinutes })).toBe(expected);
    },
  );

  it('in 1 minute also when now is in the middle of a minute', () => {
    const now = new Date(NOW.getTime() + 31_234);
    expect(closesIn({ closes: 'in 1 minute' }, { now, typedAt: now })).toBe(MINUTE);
  });

  it('no sooner than the shortest vote of the server, by default', () => {
    expect(closesIn({ when: '3 March 2027 13:00' }, { shortestVoteMinutes: 48 * 60 })).toBe(48 * HOUR);
    expect(closesIn({}, { shortestVoteMinutes: 72 * 60 })).toBe(72 * HOUR);
  });

  it.each([
    ['too soon', { closes: 'in 59 minutes' }, 60, 'closes: closes-too-soon'],
    [
      'later than two hours before the action',
      { closes: '20 March 2027 08:01' },
      1,
      'closes: closes-too-late',
    ],
    ['after the action', { closes: '21 March 2027 10:00' }, 1, 'closes: closes-too-late'],
    ['unreadable', { closes: 'whenever' }, 1, 'closes: when-unreadable'],
    ['without an hour', { closes: 'Friday' }, 1, 'closes: when-no-hour'],
    ['in the past', { closes: '28 February 2027 10:00' }, 1, 'closes: when-past'],
    ['impossible, the action being too near', { when: 'in 3 hours' }, 240, 'closes: closes-too-late'],
  ])('and is to be mended when it is %s', (_what, part, shortestVoteMinutes, expected) => {
    expect(problemsOf(part, { shortestVoteMinutes })).toEqual([expected]);
  });

  it('never later than two hours before the action, if there is room, and never sooner than the shortest vote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6_000 }),
        fc.integer({ min: 1, max: 6_000 }),
        (ahead, shortest) => {
          const start = momentAt(
            new Date(NOW.getTime() + HOUR + ahead * MINUTE).toISOString().slice(0, 16),
            'Europe/Berlin',
          );
          const { closesAt, problems } = read(
            { when: start.wall.replace('T', ' ') },
            { shortestVoteMinutes: shortest },
          );
          const begins = Date.parse(start.instant);
          if (closesAt === undefined) {
            expect(problems.map(({ reason }) => reason)).toEqual(['closes-too-late']);
            expect(begins).toBeLessThan(NOW.getTime() + shortest * MINUTE);
            return;
          }
          const closes = closesAt.getTime();
          expect(closes).toBeGreaterThanOrEqual(NOW.getTime() + shortest * MINUTE);
          expect(closes).toBeLessThanOrEqual(begins);
          if (begins - 2 * HOUR >= NOW.getTime() + shortest * MINUTE) {
            expect(closes).toBeLessThanOrEqual(begins - 2 * HOUR);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('published later than it was typed', () => {
  const later = (hours: number) => ({ now: new Date(NOW.getTime() + hours * HOUR) });

  it('the action keeps the date that was previewed', () => {
    for (const when of ['Friday 6pm', 'tomorrow 10am', 'in 3 days', '20 March 10:00', 'in 30 hours']) {
      expect(read({ when }, later(20)).action?.start, when).toEqual(read({ when }).action?.start);
    }
  });

  it('an action whose time has come is to be mended', () => {
    expect(problemsOf({ when: 'today 6pm' }, later(6))).toEqual(['when: when-past']);
    expect(problemsOf({ when: 'in 3 hours' }, later(4))).toEqual(['when: when-past']);
  });

  it('closing is counted from then', () => {
    expect(closesIn({}, later(20))).toBe(48 * HOUR);
    expect(closesIn({ closes: 'in 1 hour' }, later(20))).toBe(HOUR);
  });

  it('a closing typed as a point in time does not come to mean another one', () => {
    expect(problemsOf({ closes: 'today 6pm' }, later(7))).toEqual(['closes: when-past']);
    expect(closesIn({ closes: 'tomorrow 6pm' }, later(5))).toBe(25 * HOUR);
  });
});

describe('what is to be mended', () => {
  it('is told all at once', () => {
    expect(
      problemsOf({
        title: '',
        how: 'x'.repeat(101),
        whom: 'Harbour Ltd',
        when: '',
        where: 'x'.repeat(101),
        details: 'x'.repeat(1_001),
        closes: 'whenever',
      }),
    ).toEqual([
      'title: missing',
      'when: missing',
      'how: text-too-long',
      'where: text-too-long',
      'details: text-too-long',
      'whom: whom-kind',
      'closes: when-unreadable',
    ]);
  });

  it.each<[string, Partial<Typed>, string[]]>([
    [
      'nothing at all',
      { title: '', how: '', whom: '', when: '' },
      ['title', 'how', 'whom', 'when'].map((f) => `${f}: missing`),
    ],
    ['a title of 100 characters fits', { title: 'x'.repeat(100) }, []],
    ['a title of 101', { title: 'x'.repeat(101) }, ['title: text-too-long']],
    ['details of 1,000 fit', { details: 'x'.repeat(1_000) }, []],
    ['a name of 100 fits', { whom: `employer: ${'x'.repeat(100)}` }, []],
    ['a name of 101', { whom: `employer: ${'x'.repeat(101)}` }, ['whom: text-too-long']],
    ['a date without an hour', { when: '20 March 2027' }, ['when: when-no-hour']],
    ['day and month in doubt', { when: '05/03/2027 10:00' }, ['when: when-day-month-in-doubt']],
    ['a date past', { when: '1 February 2027 10:00' }, ['when: when-past']],
    ['a day that is not there', { when: '31 April 2027 10:00' }, ['when: when-not-a-date']],
    ['a date too far away', { when: '1 May 2040 10:00' }, ['when: when-too-far']],
    [
      'an end before the start',
      { when: '20 March 2027 10:00 to 20 March 2027 09:00' },
      ['when: when-end-before-start'],
    ],
  ])('%s', (_what, part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });

  it('leaves no action to be published, and says what to mend, whatever is typed', () => {
    const text = fc.oneof(
      fc.constantFrom('', 'x', 'employer: y', 'Friday 6pm', 'x'.repeat(200)),
      fc.string({ maxLength: 30 }),
    );
    const any = fc.record({
      title: text,
      how: text,
      whom: text,
      when: text,
      where: text,
      details: text,
      closes: text,
      to: text,
      ballots: text,
    });
    fc.assert(
      fc.property(any, (given) => {
        const { problems, action, closesAt } = readDraft(given, context());
        expect(action === undefined).toBe(problems.length > 0);
        expect(closesAt === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('whom it is addressed to', () => {
  it.each([
    ['employer: Harbour Ltd', { kind: 'employer', name: 'Harbour Ltd' }],
    ['Employer:Harbour Ltd', { kind: 'employer', name: 'Harbour Ltd' }],
    [' INSTITUTION :  University ', { kind: 'institution', name: 'University' }],
    ['public  body: City Council: Housing', { kind: 'public body', name: 'City Council: Housing' }],
    ['Harbour Ltd', undefined],
    ['employer', undefined],
    ['employer:', undefined],
    ['employer:  ', undefined],
    [': Harbour Ltd', undefined],
    ['person: Jo Doe', undefined],
    ['landlord: Jo Doe', undefined],
    ['employers: Harbour Ltd', undefined],
    ['', undefined],
  ])('%j', (line, expected) => {
    expect(readWhom(line)).toEqual(expected);
  });
});

describe('one line for when and where', () => {
  const split = (line: string) => splitWhenWhere(line, { zone: 'Europe/Berlin', now: NOW, locale: 'en-US' });

  it.each([
    ['Friday 6pm, Town Hall steps', 'Friday 6pm', 'Town Hall steps'],
    ['Friday 6pm; Town Hall steps', 'Friday 6pm', 'Town Hall steps'],
    ['Friday 6pm at Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm in front of the Town Hall', 'Friday 6pm', 'front of the Town Hall'],
    ['Friday 6pm - Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm – Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm @ Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm', 'Friday 6pm', ''],
    ['Friday at 6pm', 'Friday at 6pm', ''],
    ['Friday at 6pm, Town Hall', 'Friday at 6pm', 'Town Hall'],
    ['Friday at 6pm at Town Hall', 'Friday at 6pm', 'Town Hall'],
    ['Friday, 18:00, Town Hall', 'Friday, 18:00', 'Town Hall'],
    ['Friday 6pm - 8pm, Town Hall', 'Friday 6pm - 8pm', 'Town Hall'],
    ['Friday 6pm to 8pm at Town Hall', 'Friday 6pm to 8pm', 'Town Hall'],
    ['1 May 2027 10:00, Market Square', '1 May 2027 10:00', 'Market Square'],
    ['1 May 2027, 10:00, Market Square', '1 May 2027, 10:00', 'Market Square'],
    ['1 May 2027 10:00-12:00, Market Square', '1 May 2027 10:00-12:00', 'Market Square'],
    ['in 3 hours, Gate 4', 'in 3 hours', 'Gate 4'],
    ['in 3 hours at Gate 4', 'in 3 hours', 'Gate 4'],
    ['tomorrow 10am, Hall 3, Harbour Street 5', 'tomorrow 10am', 'Hall 3, Harbour Street 5'],
    ['Saturday 10am, corner of 5th and Main', 'Saturday 10am', 'corner of 5th and Main'],
    ['Saturday 10am, Friday Market', 'Saturday 10am', 'Friday Market'],
    ['Saturday 10am,Town Hall', 'Saturday 10am', 'Town Hall'],
    ['Saturday 10am\nTown Hall', 'Saturday 10am', 'Town Hall'],
    // What cannot be read as a date is asked again, with what stands before the first mark.
    ['Friday, Town Hall', 'Friday', 'Town Hall'],
    ['soon, Town Hall', 'soon', 'Town Hall'],
    ['soon at Town Hall', 'soon', 'Town Hall'],
    ['Town Hall', 'Town Hall', ''],
    ['', '', ''],
  ])('%j', (line, when, where) => {
    expect(split(line)).toEqual({ when, where });
  });

  it('typed back from what was read of it, is read the same again', () => {
    for (const [when, where] of [
      ['Friday 6pm', 'Town Hall'],
      ['Friday 6pm - 8pm', 'Hall 3, Harbour Street 5'],
      ['in 3 hours', 'Gate 4 at the harbour'],
      ['1 May 2027 10:00', ''],
    ] as const) {
      expect(split([when, where].filter((part) => part !== '').join(', '))).toEqual({ when, where });
    }
  });

  it('takes no longer for a line made to be slow', () => {
    const started = performance.now();
    split(`${'a at '.repeat(5_000)}`);
    split(`${' , '.repeat(5_000)}`);
    split(`${' '.repeat(50_000)}x`);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
