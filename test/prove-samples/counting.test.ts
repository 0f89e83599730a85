import { describe, expect, it } from 'vitest';
import { checkRecords } from '../prove/records/check.js';
import { tamperWithRows } from '../prove/rows/rounds.js';
import { attackUnbound } from '../prove/rows/unbound.js';
import { solveFronts } from '../prove/small/attack.js';
import { walkBoundaries } from '../prove/tally/boundaries.js';
import { compareTallies } from '../prove/tally/compare.js';

/** Short runs of `npm run prove tally`, `small`, `records` and `rows`, with a fixed seed. */
const seed = 2027;
const log = () => undefined;

describe('counting', () => {
  it('agrees with a second count, written apart', () => {
    const counts = compareTallies({ seed, tallies: 30_000, forMistakes: 30_000 });
    expect(counts['tallies counted twice']).toBe(30_000);
  });

  it('agrees with a table written by hand, and turns exactly at every share', () => {
    expect(walkBoundaries(120, log)['boundaries walked']).toBe(600);
  });
});

describe('what is published of small secret ballots', () => {
  it('tells nobody more than the verdict does', async () => {
    const counts = await solveFronts({ seed, fronts: 30, undefended: 120 });
    expect(counts['organisations secret and withheld']).toBeGreaterThan(30);
  });
});

describe('outcome records', () => {
  it('hold as they were signed, and no changed one does', () => {
    const counts = checkRecords({ seed, proposals: 40, mutated: 450, forged: 40 });
    expect(counts['mutated records refused']).toBe(450);
  });
});

describe('ballots in the store', () => {
  it('count for nobody once changed, swapped or replayed, and the closing says how many', async () => {
    const counts = await tamperWithRows({ seed, log, rounds: 1, people: 60, tampered: 30 });
    expect(counts['rows refused']).toBe(30);
  });

  it('could be turned or moved were they sealed with less care', () => {
    expect(attackUnbound(seed, 100)['votes moved where rows are bound to nobody']).toBe(100);
  });
});
