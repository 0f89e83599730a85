import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RuleChange } from '../../src/organisations/rule.js';
import { closeWhenDue } from '../../src/proposals/close.js';
import { saveDraft } from '../../src/proposals/draft.js';
import { listProposals } from '../../src/proposals/list.js';
import { publishDraft } from '../../src/proposals/open.js';
import { bringClosingForward, withdrawProposal } from '../../src/proposals/settle.js';
import { sweepVersionKeys } from '../../src/proposals/sweep.js';
import { remindWhenDue } from '../../src/reminders/deliver.js';
import { editReminder } from '../../src/reminders/edit.js';
import { followProposal } from '../../src/reminders/follow.js';
import { listReminders } from '../../src/reminders/list.js';
import type { Drop, Row, Swap } from '../../src/store/driver.js';
import { StoreKeys } from '../../src/store/index.js';
import { createStore } from '../../src/store/keyed-store.js';
import { MemoryDriver } from '../../src/store/memory-driver.js';
import { Table } from '../../src/store/table.js';
import {
  CHANNEL,
  DAY,
  GUILD,
  HOUR,
  member,
  MINUTE,
  newKeyDir,
  newWorld,
  SECOND,
  TYPED,
  type World,
} from './world.js';
import { set } from '../reminders/acting.js';

/** A disk that takes so many writes and no more, as if the process had ended there. */
class FailingDriver extends MemoryDriver {
  writesLeft = Infinity;

  #write(): void {
    if (this.writesLeft <= 0) throw new Error('The process has ended.');
    this.writesLeft -= 1;
  }

  override setMany(rows: readonly Row[]): Promise<void> {
    this.#write();
    return super.setMany(rows);
  }
  override set(key: string, value: string): Promise<true> {
    this.#write();
    return super.set(key, value);
  }
  override insertMany(rows: readonly Row[]): Promise<Set<string>> {
    this.#write();
    return super.insertMany(rows);
  }
  override swapMany(rows: readonly Swap[]): Promise<Set<string>> {
    this.#write();
    return super.swapMany(rows);
  }
  override dropMany(rows: readonly Drop[]): Promise<Set<string>> {
    this.#write();
    return super.dropMany(rows);
  }
  override deleteMany(keys: string[]): Promise<boolean> {
    this.#write();
    return super.deleteMany(keys);
  }
  override delete(key: string): Promise<boolean> {
    this.#write();
    return super.delete(key);
  }
}

const BALLOTS = ['open', 'secret'] as const;
const mara = member('mara');
const kim = member('kim');

interface Crash<T> {
  /** How the server decides, where not by open ballots. */
  rule?: RuleChange;
  /** What is there before. */
  prepare: (world: World) => Promise<T>;
  /** What the process dies in the middle of. */
  act: (world: World, prepared: T) => Promise<unknown>;
  /** What has to be true after a restart, however far it got. */
  then: (after: World, prepared: T, finished: boolean, posted: (kind: string) => number) => Promise<void>;
}

/** Ends the process after the first write of an act, after the second, and so on until the act comes through. */
async function everyPrefix<T>({ rule = {}, prepare, act, then }: Crash<T>): Promise<number> {
  for (let writes = 0; ; writes += 1) {
    const driver = new FailingDriver();
    const keys = new StoreKeys(randomBytes(32));
    const keyDir = newKeyDir();
    const before = await newWorld({ store: createStore(new Table(driver), keys), keyDir, rule });
    const prepared = await prepare(before);
    await before.work.tick();
    driver.writesLeft = writes;
    const finished = await act(before, prepared).then(
      () => true,
      () => false,
    );
    // What was begun besides comes to nothing as well.
    driver.writesLeft = 0;
    await before.work.stop();

    driver.writesLeft = Infinity;
    const after = await newWorld({ store: createStore(new Table(driver), keys), keyDir, rule });
    // As at every start.
    await sweepVersionKeys(after.deps);
    await after.wait(before.now().getTime() - after.now().getTime());
    await after.live(3 * MINUTE);
    const posted = (kind: string) => before.posted(kind) + after.posted(kind);
    await then(after, prepared, finished, posted);
    if (finished) return writes;
  }
}

const draftOf = ({ deps, now }: World) =>
  saveDraft(deps, { guildId: GUILD.id, channelId: CHANNEL, typed: TYPED }, mara, now());
const publishOf = ({ deps, now }: World, draftId: string) =>
  publishDraft(deps, { draftId, guild: GUILD, locale: 'en-US' }, mara, now());

describe('wherever the process ends', () => {
  it.each(BALLOTS)(
    'in publishing, with %s ballots: it is not there, or has its card, its place in the list and its closing',
    async (ballots) => {
      const writes = await everyPrefix({
        rule: { ballots },
        prepare: draftOf,
        act: (world, { id }) => publishOf(world, id),
        async then(after, { id }, finished, posted) {
          const proposal = await after.deps.proposals.get(id);
          if (finished) expect(proposal).toBeDefined();
          expect(posted('card')).toBe(proposal === undefined ? 0 : 1);
          // The person presses Publish again, if they can.
          await publishOf(after, id);
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
      act: draftOf,
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

  it('in setting a reminder: it comes, or was never there, and takes nobody’s place', async () => {
    await everyPrefix({
      prepare: () => Promise.resolve(undefined),
      act: (world) => set(world, { text: 'x', when: 'in 3 hours', zone: 'UTC' }, kim),
      async then(after, _none, finished, posted) {
        const there = (await after.deps.reminders.range({ limit: 10 })).length;
        expect(await listReminders(after.deps, kim)).toHaveLength(there);
        if (finished) expect(there).toBe(1);
        await after.wait(4 * HOUR);
        expect(posted('reminder')).toBe(there);
        for (let count = 0; count < 50; count += 1) {
          await set(after, { text: 'y', when: 'in 3 hours', zone: 'UTC' }, kim);
        }
      },
    });
  });

  it('in following a proposal: asking again has all reminders come, each once', async () => {
    await everyPrefix({
      prepare: (world) => world.publish(),
      act: ({ deps, now }, proposal) => followProposal(deps, proposal, kim, now()),
      async then(after, proposal, _finished, posted) {
        await followProposal(after.deps, proposal, kim, after.now());
        await after.click({ proposalId: proposal.id, choice: 'for' }, kim);
        await after.wait(3 * DAY);
        for (let days = 0; days < 20; days += 1) await after.wait(DAY);
        expect(posted('reminder')).toBe(3);
      },
    });
  });

  it('in owing a reminder that is due: it comes once', async () => {
    await everyPrefix({
      prepare: (world) => set(world, { text: 'x', when: 'in 3 hours', zone: 'UTC' }, kim),
      act: ({ deps, now }, { id }) => remindWhenDue(deps, id, now()),
      async then(after, { id }, _finished, posted) {
        await after.wait(4 * HOUR);
        await after.live(2 * MINUTE);
        expect(posted('reminder')).toBe(1);
        await after.wait(8 * DAY);
        expect(await after.deps.reminders.get(id)).toBeUndefined();
        expect(await after.deps.remindersByOwner.range({ limit: 1 })).toEqual([]);
      },
    });
  });

  it('in owing one of a repeating reminder: each occurrence comes once, and the next follows', async () => {
    await everyPrefix({
      prepare: (world) => set(world, { text: 'x', when: 'every day 15:00, 3 times', zone: 'UTC' }, kim),
      act: ({ deps, now }, { id }) => remindWhenDue(deps, id, now()),
      async then(after, { id }, _finished, posted) {
        for (let days = 0; days < 4; days += 1) await after.wait(DAY);
        expect(posted('reminder')).toBe(3);
        await after.wait(8 * DAY);
        expect(await after.deps.reminders.get(id)).toBeUndefined();
        expect(await after.deps.remindersByOwner.range({ limit: 1 })).toEqual([]);
        expect(await after.deps.due.next()).toBeUndefined();
      },
    });
  });

  it('in editing a reminder: it comes once, at the old time or the new', async () => {
    await everyPrefix({
      prepare: (world) => set(world, { text: 'x', when: 'in 3 hours', zone: 'UTC' }, kim),
      act: ({ deps, now }, { id }) =>
        editReminder(deps, id, { when: 'in 5 hours', locale: 'en' }, kim, now()),
      async then(after, _reminder, finished, posted) {
        expect(await listReminders(after.deps, kim)).toHaveLength(1);
        await after.wait(4 * HOUR);
        if (finished) expect(posted('reminder')).toBe(0);
        await after.wait(2 * HOUR);
        expect(posted('reminder')).toBe(1);
      },
    });
  });
});
