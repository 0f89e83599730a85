import { faultsAreNoticed, manyHistories } from './histories/many.js';
import type { Proof } from './proof.js';

const histories: Proof = {
  name: 'histories',
  claim:
    'whatever is clicked, repeated, late or out of order, every answer and every outcome is what the rules say',

  async run({ seed, log }) {
    const faults = await faultsAreNoticed({ seed, log, atMost: 500 });
    const counts = await manyHistories({ seed, log, inMemory: 9_600, onDisk: 400 });
    return { ...faults, ...counts };
  },
};

export default histories;
