import { describe, expect, it } from 'vitest';
import { writeHostile } from '../prove/hostile/check.js';

/** A short run of `npm run prove hostile`, with a fixed seed. */
describe('hostile names and texts', () => {
  it('add nothing to pictures, tables and calendar files, and every weak writer is found out', async () => {
    const counts = await writeHostile({ seed: 2027, texts: 200, log: () => undefined });
    expect(counts['calendar files, read by hand and by a parser']).toBe(200);
  });
});
