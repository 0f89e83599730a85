import { describe, expect, it } from 'vitest';
import { outboxCollection } from '../../src/outbox/outbox.js';
import { editReminder, pauseReminder, resumeReminder } from '../../src/reminders/edit.js';
import { listReminders } from '../../src/reminders/list.js';
import { createReminder } from '../../src/reminders/create.js';
import { discardPlan, savePlan } from '../../src/reminders/plan.js';
import { finishReminder, snoozeReminder } from '../../src/reminders/shown.js';
import {
  DAY,
  HOUR,
  member,
  MINUTE,
  newWorld,
  NOON,
  refusalOf,
  SECOND,
  type World,
} from '../proposals/world.js';
import { set, texts } from './acting.js';

const kim = member('kim');
const lee = member('lee');
const olu = member('olu', { managesServer: true });

const DAILY = { when: 'every day 14:00', zone: 'UTC' };
const sent = ({ posts }: World) => posts.filter(({ kind }) => kind === 'reminder').map(({ at }) => at - NOON);
const days = async (world: World, count: number) => {
  for (let day = 0; day < count; day += 1) await world.wait(DAY);
};

describe('a repeating reminder', () => {
  it('comes at each of its times, on the minute', async () => {
    const world = await newWorld();
    await set(world, DAILY);
    for (let hour = 0; hour < 53; hour += 1) await world.wait(HOUR);
    expect(sent(world)).toEqual([2 * HOUR, DAY + 2 * HOUR, 2 * DAY + 2 * HOUR]);
  });

  it('is set only after its next times were looked at and Save was pressed, and only once', async () => {
    const world = await newWorld();
    const input = { text: 'x', locale: 'en', ...DAILY };
    const wished = await createReminder(world.deps, input, kim, world.now());
    expect(wished).toMatchObject({
      kind: 'look',
      next: [
        { instant: '2027-03-01T14:00:00.000Z' },
        { instant: '2027-03-02T14:00:00.000Z' },
        { instant: '2027-03-03T14:00:00.000Z' },
      ],
    });
    expect(await texts(world, kim)).toEqual([]);
    const { id } = wished.reminder;
    expect(await refusalOf(savePlan(world.deps, id, lee, world.now()))).toBe('plan-gone');
    const all = await Promise.all([1, 2, 3].map(() => savePlan(world.deps, id, kim, world.now())));
    expect(new Set(all.map((reminder) => reminder.id))).toEqual(new Set([id]));
    expect(await texts(world, kim)).toEqual(['x']);
  });

  it('is not set once it was discarded, has waited an hour, or its first time has gone by', async () => {
    const world = await newWorld();
    const wish = (when: string) =>
      createReminder(world.deps, { text: 'x', locale: 'en', zone: 'UTC', when }, kim, world.now());
    const first = await wish('every day 14:00');
    await discardPlan(world.deps, first.reminder.id, kim);
    expect(await refusalOf(savePlan(world.deps, first.reminder.id, kim, world.now()))).toBe('plan-gone');
    const second = await wish('every day 12:30');
    await world.wait(31 * MINUTE);
    expect(await refusalOf(savePlan(world.deps, second.reminder.id, kim, world.now()))).toBe('plan-gone');
    const third = await wish('every day 18:00');
    await world.wait(HOUR);
    expect(await refusalOf(savePlan(world.deps, third.reminder.id, kim, world.now()))).toBe('plan-gone');
    expect(await world.deps.plans.range({ limit: 1 })).toEqual([]);
  });

  it.each([
    ['a minute', MINUTE, 1],
    ['an hour', HOUR, 1],
    ['a day', DAY, 1],
    ['seven days', 7 * DAY, 1],
  ])('sends one message after %s offline, and goes on at its next time', async (_long, offline, late) => {
    const world = await newWorld();
    await set(world, DAILY);
    await world.wait(2 * HOUR - SECOND);
    expect(sent(world)).toEqual([]);
    await world.wait(SECOND + offline);
    expect(sent(world)).toHaveLength(late);
    const [listed] = await listReminders(world.deps, kim);
    const next = Date.parse(listed?.reminder.due.instant ?? '');
    expect(next).toBeGreaterThan(world.now().getTime());
    await world.wait(next - world.now().getTime());
    expect(sent(world)).toHaveLength(late + 1);
  });

  it('ends after so many times, those missed counted, and is then forgotten', async () => {
    const world = await newWorld();
    const { id } = await set(world, { when: 'every day 14:00, 4 times', zone: 'UTC' });
    await world.wait(3 * HOUR);
    await world.wait(2 * DAY);
    expect(sent(world)).toHaveLength(2);
    await days(world, 5);
    expect(sent(world)).toHaveLength(3);
    expect(await texts(world, kim)).toEqual([]);
    await days(world, 8);
    expect(await world.deps.reminders.get(id)).toBeUndefined();
    expect(await world.deps.due.next()).toBeUndefined();
  });

  it('that ended while offline tells of its last time, not of a later one', async () => {
    const world = await newWorld();
    const { id } = await set(world, { when: 'every day 14:00, 2 times', zone: 'UTC' });
    await world.wait(6 * DAY);
    expect(sent(world)).toEqual([6 * DAY]);
    expect(await world.deps.reminders.get(id)).toMatchObject({
      due: { instant: '2027-03-02T14:00:00.000Z' },
    });
  });

  it('keeps nothing of its messages seven days after each', async () => {
    const world = await newWorld();
    await set(world, DAILY);
    await days(world, 30);
    expect(sent(world)).toHaveLength(30);
    const items = (await outboxCollection(world.store).range({ limit: 100 })).length;
    expect(items).toBeLessThanOrEqual(8);
  });

  it('pauses itself when its channel is gone, and tells its owner', async () => {
    const world = await newWorld();
    world.discord.answers = () => ({ kind: 'parked', reason: 'gone' });
    const { id } = await set(world, { ...DAILY, channel: { channelId: 'c' } }, olu);
    await days(world, 3);
    expect(await world.deps.reminders.get(id)).toMatchObject({ paused: 'gone' });
    expect(world.deps.notices.waitingFor(olu.userId)).toEqual([id]);
  });
});

describe('pausing', () => {
  it('sends nothing, and resuming goes on at the next time', async () => {
    const world = await newWorld();
    const { id } = await set(world, DAILY);
    await pauseReminder(world.deps, id, kim);
    await pauseReminder(world.deps, id, kim);
    await days(world, 3);
    expect(sent(world)).toEqual([]);
    const { due, paused } = await resumeReminder(world.deps, id, kim, world.now());
    expect([due.instant, paused]).toEqual(['2027-03-04T14:00:00.000Z', undefined]);
    expect(await refusalOf(resumeReminder(world.deps, id, kim, world.now()))).toBe('reminder-not-paused');
    await days(world, 2);
    expect(sent(world)).toHaveLength(2);
  });

  it('of one that comes once can be ended before its time, not after', async () => {
    const world = await newWorld();
    const { id } = await set(world);
    await pauseReminder(world.deps, id, kim);
    await resumeReminder(world.deps, id, kim, world.now());
    await pauseReminder(world.deps, id, kim);
    await world.wait(4 * HOUR);
    expect(sent(world)).toEqual([]);
    expect(await refusalOf(resumeReminder(world.deps, id, kim, world.now()))).toBe('reminder-over');
    await editReminder(world.deps, id, { when: 'in 1 hour', locale: 'en' }, kim, world.now());
    await world.wait(HOUR);
    expect(sent(world)).toEqual([5 * HOUR]);
  });
});

describe('editing', () => {
  it('moves a reminder: it comes at the new time only', async () => {
    const world = await newWorld();
    const { id } = await set(world);
    await editReminder(world.deps, id, { when: 'in 5 hours', text: 'new', locale: 'en' }, kim, world.now());
    expect(await texts(world, kim)).toEqual(['new']);
    for (let hour = 0; hour < 8; hour += 1) await world.wait(HOUR);
    expect(sent(world)).toEqual([5 * HOUR]);
  });

  it('of how it repeats is looked at before it is saved, and until then the old times hold', async () => {
    const world = await newWorld();
    const { id } = await set(world, DAILY);
    const change = { when: 'every day 16:00', locale: 'en' };
    await world.wait(90 * MINUTE);
    const wished = await editReminder(world.deps, id, change, kim, world.now());
    expect(wished.kind).toBe('look');
    await world.wait(30 * MINUTE);
    expect(sent(world)).toEqual([2 * HOUR]);
    await savePlan(world.deps, id, kim, world.now());
    await world.wait(2 * HOUR);
    await world.wait(22 * HOUR);
    expect(sent(world)).toEqual([2 * HOUR, 4 * HOUR]);
  });

  it('only the zone keeps the time on the wall', async () => {
    const world = await newWorld();
    const { id } = await set(world, { when: 'tomorrow 9am', zone: 'UTC' });
    const edited = await editReminder(world.deps, id, { zone: 'Asia/Tokyo', locale: 'en' }, kim, world.now());
    expect(edited.reminder.due).toEqual({
      instant: '2027-03-02T00:00:00.000Z',
      wall: '2027-03-02T09:00',
      zone: 'Asia/Tokyo',
    });
  });

  it('a repeat may be added to one that comes once, and a date without one ends it', async () => {
    const world = await newWorld();
    const { id } = await set(world, { when: 'tomorrow 9am', zone: 'UTC' });
    await editReminder(world.deps, id, { repeat: 'weekly', locale: 'en' }, kim, world.now());
    const weekly = await savePlan(world.deps, id, kim, world.now());
    expect(weekly.repeat).toMatchObject({ pattern: { kind: 'weekly', every: 1, days: [2] }, time: '09:00' });
    await editReminder(world.deps, id, { when: 'tomorrow 10am', locale: 'en' }, kim, world.now());
    expect((await world.deps.reminders.get(id))?.repeat).toBeUndefined();
  });

  it.each([
    ['nothing', {}, 'nothing-to-change'],
    ['to the past', { when: '1 February 2027 10:00' }, 'when-past'],
    ['to no text', { text: ' ' }, 'text-empty'],
    ['to a channel, by a member', { channel: { channelId: 'c' } }, 'organisers-only'],
    ['a mention without a channel', { mentionRoleId: 'r' }, 'mention-needs-channel'],
  ])('%s: refused', async (_what, change, reason) => {
    const world = await newWorld();
    const { id } = await set(world);
    const before = await world.deps.reminders.get(id);
    const edited = editReminder(world.deps, id, { ...change, locale: 'en' }, kim, world.now());
    expect(await refusalOf(edited)).toBe(reason);
    expect(await world.deps.reminders.get(id)).toEqual(before);
  });
});

describe('Done and Snooze', () => {
  it.each([
    ['snooze-10', 10 * MINUTE],
    ['snooze-60', HOUR],
  ] as const)('%s brings it once more', async (until, after) => {
    const world = await newWorld();
    const { id, due } = await set(world);
    await world.wait(3 * HOUR + 5 * MINUTE);
    const at = { reminderId: id, dueAt: new Date(due.instant), until };
    await Promise.all([1, 2, 3].map(() => snoozeReminder(world.deps, at, kim, world.now())));
    const pressed = world.now().getTime() - NOON;
    await world.wait(after);
    await world.wait(DAY);
    expect(sent(world)).toEqual([3 * HOUR + 5 * MINUTE, pressed + after]);
  });

  it('Tomorrow is the same time on the wall, also over a clock change', async () => {
    const world = await newWorld();
    const { id, due } = await set(world, { when: '27 March 2027 09:00', zone: 'Europe/Berlin' });
    await world.wait(Date.parse(due.instant) - NOON);
    const at = { reminderId: id, dueAt: new Date(due.instant), until: 'tomorrow' as const };
    const snoozed = await snoozeReminder(world.deps, at, kim, world.now());
    expect(snoozed.due).toEqual({
      instant: '2027-03-28T07:00:00.000Z',
      wall: '2027-03-28T09:00',
      zone: 'Europe/Berlin',
    });
    // Having changed one's mind moves it.
    const sooner = await snoozeReminder(world.deps, { ...at, until: 'snooze-10' }, kim, world.now());
    expect(sooner.id).toBe(snoozed.id);
    expect(await texts(world, kim)).toEqual(['Bring the banner']);
  });

  it('is for its owner only', async () => {
    const world = await newWorld();
    const { id, due } = await set(world);
    await world.wait(3 * HOUR);
    const at = { reminderId: id, dueAt: new Date(due.instant), until: 'snooze-10' as const };
    expect(await refusalOf(snoozeReminder(world.deps, at, lee, world.now()))).toBe('reminder-unknown');
    expect(await refusalOf(finishReminder(world.deps, id, lee))).toBe('reminder-unknown');
  });

  it('Done leaves nothing of one that came once, and lets one that repeats go on', async () => {
    const world = await newWorld();
    const once = await set(world);
    const daily = await set(world, DAILY);
    await world.wait(3 * HOUR);
    expect(await finishReminder(world.deps, once.id, kim)).toEqual({ next: undefined });
    expect(await finishReminder(world.deps, once.id, kim)).toEqual({ next: undefined });
    expect(await world.deps.reminders.get(once.id)).toBeUndefined();
    const { next } = await finishReminder(world.deps, daily.id, kim);
    expect(next?.instant).toBe('2027-03-02T14:00:00.000Z');
  });
});
