import { describe, expect, it } from 'vitest';
import { Ledger } from '../prove/secrecy/ledger.js';
import { plantedIsFound } from '../prove/secrecy/planted.js';
import { liveVotes, secretVotes } from '../prove/secrecy/votes.js';
import { weaknessesAreFound } from '../prove/secrecy/weak.js';

/** A short run of `npm run prove secrecy`, with a fixed seed. */
const seed = 2027;
const log = () => undefined;

describe('a closed secret ballot', () => {
  it('links nobody to a vote, and everybody where a copy of its key was kept', async () => {
    const ledger = new Ledger();
    await secretVotes({ seed, log, proposals: 4, together: 4, least: 5, most: 120 }, ledger);
    const counts = ledger.judge(log);
    const people = String(counts['people who voted secretly']);
    expect(Number(people)).toBeGreaterThan(60);
    expect(counts['linked with the key kept']).toBe(`${people} of ${people}`);
  });

  it('would be seen to link people were it kept with less care', async () => {
    await expect(weaknessesAreFound(seed, 200)).resolves.toBeTypeOf('object');
    expect(await liveVotes(seed, 12)).toEqual({ right: 12, voters: 12 });
  });

  it('is searched for by a search that finds what is planted', async () => {
    const counts = await plantedIsFound(seed);
    expect(counts['traces planted one by one, and found']).toBeGreaterThan(250);
  });
});
