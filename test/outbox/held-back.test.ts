import { describe, expect, it } from 'vitest';
import { ABOUT, HOUR, MINUTE, outboxOn, SECOND, SENT, START, TARGET } from './outbox-stage.js';

describe('while nothing may be tried with its target', () => {
  it('a message waits without an attempt, and comes when that is over', async () => {
    const { outbox, work, attempts, hold, live } = await outboxOn();
    hold({ reason: 'unavailable', until: new Date(START + MINUTE) });
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await live(MINUTE - 5 * SECOND);
    expect(attempts).toEqual([]);
    expect(await outbox.find('a')).toMatchObject({ state: 'owed', attempts: 0, reason: 'unavailable' });
    hold(undefined);
    await live(10 * SECOND);
    expect(attempts).toHaveLength(1);
    expect((await outbox.find('a'))?.reason).toBeUndefined();
  });

  it('it is parked after 72 hours, unless what holds it up is nobody’s fault', async () => {
    for (const patient of [false, true]) {
      const { outbox, work, attempts, hold, wait, at } = await outboxOn();
      await outbox.owe('a', ABOUT, TARGET);
      hold({ reason: 'may-not-post', until: new Date(at() + HOUR), patient });
      await work.tick();
      for (let hours = 0; hours < 80; hours += 1) {
        hold({ reason: 'may-not-post', until: new Date(at() + 2 * HOUR), patient });
        await wait(HOUR * 1.1);
      }
      expect(attempts).toEqual([]);
      expect((await outbox.find('a'))?.state).toBe(patient ? 'owed' : 'parked');
    }
  });

  it('it is parked at once where it never will', async () => {
    const { outbox, work, attempts, hold, rows, live } = await outboxOn();
    hold({ reason: 'gone' });
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    expect(await outbox.find('a')).toMatchObject({ state: 'parked', reason: 'gone' });
    await live(2 * MINUTE);
    expect(attempts).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('what comes to nothing before it was sent counts as no attempt either', async () => {
    const { outbox, work, attempts, answer, wait } = await outboxOn();
    answer(() => ({ kind: 'waits', reason: 'rate-limit', until: new Date(START + 40 * SECOND) }));
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    expect(await outbox.find('a')).toMatchObject({ state: 'owed', attempts: 0, reason: 'rate-limit' });
    expect((await outbox.find('a'))?.claimedAt).toBeUndefined();
    answer(() => SENT);
    await wait(45 * SECOND);
    expect(attempts).toHaveLength(2);
    expect(await outbox.find('a')).toMatchObject({ state: 'sent' });
  });
});

describe('a change of permissions', () => {
  it('brings forward what waited for it in that channel, and nothing else', async () => {
    const { outbox, work, attempts, answer, wait } = await outboxOn();
    answer(() => ({ kind: 'failed', reason: 'may-not-post', slow: true }));
    for (const channelId of ['c', 'd']) await outbox.owe(channelId, ABOUT, { ...TARGET, channelId });
    await work.tick();
    await wait(MINUTE);
    expect(attempts).toHaveLength(2);
    expect([...outbox.heldChannels()].sort()).toEqual(['c', 'd']);
    answer(() => SENT);
    await outbox.wake('c');
    await work.tick();
    expect(attempts).toHaveLength(3);
    expect(await outbox.find('c')).toMatchObject({ state: 'sent' });
    expect(await outbox.find('d')).toMatchObject({ state: 'owed', reason: 'may-not-post' });
    expect([...outbox.heldChannels()]).toEqual(['d']);
    await wait(20 * MINUTE);
    expect(attempts).toHaveLength(4);
  });
});
