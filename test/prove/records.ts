import type { Proof } from './proof.js';
import { checkRecords } from './records/check.js';

const records: Proof = {
  name: 'records',
  claim: 'an outcome record holds as it was signed, no changed one does, and nobody’s Discord id is in any',
  run: ({ seed }) =>
    Promise.resolve(checkRecords({ seed, proposals: 2_000, mutated: 10_000, forged: 1_000 })),
};

export default records;
