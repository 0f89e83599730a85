import type { Proof } from './proof.js';
import { compareElections } from './ranked/compare.js';

const ranked: Proof = {
  name: 'ranked',
  claim: 'every poll is counted as a second count, written apart, says, and no vote is lost in any round',

  run({ seed }) {
    return Promise.resolve(compareElections({ seed, elections: 10_000, forMistakes: 1_000 }));
  },
};

export default ranked;
