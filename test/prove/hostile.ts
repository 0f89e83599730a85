import { writeHostile } from './hostile/check.js';
import type { Proof } from './proof.js';

const hostile: Proof = {
  name: 'hostile',
  claim:
    'no name or text adds an element, a cell, a line, a formula or an address to a picture, table or calendar',
  run: ({ seed, log }) => writeHostile({ seed, texts: 5_000, log }),
};

export default hostile;
