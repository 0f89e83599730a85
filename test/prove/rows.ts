import type { Proof } from './proof.js';
import { tamperWithRows } from './rows/rounds.js';
import { attackUnbound } from './rows/unbound.js';

const rows: Proof = {
  name: 'rows',
  claim: 'ballots changed, swapped or replayed in the store count for nobody, and the closing says how many',

  async run({ seed, log }) {
    return {
      ...(await tamperWithRows({ seed, log, rounds: 5, people: 300, tampered: 205 })),
      ...attackUnbound(seed, 1_000),
    };
  },
};

export default rows;
