import { describe, expect, it } from 'vitest';
import {
  ABOUT,
  diedSending,
  FAILED,
  HOUR,
  MINUTE,
  outboxOn,
  SECOND,
  SENT,
  START,
  TARGET,
} from './outbox-stage.js';

describe('after a crash', () => {
  it('between claim and record the next attempt knows when the first began, and keeps the nonce', async () => {
    const first = await diedSending();

    // Another process finds the same store.
    const second = await outboxOn(first.store);
    expect(await second.outbox.find('a')).toMatchObject({ state: 'claimed' });
    await second.wait(30 * SECOND);
    expect(second.attempts).toHaveLength(1);
    const [again] = second.attempts;
    expect(again?.item.nonce).toBe(first.attempts[0]?.item.nonce);
    expect(again?.item.claimedAt).toBe(new Date(START).toISOString());
    expect(await second.outbox.find('a')).toMatchObject({ state: 'sent' });
    expect((await second.outbox.find('a'))?.claimedAt).toBeUndefined();
  });
});

describe('after two crashes', () => {
  it('what is remembered is the first attempt whose end nobody knows', async () => {
    let { store } = await outboxOn();
    let at = START;
    for (let crash = 0; crash < 3; crash += 1) {
      const next = await outboxOn(store);
      store = next.store;
      next.answer(() => new Promise(() => undefined));
      if (crash === 0) await next.outbox.owe('a', ABOUT, TARGET);
      void next.wait(at - START);
      await expect.poll(() => next.attempts.length).toBe(1);
      at += MINUTE;
    }
    const last = await outboxOn(store);
    await last.wait(at - START);
    expect(last.attempts[0]?.item.unsureAt).toBe(new Date(START).toISOString());
    const sent = await last.outbox.find('a');
    expect(sent).toMatchObject({ state: 'sent' });
    expect(sent?.unsureAt).toBeUndefined();
  });

  it('an edit asked for before the repair does not make it forget when the attempt began', async () => {
    const first = await diedSending();

    const second = await outboxOn(first.store);
    second.skip(4 * MINUTE);
    // Somebody votes on the card that is there and that the bot does not know of.
    await second.outbox.oweEdit('a');
    await second.wait(MINUTE);
    expect(second.attempts).toHaveLength(1);
    const [again] = second.attempts;
    expect(again?.item.claimedAt).toBe(new Date(START).toISOString());
  });
});

describe('after an answer that was lost', () => {
  it('when that attempt began is remembered until the message is known to be there', async () => {
    const { outbox, work, attempts, answer, hold, live, wait } = await outboxOn();
    answer(() => FAILED);
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    expect((await outbox.find('a'))?.unsureAt, 'a refusal is certain').toBeUndefined();
    answer(() => {
      throw new Error('other side closed');
    });
    await live(7 * SECOND);
    const unsureAt = new Date(attempts.at(-1)?.at ?? 0).toISOString();
    expect(await outbox.find('a')).toMatchObject({ unsureAt, attempts: 2 });
    await live(MINUTE);
    answer(() => ({ kind: 'waits', reason: 'rate-limit', until: new Date(START + 5 * MINUTE) }));
    await live(2 * MINUTE);
    hold({ reason: 'held-back', until: new Date(START + 10 * MINUTE) });
    await live(5 * MINUTE);
    hold(undefined);
    answer(() => FAILED);
    await live(10 * MINUTE);
    expect(await outbox.find('a')).toMatchObject({ state: 'owed', unsureAt });
    answer(() => SENT);
    await wait(HOUR);
    expect((await outbox.find('a'))?.unsureAt).toBeUndefined();
  });
});
