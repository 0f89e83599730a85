// First, so that every statement of the store passes through it.
import './faults/faulty-sqlite.js';
import { liesAreNoticed, manyFaults } from './faults/many.js';
import type { Proof } from './proof.js';

const faults: Proof = {
  name: 'faults',
  claim: 'whatever fails in the store, nothing is called done that is not, and nothing confirmed is lost',
  run: async (run) => ({
    ...(await liesAreNoticed(run)),
    ...(await manyFaults(run, { statements: 12 })),
  }),
};

export default faults;
