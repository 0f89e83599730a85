import type { Rule } from '../../../src/organisations/rule.js';
import { DEFAULT_RULE } from '../../../src/organisations/rule.js';
import { positionOf } from '../../../src/proposals/tally.js';
import { holds, type Counts } from '../proof.js';
import { THRESHOLDS } from './cases.js';
import { secondPosition } from './second-count.js';

/** How many For are enough, of so many, written down by hand. One fewer is not. */
export const ENOUGH: readonly [of: number, enough: Record<Rule['threshold'], number>][] = [
  [1, { '1/2': 1, '3/5': 1, '2/3': 1, '3/4': 1, all: 1 }],
  [2, { '1/2': 2, '3/5': 2, '2/3': 2, '3/4': 2, all: 2 }],
  [3, { '1/2': 2, '3/5': 2, '2/3': 2, '3/4': 3, all: 3 }],
  [4, { '1/2': 3, '3/5': 3, '2/3': 3, '3/4': 3, all: 4 }],
  [5, { '1/2': 3, '3/5': 3, '2/3': 4, '3/4': 4, all: 5 }],
  [6, { '1/2': 4, '3/5': 4, '2/3': 4, '3/4': 5, all: 6 }],
  [7, { '1/2': 4, '3/5': 5, '2/3': 5, '3/4': 6, all: 7 }],
  [10, { '1/2': 6, '3/5': 6, '2/3': 7, '3/4': 8, all: 10 }],
  [60, { '1/2': 31, '3/5': 36, '2/3': 40, '3/4': 45, all: 60 }],
  [99, { '1/2': 50, '3/5': 60, '2/3': 66, '3/4': 75, all: 99 }],
  [100, { '1/2': 51, '3/5': 60, '2/3': 67, '3/4': 75, all: 100 }],
  [101, { '1/2': 51, '3/5': 61, '2/3': 68, '3/4': 76, all: 101 }],
  [1_000, { '1/2': 501, '3/5': 600, '2/3': 667, '3/4': 750, all: 1_000 }],
];

/** Prints the table above as both counts have it, and walks the boundary of every base up to `largest`. */
export function walkBoundaries(largest: number, log: (line: string) => void): Counts {
  log(`enough For of so many: ${THRESHOLDS.join(' · ')}`);
  for (const [of, enough] of ENOUGH) {
    log(`of ${String(of)}: ${THRESHOLDS.map((threshold) => String(enough[threshold])).join(' · ')}`);
    for (const threshold of THRESHOLDS) expectBoundary(threshold, of, enough[threshold]);
  }
  let walked = 0;
  for (let of = 1; of <= largest; of += 1) {
    for (const threshold of THRESHOLDS) {
      let enough = 0;
      while (decided(secondPosition, threshold, enough, of) !== 'in') enough += 1;
      expectBoundary(threshold, of, enough);
      walked += 1;
    }
  }
  return { 'boundaries walked': walked };
}

function expectBoundary(threshold: Rule['threshold'], of: number, enough: number): void {
  for (const count of [positionOf, secondPosition]) {
    const [below, at] = [decided(count, threshold, enough - 1, of), decided(count, threshold, enough, of)];
    holds(
      below !== 'in' && at === 'in',
      `At ${threshold} of ${String(of)}, ${String(enough - 1)} is ${below} and ${String(enough)} is ${at}`,
    );
  }
}

function decided(count: typeof positionOf, threshold: Rule['threshold'], yes: number, of: number) {
  const tally = { for: yes, against: of - yes, abstain: 0 };
  return count({ ...DEFAULT_RULE, threshold }, tally, of);
}
