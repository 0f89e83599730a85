import { describe, expect, it } from 'vitest';
import { postsThroughKills } from '../prove/crash/posts.js';
import { votesThroughKills } from '../prove/crash/votes.js';

/** A short run of `npm run prove crash`, with a fixed seed. */
const quiet = { seed: 2027, log: (l: string) => console.error(new Date().toISOString(), l) };

describe.concurrent('a bot killed with -9', () => {
  it.each([
    ['open', 3],
    ['secret', 2],
  ] as const)(
    'keeps every vote that people were told is recorded, and counts nobody twice: %s ballots',
    { timeout: 120_000 },
    async (ballots, kills) => {
      const run = {
        people: 12,
        ballots,
        kills,
        proposals: 1,
        patienceMs: 0,
        withForgetfulStore: false,
        closes: 'while it is away',
      } as const;
      const counts = await votesThroughKills({ ...quiet, ...run });
      expect(counts['kills with a click in flight']).toBe(kills);
    },
  );

  it('posts a card once although it dies on the way', { timeout: 60_000 }, async () => {
    const run = { moments: 1, delays: 0, everyWrite: false, patienceMs: 0, reminders: 0, kills: 0 };
    const counts = await postsThroughKills({ ...quiet, ...run });
    expect(counts['kills -9 around Publish']).toBe(1);
  });
});
