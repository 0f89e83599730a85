import type { Proof } from './proof.js';
import { solveFronts } from './small/attack.js';

const small: Proof = {
  name: 'small',
  claim: 'nothing published of a small secret ballot tells how anybody voted, beyond the verdict itself',
  run: ({ seed }) => solveFronts({ seed, fronts: 100_000, undefended: 5_000 }),
};

export default small;
