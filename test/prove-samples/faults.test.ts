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
    const ways = ['full', 'unreadable value'] as const;
    const counts = await manyFaults({ log }, { statements: 2, ways, steps: STEPS.slice(0, 3) });
    expect(counts.faults).toBeGreaterThanOrEqual(9);
  });

  it('calls no card published of which it was told that it is there already', { timeout }, async () => {
    const steps = STEPS.filter(({ name }) => name === 'publishing');
    const counts = await manyFaults({ log }, { statements: 13, ways: ['wrong answer'], steps });
    expect(counts['told that it failed']).toBeGreaterThan(5);
  });

  it('is found out where it only says that it wrote', { timeout }, async () => {
    await liesAreNoticed({ log });
  });
});
