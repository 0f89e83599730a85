import { describe, expect, it } from 'vitest';
import { nextAttempt } from '../../src/outbox/retry.js';
import { ABOUT, FAILED, HOUR, MINUTE, outboxOn, SECOND, SENT, START, TARGET } from './outbox-stage.js';

describe('a failure that may pass', () => {
  it('is tried again with growing waits: 5 s doubling to an hour, and up to a fifth more', () => {
    const now = new Date(START);
    const owedAt = now.toISOString();
    for (let attempts = 0; attempts < 40; attempts += 1) {
      const wait = Math.min(HOUR, 5 * SECOND * 2 ** attempts);
      for (let round = 0; round < 20; round += 1) {
        const after = (nextAttempt({ attempts, owedAt }, FAILED, now)?.getTime() ?? 0) - START;
        expect(after).toBeGreaterThanOrEqual(wait);
        expect(after).toBeLessThanOrEqual(wait * 1.2);
      }
    }
  });

  it('is not tried at the same moment by many', () => {
    const moments = Array.from({ length: 50 }, () =>
      nextAttempt(
        { attempts: 12, owedAt: new Date(START).toISOString() },
        FAILED,
        new Date(START),
      )?.getTime(),
    );
    expect(new Set(moments).size).toBeGreaterThan(40);
  });

  it('that needs somebody is tried less often', () => {
    const slow = nextAttempt(
      { attempts: 0, owedAt: new Date(START).toISOString() },
      { kind: 'failed', reason: 'may-not-post', slow: true },
      new Date(START),
    );
    expect((slow?.getTime() ?? 0) - START).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  it('is parked after 72 hours', async () => {
    const { outbox, work, attempts, answer, wait, rows } = await outboxOn();
    answer(() => FAILED);
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    for (let hours = 0; hours < 80; hours += 1) await wait(HOUR * 0.95);
    expect(await outbox.find('a')).toMatchObject({ state: 'parked', reason: 'discord-500' });
    const last = attempts.at(-1)?.at ?? 0;
    expect(last - START).toBeGreaterThan(72 * HOUR);
    expect(last - START).toBeLessThan(75 * HOUR);
    expect(await rows()).toEqual([]);
  });

  it('is parked after as many tries as it allows', async () => {
    const { outbox, work, attempts, answer, live, rows } = await outboxOn();
    answer(() => ({ kind: 'failed', reason: 'cannot-compose', tries: 4 }));
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await live(10 * MINUTE);
    expect(attempts).toHaveLength(4);
    expect(await outbox.find('a')).toMatchObject({ state: 'parked', reason: 'cannot-compose' });
    expect(await rows()).toEqual([]);
  });

  it('is a failure also when the courier throws, and leaves nothing of the exception but its name', async () => {
    const { outbox, work, answer, attempts, live } = await outboxOn();
    answer(() => {
      throw new TypeError('secret text');
    });
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    expect(await outbox.find('a')).toMatchObject({ state: 'owed', attempts: 1, reason: 'TypeError' });
    answer(() => SENT);
    await live(10 * SECOND);
    expect(attempts).toHaveLength(2);
    const sent = await outbox.find('a');
    expect(sent).toMatchObject({ state: 'sent', attempts: 0 });
    expect(sent?.reason).toBeUndefined();
  });
});

describe('a message that cannot be delivered', () => {
  it.each(['gone', 'dms-closed'])('is parked with its reason: %s', async (reason) => {
    const { outbox, work, answer, attempts, live, rows } = await outboxOn();
    answer(() => ({ kind: 'parked', reason }));
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await live(5 * MINUTE);
    expect(await outbox.find('a')).toMatchObject({ state: 'parked', reason });
    expect(attempts).toHaveLength(1);
    expect(await rows()).toEqual([]);
  });

  it('is dropped when there is nothing to say any more', async () => {
    const { outbox, work, answer, live, attempts } = await outboxOn();
    answer(() => ({ kind: 'dropped' }));
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await outbox.oweEdit('a');
    await live(5 * MINUTE);
    expect(await outbox.find('a')).toMatchObject({ state: 'dropped' });
    expect(attempts).toHaveLength(1);
  });

  it('is tried again by an edit, but not at every click', async () => {
    const { outbox, work, answer, attempts, live, at } = await outboxOn();
    answer(() => ({ kind: 'parked', reason: 'may-not-post' }));
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    for (let click = 0; click < 60; click += 1) {
      await outbox.oweEdit('a');
      await live(20 * SECOND);
    }
    const minutes = (at() - START) / MINUTE;
    expect(attempts.length).toBeGreaterThan(1);
    expect(attempts.length).toBeLessThanOrEqual(1 + minutes / 10);
  });

  it('is forgotten on request', async () => {
    const { outbox, work, attempts, live, rows } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await outbox.forget('a');
    await work.tick();
    await live(2 * MINUTE);
    expect(attempts).toHaveLength(0);
    expect(await rows()).toEqual([]);
  });
});
