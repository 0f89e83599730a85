import { describe, expect, it } from 'vitest';
import { isNoticed, throughDays } from '../prove/retention/through.js';

const RUN = { seed: 2027, log: () => undefined };

/** A short run of `npm run prove retention`, with a fixed seed. */
describe('what is stored, day after day', () => {
  it('is gone when its time is over, also where nights are interrupted', { timeout: 60_000 }, async () => {
    const counts = await throughDays({ ...RUN, days: 110, people: 20, acts: 12, killEvery: 6 });
    expect(counts['kills in the middle of a night']).toBeGreaterThan(5);
    expect(counts['servers left for good']).toBe(2);
  });

  it('is found where nobody tidies up', { timeout: 60_000 }, async () => {
    await isNoticed(RUN);
  });
});
