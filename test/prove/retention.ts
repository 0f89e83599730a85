import type { Proof } from './proof.js';
import { isNoticed, throughDays } from './retention/through.js';

const retention: Proof = {
  name: 'retention',
  claim: '400 days of a busy installation, killed at night now and then: no record is there past its time',

  async run({ seed, log }) {
    await isNoticed({ seed, log });
    const days = Number(process.env.DAYS ?? 400);
    return throughDays({ seed, log, days, people: 60, acts: 40, killEvery: 8 });
  },
};

export default retention;
