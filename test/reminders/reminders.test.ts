import { describe, expect, it } from 'vitest';
import { deleteReminder, listReminders, needReminder } from '../../src/reminders/list.js';
import { Notices } from '../../src/reminders/notices.js';
import { createPending, keepPending } from '../../src/reminders/pending.js';
import { occurrenceId } from '../../src/reminders/reminder.js';
import { showReminder } from '../../src/reminders/shown.js';
import { isLate } from '../../src/time/late.js';
import { DAY, HOUR, member, MINUTE, newWorld, NOON, refusalOf, SECOND } from '../proposals/world.js';
import { set, texts } from './acting.js';

const kim = member('kim');
const lee = member('lee');
const olu = member('olu', { managesServer: true });

describe('a reminder', () => {
  it('comes once, to who set it, on the minute', async () => {
    const world = await newWorld();
    await set(world);
    await world.live(3 * HOUR - 5 * SECOND);
    expect(world.posted('reminder')).toBe(0);
    await world.live(MINUTE);
    await world.live(DAY / 24);
    expect(world.posts.filter(({ kind }) => kind === 'reminder')).toMatchObject([
      { at: NOON + 3 * HOUR, target: { kind: 'person', userId: kim.userId } },
    ]);
  });

  it('keeps its wall time and zone beside the instant', async () => {
    const world = await newWorld();
    const { due } = await set(world, { when: '28 March 2027 02:30' });
    expect(due).toEqual({
      instant: '2027-03-28T01:30:00.000Z',
      wall: '2027-03-28T03:30',
      zone: 'Europe/Berlin',
    });
  });

  it('is cleaned, keeps its lines, and is not escaped', async () => {
    const world = await newWorld();
    const { text } = await set(world, { text: '  **a**\u202e \r\n\n\n\n b ' });
    expect(text).toBe('**a**\n\nb');
  });

  it.each([
    ['without text', { text: ' \u200b ' }, kim, 'text-empty'],
    ['of 501 characters', { text: 'x'.repeat(501) }, kim, 'text-too-long'],
    ['of 500 characters', { text: 'x'.repeat(500) }, kim, 'not refused'],
    ['at no time', { when: 'whenever' }, kim, 'when-unreadable'],
    ['in the past', { when: '1 February 2027 10:00' }, kim, 'when-past'],
    ['in a channel, from a member', { channel: { channelId: 'c' } }, kim, 'organisers-only'],
    ['in a channel, from an organiser', { channel: { channelId: 'c' } }, olu, 'not refused'],
    [
      'in a channel, from a private message',
      { channel: { channelId: 'c' } },
      (({ guildId: _none, ...rest }) => rest)(olu),
      'server-only',
    ],
    ['in a private message', {}, (({ guildId: _none, ...rest }) => rest)(kim), 'not refused'],
  ])('%s: %s', async (_what, part, by, reason) => {
    const world = await newWorld();
    expect(await refusalOf(set(world, part, by))).toBe(reason);
    const kept = await world.deps.reminders.range({ limit: 10 });
    expect(kept).toHaveLength(reason === 'not refused' ? 1 : 0);
  });

  it('due while offline comes once, and is late', async () => {
    const world = await newWorld();
    const reminder = await set(world);
    await world.wait(9 * HOUR);
    await world.live(5 * MINUTE);
    expect(world.posted('reminder')).toBe(1);
    expect((await showReminder(world.deps, reminder.id, new Date(reminder.due.instant), kim)).late).toBe(
      true,
    );
  });

  it.each([
    [0, false],
    [60_000, false],
    [60_001, true],
  ])('sent %i ms after its time is late: %s', (after, late) => {
    expect(isLate(new Date(NOON).toISOString(), new Date(NOON + after))).toBe(late);
  });

  it('is forgotten seven days after its time, and nothing of it is kept', async () => {
    const world = await newWorld();
    const reminder = await set(world);
    await world.wait(3 * HOUR);
    await world.wait(7 * DAY - SECOND);
    expect(await world.deps.reminders.get(reminder.id)).toBeDefined();
    await world.wait(SECOND);
    await world.live(2 * MINUTE);
    expect(await world.deps.reminders.range({ limit: 1 })).toEqual([]);
    expect(await world.deps.remindersByOwner.range({ limit: 1 })).toEqual([]);
    expect(await world.deps.outbox.find(occurrenceId(reminder.id, reminder.due.instant))).toBeUndefined();
    expect(await world.deps.due.next()).toBeUndefined();
  });

  it('is stored under no id of a person, and its text is sealed', async () => {
    const world = await newWorld();
    const reminder = await set(world);
    const [listed] = await world.deps.remindersByOwner.range({ limit: 1 });
    expect(listed?.id).not.toContain(kim.userId);
    const { mark } = (await world.deps.reminders.read(reminder.id)) ?? { mark: '' };
    expect(mark).not.toMatch(new RegExp(`${kim.userId}|banner`, 'u'));
  });

  it('is shown to its owner only', async () => {
    const world = await newWorld();
    const { id, due } = await set(world);
    const at = new Date(due.instant);
    expect((await showReminder(world.deps, id, at, kim)).reminder.text).toBe('Bring the banner');
    expect(await refusalOf(showReminder(world.deps, id, at, olu))).toBe('reminder-unknown');
    expect(await refusalOf(showReminder(world.deps, 'abcdefghjk', at, kim))).toBe('reminder-unknown');
  });
});

describe('the list', () => {
  it('is in order of time, with one’s own and nobody else’s', async () => {
    const world = await newWorld();
    await set(world, { text: 'third', when: 'in 3 days' });
    await set(world, { text: 'first', when: 'in 2 hours' });
    await set(world, { text: 'second', when: 'tomorrow 6pm' });
    await set(world, { text: 'another’s' }, lee);
    expect(await texts(world, kim)).toEqual(['first', 'second', 'third']);
  });

  it('has the server’s channel reminders for organisers, in that server', async () => {
    const world = await newWorld();
    await set(world, { text: 'for all', channel: { channelId: 'c' } }, olu);
    await set(world, { text: 'mine', when: 'in 4 hours' }, olu);
    expect(await texts(world, olu)).toEqual(['for all', 'mine']);
    expect(await texts(world, member('pat', { managesServer: true }))).toEqual(['for all']);
    expect(await texts(world, kim)).toEqual([]);
    expect(await texts(world, member('olu', { guildId: 'elsewhere', managesServer: true }))).toEqual([
      'mine',
    ]);
    const { guildId: _none, ...alone } = olu;
    expect(await texts(world, alone)).toEqual(['mine']);
  });

  it('loses what was delivered', async () => {
    const world = await newWorld();
    await set(world);
    await world.wait(3 * HOUR);
    expect(await texts(world, kim)).toEqual([]);
  });

  it('keeps what could not be delivered, says why, and the owner is told', async () => {
    const world = await newWorld();
    world.discord.answers = () => ({ kind: 'parked', reason: 'dms-closed' });
    const reminder = await set(world);
    await world.wait(3 * HOUR);
    expect(await listReminders(world.deps, kim)).toEqual([{ reminder, stuck: 'dms-closed' }]);
    expect(world.deps.notices.waitingFor(kim.userId)).toEqual([reminder.id]);
    expect(world.deps.notices.waitingFor(lee.userId)).toEqual([]);
    await world.deps.notices.remove(kim.userId, reminder.id);
    expect(world.deps.notices.waitingFor(kim.userId)).toEqual([]);
  });

  it.each([
    ['its id', (id: string) => id, true],
    ['its text', () => 'bring the BANNER', true],
    ['a beginning that only it has', () => 'bring', true],
    ['a beginning that two have', () => 'b', false],
    ['nothing', () => '', false],
    ['another’s text', () => 'secret', false],
  ])('finds a reminder by %s', async (_by, meant, found) => {
    const world = await newWorld();
    const { id } = await set(world);
    await set(world, { text: 'Buy paint' });
    await set(world, { text: 'secret' }, lee);
    const outcome = await needReminder(world.deps, meant(id), kim).catch(() => undefined);
    expect(outcome?.id).toBe(found ? id : undefined);
  });
});

describe('deleting', () => {
  it('takes a reminder away with all that hangs on it, so that it does not come', async () => {
    const world = await newWorld();
    const { id } = await set(world);
    await deleteReminder(world.deps, id, kim);
    expect(await texts(world, kim)).toEqual([]);
    await world.wait(4 * HOUR);
    expect(world.posted('reminder')).toBe(0);
    expect(await world.deps.reminders.get(id)).toBeUndefined();
  });

  it('is for one’s own, and for organisers the server’s', async () => {
    const world = await newWorld();
    const mine = await set(world);
    const ours = await set(world, { channel: { channelId: 'c' } }, olu);
    expect(await refusalOf(deleteReminder(world.deps, mine.id, lee))).toBe('reminder-unknown');
    expect(await refusalOf(deleteReminder(world.deps, mine.id, olu))).toBe('reminder-unknown');
    expect(await refusalOf(deleteReminder(world.deps, ours.id, kim))).toBe('reminder-unknown');
    expect(await refusalOf(deleteReminder(world.deps, ours.id, olu))).toBe('not refused');
  });
});

describe('the limit', () => {
  it('is 50 waiting per person, and one delivered or deleted makes room', async () => {
    const world = await newWorld();
    for (let count = 0; count < 50; count += 1) await set(world, { text: `r${String(count)}` });
    expect(await refusalOf(set(world))).toBe('reminders-full');
    expect(await refusalOf(set(world, {}, lee))).toBe('not refused');
    await deleteReminder(world.deps, 'r7', kim);
    expect(await refusalOf(set(world))).toBe('not refused');
    expect(await refusalOf(set(world))).toBe('reminders-full');
    await world.wait(4 * HOUR);
    expect(await refusalOf(set(world))).toBe('not refused');
  });

  it('holds when many are set at once', async () => {
    const world = await newWorld();
    const outcomes = await Promise.all(Array.from({ length: 70 }, () => refusalOf(set(world))));
    expect(outcomes.filter((outcome) => outcome === 'not refused')).toHaveLength(50);
  });

  it('is 500 in channels per server, apart from people’s own', async () => {
    const world = await newWorld();
    for (let count = 0; count < 500; count += 1) await set(world, { channel: { channelId: 'c' } }, olu);
    expect(await refusalOf(set(world, { channel: { channelId: 'c' } }, olu))).toBe('reminders-full-here');
    expect(await refusalOf(set(world, {}, olu))).toBe('not refused');
  });
});

describe('what waits for somebody’s time zone', () => {
  it('is set once the zone is known, and read in it', async () => {
    const world = await newWorld();
    const { deps } = world;
    await keepPending(deps, { text: 'x', when: 'tomorrow 6pm', locale: 'en-US' }, kim, world.now());
    const made = await createPending(deps, 'America/New_York', kim, world.now());
    expect(made?.reminder.due).toMatchObject({ wall: '2027-03-02T18:00', zone: 'America/New_York' });
    expect(await createPending(deps, 'America/New_York', kim, world.now())).toBeUndefined();
  });

  it('is set only where it was asked for', async () => {
    const world = await newWorld();
    await keepPending(world.deps, { text: 'x', when: 'in 1 hour', locale: 'en-US' }, kim, world.now());
    const elsewhere = member('kim', { guildId: 'elsewhere' });
    expect(await createPending(world.deps, 'UTC', elsewhere, world.now())).toBeUndefined();
    expect(await createPending(world.deps, 'UTC', lee, world.now())).toBeUndefined();
    expect(await createPending(world.deps, 'UTC', kim, world.now())).toBeDefined();
  });

  it('is forgotten after an hour', async () => {
    const world = await newWorld();
    await keepPending(world.deps, { text: 'x', when: 'in 9 hours', locale: 'en-US' }, kim, world.now());
    await world.wait(HOUR - 1);
    expect(await world.deps.pending.range({ limit: 1 })).toHaveLength(1);
    await world.wait(1);
    expect(await world.deps.pending.range({ limit: 1 })).toEqual([]);
  });
});

describe('notices', () => {
  it('are remembered over a restart', async () => {
    const { store, deps } = await newWorld();
    await deps.notices.add('user-a', 'abcdefghjk');
    await deps.notices.add('user-a', 'bbcdefghjk');
    await deps.notices.add('user-b', 'cbcdefghjk');
    await deps.notices.remove('user-a', 'abcdefghjk');
    const again = await Notices.load(store);
    expect(again.waitingFor('user-a')).toEqual(['bbcdefghjk']);
    expect(again.waitingFor('user-b')).toEqual(['cbcdefghjk']);
    expect(again.waitingFor('user-c')).toEqual([]);
  });
});
