import type { Rule } from '../../../src/organisations/rule.js';
import type { Tally } from '../../../src/proposals/tally.js';
import type { Random } from '../random.js';

/** One organisation at its closing. */
export interface Case {
  rule: Rule;
  tally: Tally;
  roll: number;
}

export const THRESHOLDS = ['1/2', '3/5', '2/3', '3/4', 'all'] as const;
export const BASES = ['for and against', 'all cast', 'whole roll'] as const;

/** The largest roll for which a hundredfold of it is still exact as a number: beyond any server. */
const HUGE = Math.floor(Number.MAX_SAFE_INTEGER / 100);
const SHARES: Record<Rule['threshold'], number> = {
  '1/2': 1 / 2,
  '3/5': 3 / 5,
  '2/3': 2 / 3,
  '3/4': 3 / 4,
  all: 1,
};

/** An organisation of any size and rule; most are near to what decides, where a mistake would show. */
export function randomCase(random: Random): Case {
  const roll = randomSize(random);
  const threshold = random.pick(THRESHOLDS);
  const tally = random.pick(SHAPES)(random, roll, SHARES[threshold]);
  const rule: Rule = {
    voters: random.pick(['members', 'delegates']),
    ballots: random.pick(['open', 'secret']),
    tally: 'at close',
    threshold,
    base: random.pick(BASES),
    quorum: randomQuorum(random, roll, tally),
  };
  return { rule, tally, roll };
}

/** The more telling, the more often. */
const SHAPES = [nobody, anything, anything, tied, alike, close, close, close];

function randomSize(random: Random): number {
  return random.pick([
    () => random.between(0, 3),
    () => random.between(0, 20),
    () => random.pick([99, 100, 101]),
    () => random.between(0, 1_000),
    () => random.between(0, 10_000_000),
    () => random.between(HUGE - 1_000, HUGE),
  ])();
}

function nobody(): Tally {
  return { for: 0, against: 0, abstain: 0 };
}

/** Any split, at times of more people than the roll has: roles grow after opening. */
function anything(random: Random, roll: number): Tally {
  const cast = Math.min(HUGE, random.between(0, random.pick([roll, roll, roll + 3])));
  const yes = random.between(0, cast);
  const no = random.between(0, cast - yes);
  return { for: yes, against: no, abstain: cast - yes - no };
}

/** At most one vote away from the share, of the roll or of those who took part. */
function close(random: Random, roll: number, share: number): Tally {
  const abstain = random.pick([0, 0, 1, Math.floor(roll / 3)]);
  const base = random.pick([roll, Math.max(0, roll - abstain), Math.floor(roll / 2)]);
  const yes = Math.min(base, Math.max(0, Math.floor(base * share) + random.between(-1, 1)));
  return { for: yes, against: random.pick([base - yes, 0]), abstain };
}

function tied(random: Random, roll: number): Tally {
  const half = Math.floor(roll / 2);
  return { for: half, against: half, abstain: random.pick([0, roll - 2 * half, 1]) };
}

function alike(random: Random, roll: number): Tally {
  const all = Math.max(0, roll - random.pick([0, 0, 1]));
  return { ...nobody(), [random.pick(['for', 'against', 'abstain'] as const)]: all };
}

function randomQuorum(random: Random, roll: number, tally: Tally): Rule['quorum'] {
  const cast = tally.for + tally.against + tally.abstain;
  const atLeast = (wanted: number) => ({ atLeast: Math.min(1_000_000, Math.max(1, wanted)) });
  const whole = random.between(1, 100);
  return random.pick<() => Rule['quorum']>([
    () => 'none',
    () => atLeast(random.between(1, 20)),
    () => atLeast(cast + random.between(-1, 1)),
    () => atLeast(roll),
    () => ({ share: [random.between(1, whole), whole] }),
    () => ({
      share: random.pick<[number, number]>([
        [1, 3],
        [1, 2],
        [2, 3],
        [33, 100],
        [100, 100],
      ]),
    }),
    // As near to the turnout as hundredths get.
    () => ({ share: [Math.min(100, Math.max(1, Math.round((cast / Math.max(1, roll)) * 100))), 100] }),
  ])();
}
