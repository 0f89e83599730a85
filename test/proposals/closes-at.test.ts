import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentAt } from '../../src/time/moment.js';
import { closesIn, HOUR, MINUTE, NOW, problemsOf, read } from './reading.js';

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
