import { describe, expect, it } from 'vitest';
import { closeWhenDue } from '../../src/proposals/close.js';
import { listProposals } from '../../src/proposals/list.js';
import { bringClosingForward, withdrawProposal } from '../../src/proposals/settle.js';
import { draftIn, kim, mara, publishIn } from './acting.js';
import { everyPrefix } from './every-prefix.js';
import { DAY, GUILD, HOUR, MINUTE, SECOND } from './world.js';

const BALLOTS = ['open', 'secret'] as const;

describe('wherever the process ends', () => {
  it.each(BALLOTS)(
    'in publishing, with %s ballots: it is not there, or has its card, its place in the list and its closing',
    async (ballots) => {
      const writes = await everyPrefix({
        rule: { ballots },
        prepare: (world) => draftIn(world),
        act: (world, { id }) => publishIn(world, id),
        async then(after, { id }, finished, posted) {
          const proposal = await after.deps.proposals.get(id);
          if (finished) expect(proposal).toBeDefined();
          expect(posted('card')).toBe(proposal === undefined ? 0 : 1);
          // The person presses Publish again, if they can.
          await publishIn(after, id);
          await after.live(2 * MINUTE);
          expect(posted('card')).toBe(1);
          expect((await listProposals(after.deps, GUILD.id, 0)).proposals.map((listed) => listed.id)).toEqual(
            [id],
          );
          await after.wait(3 * DAY);
          expect((await after.deps.proposals.get(id))?.state).toBe('not agreed');
          expect(await after.deps.drafts.range({ limit: 1 })).toEqual([]);
          expect(await after.deps.versionKeys.list()).toEqual([]);
        },
      });
      expect(writes).toBeGreaterThan(3);
    },
  );

  it('in saving a draft: nothing of it is left after its day', async () => {
    await everyPrefix({
      prepare: () => Promise.resolve(undefined),
      act: (world) => draftIn(world),
      async then(after) {
        await after.wait(DAY);
        expect(await after.deps.drafts.range({ limit: 1 })).toEqual([]);
      },
    });
  });

  it('in bringing closing forward: it stays as it was, or is announced', async () => {
    await everyPrefix({
      prepare: (world) => world.publish(),
      act: ({ deps, now }, { id }) => bringClosingForward(deps, id, mara, now()),
      async then(after, { id, closesAt }, finished, posted) {
        const moved = (await after.deps.proposals.get(id))?.closesAt !== closesAt;
        if (finished) expect(moved).toBe(true);
        expect(posted('closing moved')).toBe(moved ? 1 : 0);
        await after.wait(HOUR + MINUTE);
        expect((await after.deps.proposals.get(id))?.state).toBe(moved ? 'not agreed' : 'open');
      },
    });
  });

  it.each(BALLOTS)(
    'in withdrawing, with %s ballots: it is open, or its card says that it is not',
    async (ballots) => {
      await everyPrefix({
        rule: { ballots },
        prepare: async (world) => {
          const proposal = await world.publish();
          await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
          return proposal;
        },
        act: ({ deps, now }, { id }) => withdrawProposal(deps, id, mara, now()),
        async then(after, { id }, finished) {
          const { state } = (await after.deps.proposals.get(id)) ?? {};
          if (finished) expect(state).toBe('withdrawn');
          if (state !== 'withdrawn') return;
          expect(after.edits('card')).toBeGreaterThan(0);
          expect(await after.deps.versionKeys.list()).toEqual([]);
        },
      });
    },
  );

  it('in voting: the vote counts, or does not, and the closing takes what was there', async () => {
    await everyPrefix({
      prepare: (world) => world.publish(),
      act: (world, { id }) => world.click({ proposalId: id, choice: 'for' }, kim),
      async then(after, { id }, finished) {
        await after.wait(3 * DAY);
        const cast = (await after.deps.proposals.get(id))?.outcome?.[0]?.tally?.for;
        expect(cast).toBe(finished ? 1 : cast);
        expect([0, 1]).toContain(cast);
      },
    });
  });

  it.each(BALLOTS)('in closing, with %s ballots: one outcome, posted once', async (ballots) => {
    await everyPrefix({
      rule: { ballots },
      async prepare(world) {
        const proposal = await world.publish();
        await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
        await world.live(MINUTE);
        return proposal;
      },
      act: ({ deps }, { id, closesAt }) =>
        closeWhenDue(deps, id, new Date(Date.parse(closesAt) + 10 * SECOND)),
      async then(after, { id }, _finished, posted) {
        await after.wait(3 * DAY);
        await after.live(2 * MINUTE);
        expect(await after.deps.proposals.get(id)).toMatchObject({
          state: 'agreed',
          outcome: [{ position: 'in' }],
        });
        expect(posted('outcome')).toBe(1);
        expect(after.edits('card')).toBeGreaterThan(0);
        expect(await after.deps.ballots.range({ limit: 1 })).toEqual([]);
        expect(await after.deps.versionKeys.list()).toEqual([]);
      },
    });
  });
});
