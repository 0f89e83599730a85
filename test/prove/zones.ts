import type { Proof } from './proof.js';
import { compareZones } from './zones/compare.js';

const zones: Proof = {
  name: 'zones',
  claim:
    'around every clock change until 2034, in every zone, one occurrence a local day, as a second rule says',

  run({ log }) {
    return Promise.resolve(
      compareZones({ zones: Intl.supportedValuesOf('timeZone'), from: 2024, to: 2035, log }),
    );
  },
};

export default zones;
