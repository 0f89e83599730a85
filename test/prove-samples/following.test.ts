import { describe, expect, it } from 'vitest';
import type { Step } from '../prove/following/course.js';
import type { Kill } from '../prove/following/kills.js';
import { go, PLOTS, withBeginning } from '../prove/following/many.js';
import { Random } from '../prove/random.js';

const TEN_MINUTES = 600_000;
const EVENT = 'POST /guilds/:id/scheduled-events in 0, 1.';

/** A short run of `npm run prove following`, with a fixed seed. */
describe.concurrent('an agreed action in three servers', () => {
  it('is right after each step although the bot dies on the way', { timeout: 120_000 }, async () => {
    const random = new Random(2027);
    const write = { at: 'write', n: random.between(1, 12), when: 'after' } as const;
    const kills = new Map<Step, Kill>([
      ['closing', { at: 'request', name: EVENT, when: 'after', awayMs: TEN_MINUTES }],
      ['re-timing', { ...write, awayMs: 0 }],
    ]);
    const { course, wrong } = await withBeginning((kept) => go(kept, PLOTS[1]!, kills));
    expect(wrong).toBeUndefined();
    expect(course.died.map(({ step }) => step)).toEqual([...kills.keys()]);
    expect(course.died[0]?.unrecorded).toBe(1);
  });
});
