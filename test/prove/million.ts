import { clicksBesideAMillion } from './million/clicks.js';
import type { Proof } from './proof.js';

const million: Proof = {
  name: 'million',
  claim:
    'with a million rows stored no click waits for the store longer than 250 ms, backups and prunes included',

  async run({ seed, log }) {
    return clicksBesideAMillion({ seed, log, reminders: 334_000, longestMs: 250 });
  },
};

export default million;
