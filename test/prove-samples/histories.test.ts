import { describe, expect, it } from 'vitest';
import { racing, racingUnguarded } from '../prove/closing/race.js';
import { faultsAreNoticed, manyHistories } from '../prove/histories/many.js';

/** Short runs of `npm run prove histories` and `closing`, with a fixed seed. */
const seed = 2027;
const log = () => undefined;

describe('histories of clicks', () => {
  it('end as the rules say, and faults planted in the rules are noticed', async () => {
    const faults = await faultsAreNoticed({ seed, log, atMost: 100 });
    expect(Object.keys(faults).length).toBeGreaterThan(3);
    const counts = await manyHistories({ seed, log, inMemory: 40, onDisk: 4 });
    expect(counts['histories']).toBe(44);
  });
});

describe('clicks racing the closing', () => {
  it('are counted or refused, none confirmed and missing; without the queue some are', async () => {
    const counts = await racing({ seed, log, rounds: 8, onDisk: 2 });
    expect(Object.values(counts).length).toBeGreaterThan(0);
    expect(await racingUnguarded({ seed, log, atMost: 50 })).toBeDefined();
  });
});
