import type { Proof } from './proof.js';
import { selfCheck } from './year/blind.js';
import { throughTheYear } from './year/through.js';

const year: Proof = {
  name: 'year',
  claim: '10,000 reminders over a year of kills and outages: none missing, none twice, late ones marked',

  async run({ seed, log }) {
    await selfCheck({ seed, log });
    const size = { reminders: 10_000, days: 365, people: 250, kills: 200, outages: 50 };
    return throughTheYear({ seed, log, ...size });
  },
};

export default year;
