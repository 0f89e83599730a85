import type { Proof } from './proof.js';
import { walkBoundaries } from './tally/boundaries.js';
import { compareTallies } from './tally/compare.js';

const tally: Proof = {
  name: 'tally',
  claim: 'every position and verdict is what a second count, written apart, says',

  run({ seed, log }) {
    return Promise.resolve({
      ...walkBoundaries(1_000, log),
      ...compareTallies({ seed, tallies: 1_000_000, forMistakes: 50_000 }),
    });
  },
};

export default tally;
