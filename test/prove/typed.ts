import { typing } from './attack/texts.js';
import type { Proof } from './proof.js';

const proof: Proof = {
  name: 'typed',
  claim:
    'hostile texts in every field people type into: no ping, no hidden link, nothing turned, no body refused',
  run: ({ seed, log }) => typing({ seed, texts: Number(process.env.TYPED ?? 5_000), log }),
};

export default proof;
