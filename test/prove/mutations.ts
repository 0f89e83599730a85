import { mutating } from './attack/mutations.js';
import { areNoticed, PLANTS } from './attack/planted.js';
import type { Proof } from './proof.js';

const proof: Proof = {
  name: 'mutations',
  claim:
    'interactions of every kind, damaged in any place: each is answered that can be, nothing ends, nobody gets more than they may',

  async run({ seed, log }) {
    const quiet = () => undefined;
    const noticed = await areNoticed(
      (plant) => mutating({ seed, mutations: 2_000, log: quiet, plant }),
      PLANTS,
    );
    const mutations = Number(process.env.MUTATIONS ?? 100_000);
    return { ...(await mutating({ seed, mutations, log })), ...noticed };
  },
};

export default proof;
