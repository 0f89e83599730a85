import { describe, expect, it } from 'vitest';
import { eraseOwn } from '../../src/privacy/erase.js';
import { showOwn, tracesOf } from '../../src/privacy/own-data.js';
import { askForNudge } from '../../src/proposals/nudge.js';
import { reportProposal } from '../../src/proposals/report.js';
import { followProposal } from '../../src/reminders/follow.js';
import { set } from '../reminders/acting.js';
import { answering, polling } from '../polls/acting.js';
import { draftIn, kim, mara } from '../proposals/acting.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, member, newWorld, TYPED, type World } from '../proposals/world.js';

async function kindsOf({ deps, now }: World, who = kim): Promise<string[]> {
  return (await showOwn(deps, who, now())).map(({ kind, count }) => `${kind} ${String(count)}`);
}

/** Kim proposes, votes, asks and answers; Mara votes as well. */
async function busy(world: World) {
  const { deps, now } = world;
  const proposal = await world.publish({ ...TYPED, closes: 'in 5 days' }, kim);
  for (const who of [kim, mara]) await world.click({ proposalId: proposal.id, choice: 'for' }, who);
  await askForNudge(deps, proposal.id, kim, now());
  await followProposal(deps, proposal, kim, now());
  await reportProposal(deps, proposal, kim);
  const poll = await polling(world, { closes: 'in 3 days' }, kim);
  for (const who of [kim, mara]) await answering(world, poll, who, { chosen: [1], rank: 1 });
  await set(world, { when: 'in 9 days' });
  await draftIn(world, TYPED, kim);
  return { proposal, poll };
}

const BUSY = [
  'reminder 4',
  'draft 1',
  'proposal-open 1',
  'ballot 1',
  'nudge 1',
  'follow 1',
  'report 1',
  'poll-open 1',
  'answer 1',
];

describe('erasing oneself', () => {
  it(
    'interrupted after any write, is finished by asking again, and the vote goes on',
    { timeout: 60_000 },
    async () => {
      const writes = await everyPrefix({
        prepare: async (world) => {
          const made = await busy(world);
          expect(await kindsOf(world)).toEqual(BUSY);
          return made;
        },
        act: ({ deps, now }) => eraseOwn(deps, kim, now()),
        then: async (after, { proposal, poll }, finished) => {
          if (!finished) await eraseOwn(after.deps, kim, after.now());
          expect(await kindsOf(after)).toEqual([]);
          const names = [kim.userId, `nudge ${proposal.id}-1 ${kim.userId}`].map((of) =>
            after.store.pseudonym(of),
          );
          const due = (await after.deps.due.page(1_000)).filter(({ id }) =>
            names.some((name) => id.includes(name)),
          );
          expect(due).toEqual([]);
          expect(await kindsOf(after, mara)).toEqual(['ballot 1', 'answer 1']);
          await after.wait(6 * DAY);
          const closed = await after.deps.proposals.get(proposal.id);
          expect(closed?.outcome?.[0]).toMatchObject({ tally: { for: 1, against: 0, abstain: 0 } });
          expect((await after.deps.polls.get(poll.id))?.result).toMatchObject({ winner: 1 });
        },
      });
      expect(writes).toBeGreaterThan(10);
    },
  );

  it('while somebody keeps clicking, what is made meanwhile is erased too or stands whole', async () => {
    const world = await newWorld();
    const { proposal } = await busy(world);
    const erasing = eraseOwn(world.deps, kim, world.now());
    for (let click = 0; click < 20; click += 1)
      await world.click({ proposalId: proposal.id, choice: 'against' }, kim);
    await erasing;
    const left = await kindsOf(world);
    expect(['ballot 1', undefined]).toContain(left[0]);
    if (left.length > 0) expect(await world.choiceOf(proposal, kim)).toBe('against');
    await eraseOwn(world.deps, kim, world.now());
    expect(await kindsOf(world)).toEqual([]);
  });

  it('finds nothing of somebody else', async () => {
    const world = await newWorld();
    await busy(world);
    const found: string[] = [];
    for await (const { kind } of tracesOf(world.deps, member('nobody'), world.now())) found.push(kind);
    expect(found).toEqual([]);
  });
});
