import type { Rule } from '../organisations/rule.js';

export const CHOICES = ['for', 'against', 'abstain'] as const;
export type Choice = (typeof CHOICES)[number];

/** The count in one organisation. Whole numbers, never shares. */
export type Tally = Record<Choice, number>;

/** What an organisation concluded at closing. */
export type Position = 'in' | 'out' | 'no quorum';

/** Counts choices; one per person is the caller's to ensure (one ballot is one key in the store). */
export function count(choices: Iterable<Choice>): Tally {
  const tally: Tally = { for: 0, against: 0, abstain: 0 };
  for (const choice of choices) tally[choice] += 1;
  return tally;
}

/** How many took part; abstaining is taking part. */
export function turnout(tally: Tally): number {
  return tally.for + tally.against + tally.abstain;
}

/**
 * How many must take part for the organisation to have decided, given its roll. At least one: without ballots there is
 * no quorum, whatever the rule. A share is exact: 1/3 of 100 needs 34.
 */
export function quorumOf(rule: Rule, roll: number): number {
  if (rule.quorum === 'none') return 1;
  if ('atLeast' in rule.quorum) return rule.quorum.atLeast;
  const [numerator, denominator] = rule.quorum.share;
  return Math.max(1, ceilingOfShare(roll, numerator, denominator));
}

/**
 * How many must be for, out of a base of so many. 1/2 is more than half; the others are at least that share, exactly:
 * at 2/3 of 100, 66 are too few and 67 enough. All of nobody is not enough.
 */
export function neededFor(threshold: Rule['threshold'], base: number): number {
  switch (threshold) {
    case '1/2':
      return Math.floor(base / 2) + 1;
    case 'all':
      return Math.max(1, base);
    case '3/5':
    case '2/3':
    case '3/4': {
      const [numerator = 1, denominator = 1] = threshold.split('/').map(Number);
      return Math.max(1, ceilingOfShare(base, numerator, denominator));
    }
  }
}

/** What the rule's share is taken of. The whole roll is the larger of roll and turnout: roles grow after opening. */
export function baseOf(rule: Rule, tally: Tally, roll: number): number {
  switch (rule.base) {
    case 'for and against':
      return tally.for + tally.against;
    case 'all cast':
      return turnout(tally);
    case 'whole roll':
      return Math.max(roll, turnout(tally));
  }
}

/**
 * An organisation's position from its own rule, its tally and its roll (how many may vote). A tie is out; too few
 * taking part is no quorum. Works on whole numbers only.
 */
export function positionOf(rule: Rule, tally: Tally, roll: number): Position {
  if (turnout(tally) < quorumOf(rule, roll)) return 'no quorum';
  return tally.for >= neededFor(rule.threshold, baseOf(rule, tally, roll)) ? 'in' : 'out';
}

/** Agreed when at least `needed` organisations are in. There is no count of people across organisations. */
export function isAgreed(positions: readonly Position[], needed: number): boolean {
  return positions.filter((position) => position === 'in').length >= needed;
}

/** Rounded up by remainder, not by floating-point division. */
function ceilingOfShare(whole: number, numerator: number, denominator: number): number {
  const product = whole * numerator;
  const remainder = product % denominator;
  return (product - remainder) / denominator + (remainder === 0 ? 0 : 1);
}
