import { expect, it } from 'vitest';
import { closePollWhenDue } from '../../src/polls/close.js';
import { kim, mara, olu } from '../proposals/acting.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, MINUTE, SECOND } from '../proposals/world.js';
import { answering, answersIn, polling, ranking, storedPoll, takingBack } from './acting.js';

it('wherever the process ends in making a poll, it is not there, or has its card and its closing', async () => {
  const writes = await everyPrefix({
    prepare: () => Promise.resolve(undefined),
    act: (world) => polling(world),
    async then(after, _nothing, finished, posted) {
      const [row] = await after.deps.polls.range({ limit: 10 });
      if (finished) expect(row).toBeDefined();
      expect(posted('poll')).toBe(row === undefined ? 0 : 1);
      expect(await after.deps.versionKeys.list()).toHaveLength(row === undefined ? 0 : 1);
      await after.wait(3 * DAY);
      await after.live(2 * MINUTE);
      expect(posted('poll result')).toBe(row === undefined ? 0 : 1);
      expect(await after.deps.versionKeys.list()).toEqual([]);
    },
  });
  expect(writes).toBeGreaterThan(3);
});

it('wherever it ends in answering and taking back, what was there counts, or what is there now', async () => {
  await everyPrefix({
    prepare: async (world) => {
      const poll = await polling(world);
      await ranking(world, poll, kim, [2, 1]);
      return poll;
    },
    async act(world, poll) {
      await answering(world, poll, kim, { chosen: [0], rank: 1 });
      await takingBack(world, poll, kim);
    },
    async then(after, poll, finished) {
      const [answer] = await answersIn(after, poll);
      if (finished) expect(answer?.choices).toEqual([]);
      expect([[2, 1], [0], []]).toContainEqual(answer?.choices);
    },
  });
});

it('wherever it ends in closing, there is one result, posted once, the card says so, and nothing of any answer is left', async () => {
  const results = new Set<string>();
  const writes = await everyPrefix({
    async prepare(world) {
      const poll = await polling(world);
      await ranking(world, poll, kim, [2, 1]);
      await ranking(world, poll, mara, [2]);
      await ranking(world, poll, olu, [0, 1, 2]);
      await world.live(MINUTE);
      return poll;
    },
    act: ({ deps }, { id, closesAt }) =>
      closePollWhenDue(deps, id, new Date(Date.parse(closesAt) + 10 * SECOND)),
    async then(after, poll, _finished, posted) {
      await after.wait(3 * DAY);
      await after.live(2 * MINUTE);
      const { result } = await storedPoll(after, poll);
      results.add(JSON.stringify(result));
      expect(posted('poll result')).toBe(1);
      expect(posted('poll')).toBe(1);
      expect(after.edits('poll')).toBeGreaterThan(0);
      expect(await after.deps.ballots.range({ limit: 1 })).toEqual([]);
      expect(await after.deps.versionKeys.list()).toEqual([]);
      expect(await after.rows('close-poll')).toEqual([]);
    },
  });
  expect(writes).toBeGreaterThan(4);
  // Of three answers only the winner is kept, and it is the same wherever it ended.
  expect([...results]).toEqual([JSON.stringify({ winner: 2, refused: 0 })]);
});
