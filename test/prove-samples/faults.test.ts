// First, so that every statement of the store passes through it.
import '../prove/faults/faulty-sqlite.js';
import { describe, expect, it } from 'vitest';
import { liesAreNoticed, manyFaults } from '../prove/faults/many.js';
import { STEPS } from '../prove/faults/steps.js';

/** A short run of `npm run prove faults`. */
const log = () => undefined;
const timeout = 60_000;

describe('a store that fails', () => {
  it('never has anything called done that is not', { timeout }, async () => {
    const ways = ['full', 'wrong answer'] as const;
    const counts = await manyFaults({ log }, { statements: 2, ways, steps: STEPS.slice(0, 4) });
    expect(counts.faults).toBe(16);
    expect(counts['told that it failed']).toBeGreaterThan(0);
  });

  it('is found out where it only says that it wrote', { timeout }, async () => {
    await liesAreNoticed({ log });
  });
});
