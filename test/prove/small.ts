import type { Proof } from './proof.js';
import { solveFronts } from './small/attack.js';

const small: Proof = {
  name: 'small',
  claim: 'what is published of small secret ballots tells nobody more than the verdict does',
  run: ({ seed }) => solveFronts({ seed, fronts: 100_000, undefended: 5_000 }),
};

export default small;
