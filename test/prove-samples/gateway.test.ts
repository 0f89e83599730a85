import { describe, expect, it } from 'vitest';
import { playScripts } from '../prove/gateway/scripts.js';

/** A short run of `npm run prove gateway`, with a fixed seed. */
describe('a bot whose gateway is lost in many ways', () => {
  it('is connected again in time, and forgets and repeats nothing', { timeout: 120_000 }, async () => {
    const counts = await playScripts({ seed: 340, log: () => undefined, scripts: 5, atOnce: 1 });
    expect(counts.scripts).toBe(5);
  });
});
