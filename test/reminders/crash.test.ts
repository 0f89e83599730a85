import { describe, expect, it } from 'vitest';
import { remindWhenDue } from '../../src/reminders/deliver.js';
import { editReminder } from '../../src/reminders/edit.js';
import { followProposal } from '../../src/reminders/follow.js';
import { listReminders } from '../../src/reminders/list.js';
import { kim } from '../proposals/acting.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, HOUR, MINUTE } from '../proposals/world.js';
import { set } from './acting.js';

describe('wherever the process ends', () => {
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
