import { describe, expect, it } from 'vitest';
import { throughTheYear } from '../prove/year/through.js';

/** A short run of `npm run prove year`, with a fixed seed. */
describe('reminders of a bot that is killed, beside a Discord with outages', () => {
  it('are there once each, in time or marked late', { timeout: 60_000 }, async () => {
    const size = { reminders: 25, days: 8, people: 3, kills: 2, outages: 2 };
    const counts = await throughTheYear({ seed: 2027, log: () => undefined, ...size });
    expect(counts['kills -9']).toBe(2);
  });
});
