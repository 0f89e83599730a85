import { expect, it } from 'vitest';
import { compareElections } from '../prove/ranked/compare.js';

/** A short run of `npm run prove ranked`, with a fixed seed. */
it('polls are counted as a second count says, and no vote is lost in any round', () => {
  const counts = compareElections({ seed: 2027, elections: 1_000, forMistakes: 500 });
  expect(counts['elections counted twice']).toBe(1_000);
  expect(counts['ties by an earlier round']).toBeGreaterThan(100);
});
