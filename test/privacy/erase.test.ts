import { describe, expect, it } from 'vitest';
import { erasedView } from '../../src/discord/privacy-views.js';
import { eraseOwn } from '../../src/privacy/erase.js';
import { exportOwn, showOwn, tracesOf } from '../../src/privacy/own-data.js';
import { askForNudge } from '../../src/proposals/nudge.js';
import { reportProposal } from '../../src/proposals/report.js';
import { followProposal } from '../../src/reminders/follow.js';
import { set } from '../reminders/acting.js';
import { loadTexts } from '../../src/texts/texts.js';
import { answering, polling } from '../polls/acting.js';
import { draftIn, kim, mara } from '../proposals/acting.js';
import { misread } from '../support/misread.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, member, newWorld, TYPED, type World } from '../proposals/world.js';

async function kindsOf({ deps, now }: World, who = kim): Promise<string[]> {
  const { kept } = await showOwn(deps, who, now());
  return kept.map(({ kind, count }) => `${kind} ${String(count)}`);
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

  it('looks again where rows could not be read for a moment, and erases what is in them', async () => {
    const world = await newWorld();
    await busy(world);
    const deps = { ...world.deps, proposals: misread(world.deps.proposals, 1) };
    expect(await eraseOwn(deps, kim, world.now())).toMatchObject({
      removed: { ballot: 1, 'proposal-open': 1 },
      unreadable: 0,
    });
    expect(await kindsOf(world)).toEqual([]);
  });

  it('says how many rows cannot be read, erases the rest, and hides neither when asked for all there is', async () => {
    const world = await newWorld();
    await busy(world);
    const deps = { ...world.deps, proposals: misread(world.deps.proposals, Infinity) };
    expect((await showOwn(deps, kim, world.now())).unreadable).toBe(1);
    expect(JSON.parse(await exportOwn(deps, kim, world.now()))).toMatchObject({ recordsThatCannotBeRead: 1 });
    const { removed, unreadable } = await eraseOwn(deps, kim, world.now());
    expect(unreadable).toBe(1);
    expect(removed).toMatchObject({ answer: 1, draft: 1 });
    expect(await kindsOf(world)).toEqual(['proposal-open 1', 'ballot 1', 'follow 1', 'report 1']);
    const t = (await loadTexts('data/locales', true)).in('en');
    const view = erasedView(t, { operatorContact: 'Harbour Tech' }, { removed, unreadable });
    expect(view).toMatchObject({ title: 'Erased, but for what cannot be read', tone: 'warning' });
    expect(view.body).toContain('1 record cannot be read, so the bot cannot say whether it is about you.');
    expect(view.body).toContain('Who runs this bot: Harbour Tech');
  });

  it('finds nothing of somebody else', async () => {
    const world = await newWorld();
    await busy(world);
    const found: string[] = [];
    for await (const { kind } of tracesOf(world.deps, member('nobody'), world.now())) found.push(kind);
    expect(found).toEqual([]);
  });
});
