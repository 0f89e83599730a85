import type { Rule } from '../../../src/organisations/rule.js';
import {
  baseOf,
  neededFor,
  quorumOf,
  turnout,
  type Position,
  type Tally,
} from '../../../src/proposals/tally.js';

type Count = (rule: Rule, tally: Tally, roll: number) => Position;

/** Counts with one mistake each, as people make them; the comparison has to notice every one. */
export const MISTAKES: Readonly<Record<string, Count>> = {
  'a tie is in': mistaken({
    needed: (rule, base) =>
      rule.threshold === '1/2' ? Math.ceil(base / 2) : neededFor(rule.threshold, base),
  }),
  'two thirds by 0.66': mistaken({
    needed: (rule, base) =>
      rule.threshold === '2/3' ? Math.ceil(base * 0.66) : neededFor(rule.threshold, base),
  }),
  'three quarters rounded to the nearest': mistaken({
    needed: (rule, base) =>
      rule.threshold === '3/4' ? Math.max(1, Math.round(base * 0.75)) : neededFor(rule.threshold, base),
  }),
  'three fifths must be exceeded': mistaken({
    needed: (rule, base) =>
      rule.threshold === '3/5' ? Math.floor((base * 3) / 5) + 1 : neededFor(rule.threshold, base),
  }),
  'all of nobody is enough': mistaken({
    needed: (rule, base) => (rule.threshold === 'all' ? base : neededFor(rule.threshold, base)),
  }),
  'abstaining is not taking part': mistaken({ cast: (tally) => tally.for + tally.against }),
  'abstentions are not cast': mistaken({
    base: (rule, tally, roll) =>
      rule.base === 'all cast' ? tally.for + tally.against : baseOf(rule, tally, roll),
  }),
  'the roll stays behind its role': mistaken({
    base: (rule, tally, roll) => (rule.base === 'whole roll' ? roll : baseOf(rule, tally, roll)),
  }),
  'a share of the roll rounded down': mistaken({
    quorum: (rule, roll) =>
      rule.quorum !== 'none' && 'share' in rule.quorum
        ? Math.max(1, Math.floor((roll * rule.quorum.share[0]) / rule.quorum.share[1]))
        : quorumOf(rule, roll),
  }),
  'nobody took part, and that is out': mistaken({
    quorum: (rule, roll) => (rule.quorum === 'none' ? 0 : quorumOf(rule, roll)),
  }),
  // 0.07 of 100 is a little more than seven.
  'a share of the roll as a broken number': mistaken({
    quorum: (rule, roll) =>
      rule.quorum !== 'none' && 'share' in rule.quorum
        ? Math.max(1, Math.ceil(roll * (rule.quorum.share[0] / rule.quorum.share[1])))
        : quorumOf(rule, roll),
  }),
};

interface Parts {
  cast: (tally: Tally) => number;
  quorum: (rule: Rule, roll: number) => number;
  base: (rule: Rule, tally: Tally, roll: number) => number;
  needed: (rule: Rule, base: number) => number;
}

function mistaken(wrong: Partial<Parts>): Count {
  const parts: Parts = {
    cast: turnout,
    quorum: quorumOf,
    base: baseOf,
    needed: (rule, base) => neededFor(rule.threshold, base),
    ...wrong,
  };
  return (rule, tally, roll) => {
    if (parts.cast(tally) < parts.quorum(rule, roll)) return 'no quorum';
    return tally.for >= parts.needed(rule, parts.base(rule, tally, roll)) ? 'in' : 'out';
  };
}

/** The verdict that needs one organisation more than it says. */
export function verdictOffByOne(positions: readonly Position[], needed: number): boolean {
  return positions.filter((position) => position === 'in').length > needed;
}

/** The right count put together from the same parts, so that only the mistake differs. */
export const WITHOUT_MISTAKE: Count = mistaken({});
