import { areNoticed, TYPED_PLANTS } from './attack/planted.js';
import { typing } from './attack/texts.js';
import type { Proof } from './proof.js';

const proof: Proof = {
  name: 'typed',
  claim:
    'hostile texts in every field people type into: no ping, no hidden link, nothing turned, no body refused',
  async run({ seed, log }) {
    const weak = (plant: () => () => void) => typing({ seed, texts: 30, log, plant });
    const noticed = await areNoticed(weak, TYPED_PLANTS);
    return { ...noticed, ...(await typing({ seed, texts: Number(process.env.TYPED ?? 5_000), log })) };
  },
};

export default proof;
