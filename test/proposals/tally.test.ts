import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULE, type Rule } from '../../src/organisations/rule.js';
import {
  baseOf,
  CHOICES,
  count,
  isAgreed,
  neededFor,
  positionOf,
  quorumOf,
  turnout,
  type Choice,
  type Position,
  type Tally,
} from '../../src/proposals/tally.js';

const RUNS = 2_000;

const rule = (part: Partial<Rule> = {}): Rule => ({ ...DEFAULT_RULE, ...part });
const tally = (yes: number, no: number, neither = 0): Tally => ({ for: yes, against: no, abstain: neither });

describe('counting', () => {
  it('counts each choice once and nothing else', () => {
    expect(count(['for', 'against', 'for', 'abstain', 'for'])).toEqual(tally(3, 1, 1));
  });

  it('counts nobody as nobody', () => {
    expect(count([])).toEqual(tally(0, 0, 0));
  });

  it('counts the same whatever the order, and everybody exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHOICES), { maxLength: 200 }), (choices: Choice[]) => {
        const counted = count(choices);
        expect(count(choices.toReversed())).toEqual(counted);
        expect(turnout(counted)).toBe(choices.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes abstaining as taking part', () => {
    expect(turnout(tally(1, 2, 3))).toBe(6);
  });
});

describe('how many must be for', () => {
  it.each<[Rule['threshold'], number, number]>([
    ['1/2', 0, 1],
    ['1/2', 1, 1],
    ['1/2', 2, 2],
    ['1/2', 3, 2],
    ['1/2', 100, 51],
    ['1/2', 101, 51],
    ['3/5', 0, 1],
    ['3/5', 1, 1],
    ['3/5', 5, 3],
    ['3/5', 6, 4],
    ['3/5', 100, 60],
    ['2/3', 0, 1],
    ['2/3', 3, 2],
    ['2/3', 4, 3],
    ['2/3', 99, 66],
    ['2/3', 100, 67],
    ['3/4', 4, 3],
    ['3/4', 5, 4],
    ['3/4', 100, 75],
    ['all', 0, 1],
    ['all', 1, 1],
    ['all', 100, 100],
  ])('at %s of %i it is %i', (threshold, base, needed) => {
    expect(neededFor(threshold, base)).toBe(needed);
  });

  it('is exact for numbers beyond what a fraction could hold', () => {
    expect(neededFor('2/3', 3_000_000_001)).toBe(2_000_000_001);
    expect(neededFor('3/4', 4_000_000_002)).toBe(3_000_000_002);
  });
});

describe('how many must take part', () => {
  it.each<[Rule['quorum'], number, number]>([
    ['none', 0, 1],
    ['none', 500, 1],
    [{ atLeast: 1 }, 500, 1],
    [{ atLeast: 60 }, 10, 60],
    [{ share: [1, 3] }, 99, 33],
    [{ share: [1, 3] }, 100, 34],
    [{ share: [1, 10] }, 3, 1],
    [{ share: [1, 2] }, 0, 1],
    [{ share: [1, 1] }, 7, 7],
    [{ share: [50, 100] }, 7, 4],
  ])('with %j of a roll of %i it is %i', (quorum, roll, needed) => {
    expect(quorumOf(rule({ quorum }), roll)).toBe(needed);
  });
});

describe('the base of the share', () => {
  it.each<[Rule['base'], Tally, number, number]>([
    ['for and against', tally(3, 2, 5), 100, 5],
    ['all cast', tally(3, 2, 5), 100, 10],
    ['whole roll', tally(3, 2, 5), 100, 100],
    ['whole roll', tally(30, 20, 5), 40, 55],
  ])('%s of %j with a roll of %i is %i', (base, cast, roll, expected) => {
    expect(baseOf(rule({ base }), cast, roll)).toBe(expected);
  });
});

describe('a position', () => {
  it.each<[string, Partial<Rule>, Tally, number, Position]>([
    ['a tie is out', {}, tally(5, 5), 20, 'out'],
    ['a tie of one each is out', {}, tally(1, 1), 2, 'out'],
    ['one more for than against is in', {}, tally(6, 5), 20, 'in'],
    ['no ballots are no quorum', {}, tally(0, 0), 20, 'no quorum'],
    ['no ballots are no quorum with an empty roll', {}, tally(0, 0), 0, 'no quorum'],
    ['one vote for decides where no quorum is set', {}, tally(1, 0), 500, 'in'],
    ['one vote against decides too', {}, tally(0, 1), 500, 'out'],
    ['all abstaining is out, not no quorum', {}, tally(0, 0, 9), 20, 'out'],
    ['all abstaining is out at "all" as well', { threshold: 'all' }, tally(0, 0, 9), 9, 'out'],
    ['abstentions do not count against', {}, tally(2, 1, 50), 60, 'in'],
    ['66 of 100 are too few for 2/3', { threshold: '2/3' }, tally(66, 34), 100, 'out'],
    ['67 of 100 are enough for 2/3', { threshold: '2/3' }, tally(67, 33), 100, 'in'],
    ['exactly 2/3 is enough', { threshold: '2/3' }, tally(66, 33), 200, 'in'],
    ['exactly 3/5 is enough', { threshold: '3/5' }, tally(3, 2), 200, 'in'],
    ['exactly 3/4 is enough', { threshold: '3/4' }, tally(3, 1), 200, 'in'],
    ['exactly half is not more than half', { threshold: '1/2', base: 'all cast' }, tally(5, 0, 5), 50, 'out'],
    ['more than half of all cast', { threshold: '1/2', base: 'all cast' }, tally(6, 0, 5), 50, 'in'],
    ['nobody against is all', { threshold: 'all' }, tally(4, 0, 3), 50, 'in'],
    ['one against is not all', { threshold: 'all' }, tally(40, 1), 50, 'out'],
    [
      'all of all cast needs nobody to abstain',
      { threshold: 'all', base: 'all cast' },
      tally(4, 0, 1),
      50,
      'out',
    ],
    ['half of the whole roll is not more than half', { base: 'whole roll' }, tally(50, 0), 100, 'out'],
    ['51 of a roll of 100', { base: 'whole roll' }, tally(51, 0), 100, 'in'],
    ['a turnout larger than the roll is the base', { base: 'whole roll' }, tally(51, 50), 60, 'in'],
    ['50 of 101 who took part', { base: 'whole roll' }, tally(50, 51), 60, 'out'],
    [
      'two thirds of a roll of 100 are 67',
      { base: 'whole roll', threshold: '2/3' },
      tally(66, 0),
      100,
      'out',
    ],
    ['67 of the whole roll', { base: 'whole roll', threshold: '2/3' }, tally(67, 0), 100, 'in'],
    ['one below a quorum of 10', { quorum: { atLeast: 10 } }, tally(9, 0), 100, 'no quorum'],
    ['a quorum of 10', { quorum: { atLeast: 10 } }, tally(9, 0, 1), 100, 'in'],
    ['a quorum larger than the roll', { quorum: { atLeast: 10 } }, tally(5, 0), 5, 'no quorum'],
    ['33 of a third of 100', { quorum: { share: [1, 3] } }, tally(33, 0), 100, 'no quorum'],
    ['34 of a third of 100', { quorum: { share: [1, 3] } }, tally(34, 0), 100, 'in'],
    ['too few who are against are no quorum too', { quorum: { atLeast: 3 } }, tally(0, 2), 9, 'no quorum'],
  ])('%s', (_claim, part, cast, roll, expected) => {
    expect(positionOf(rule(part), cast, roll)).toBe(expected);
  });
});

const ruleOf: fc.Arbitrary<Rule> = fc.record({
  voters: fc.constant('members' as const),
  ballots: fc.constant('open' as const),
  tally: fc.constant('at close' as const),
  quorum: fc.oneof(
    fc.constant('none' as const),
    fc.record({ atLeast: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ share: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })) }),
  ),
  threshold: fc.constantFrom('1/2' as const, '3/5' as const, '2/3' as const, '3/4' as const, 'all' as const),
  base: fc.constantFrom('for and against' as const, 'all cast' as const, 'whole roll' as const),
});

const small = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 400 }));
const tallyOf: fc.Arbitrary<Tally> = fc.record({ for: small, against: small, abstain: small });
const rollOf = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1_200 }));

/** The same decision written another way: by cross-multiplication in big integers, without a rounded number anywhere. */
function decidedAnew({ quorum, threshold, base }: Rule, cast: Tally, roll: number): Position {
  const [yes, no, neither, able] = [cast.for, cast.against, cast.abstain, roll].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const took = yes + no + neither;
  if (took === 0n) return 'no quorum';
  if (quorum !== 'none') {
    if ('atLeast' in quorum && took < BigInt(quorum.atLeast)) return 'no quorum';
    if ('share' in quorum && took * BigInt(quorum.share[1]) < able * BigInt(quorum.share[0]))
      return 'no quorum';
  }
  const of = base === 'for and against' ? yes + no : base === 'all cast' ? took : able > took ? able : took;
  if (yes === 0n) return 'out';
  const share = { '3/5': [3n, 5n], '2/3': [2n, 3n], '3/4': [3n, 4n], all: [1n, 1n] } as const;
  if (threshold === '1/2') return yes * 2n > of ? 'in' : 'out';
  const [top, bottom] = share[threshold];
  return yes * bottom >= of * top ? 'in' : 'out';
}

describe('positions of random votes', () => {
  it('agree with a second, independent count', () => {
    fc.assert(
      fc.property(ruleOf, tallyOf, rollOf, (by, cast, roll) => {
        expect(positionOf(by, cast, roll)).toBe(decidedAnew(by, cast, roll));
      }),
      { numRuns: RUNS },
    );
  });

  it('never get worse by one more vote for', () => {
    fc.assert(
      fc.property(ruleOf, tallyOf, rollOf, (by, cast, roll) => {
        if (positionOf(by, cast, roll) !== 'in') return;
        expect(positionOf(by, { ...cast, for: cast.for + 1 }, roll)).toBe('in');
      }),
      { numRuns: RUNS },
    );
  });

  it('are never in by one more vote against, except by reaching the quorum', () => {
    fc.assert(
      fc.property(ruleOf, tallyOf, rollOf, (by, cast, roll) => {
        if (positionOf(by, cast, roll) !== 'out') return;
        expect(positionOf(by, { ...cast, against: cast.against + 1 }, roll)).toBe('out');
      }),
      { numRuns: RUNS },
    );
  });

  it('are never in without anybody for', () => {
    fc.assert(
      fc.property(ruleOf, tallyOf, rollOf, (by, cast, roll) => {
        expect(positionOf(by, { ...cast, for: 0 }, roll)).not.toBe('in');
      }),
      { numRuns: RUNS },
    );
  });

  it('are out whenever as many are against as for', () => {
    fc.assert(
      fc.property(ruleOf, tallyOf, rollOf, (by, cast, roll) => {
        expect(positionOf(by, { ...cast, against: cast.for }, roll)).not.toBe('in');
      }),
      { numRuns: RUNS },
    );
  });
});

describe('agreement', () => {
  it.each<[Position[], number, boolean]>([
    [[], 1, false],
    [['in'], 1, true],
    [['out'], 1, false],
    [['no quorum'], 1, false],
    [['in', 'out'], 2, false],
    [['in', 'no quorum', 'in'], 2, true],
    [['in', 'in', 'in'], 2, true],
    [['in', 'in'], 3, false],
  ])('of %j with %i needed is %s', (positions, needed, agreed) => {
    expect(isAgreed(positions, needed)).toBe(agreed);
  });
});
