import { forging } from './attack/forged.js';
import { areNoticed, PLANTS } from './attack/planted.js';
import type { Proof } from './proof.js';

const proof: Proof = {
  name: 'forged',
  claim: 'forged custom ids, values and fields, on what others have: no effect, and a sentence for each',

  async run({ seed, log }) {
    const noticed = await areNoticed(
      (plant) => forging({ seed, forged: 2_000, log: () => undefined, plant }),
      PLANTS,
    );
    const forged = Number(process.env.FORGED ?? 10_000);
    return { ...(await forging({ seed, forged, log })), ...noticed };
  },
};

export default proof;
