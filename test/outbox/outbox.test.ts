import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIVERY, DueWork } from '../../src/due-work.js';
import { createLog } from '../../src/log.js';
import type { Delivery, Hold, Item } from '../../src/outbox/item.js';
import { nextAttempt } from '../../src/outbox/retry.js';
import { nonceOf, Outbox, outboxCollection } from '../../src/outbox/outbox.js';
import { createDueIndex, openMemoryStore, openStore, StoreKeys, type Store } from '../../src/store/index.js';

const START = Date.parse('2027-03-01T12:00:00.000Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const ABOUT = { kind: 'card', proposalId: 'p', guildId: 'g' } as const;
const TARGET = { kind: 'channel', guildId: 'g', channelId: 'c' } as const;
const SENT: Delivery = { kind: 'sent', channelId: 'c', messageId: 'm' };
const FAILED: Delivery = { kind: 'failed', reason: 'discord-500' };

/** An outbox on a store of its own, a clock that stands until it is moved, and a note of every attempt. */
async function outboxOn(given?: Store) {
  const store = given ?? (await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
  const due = createDueIndex(store);
  const items = outboxCollection(store);
  let now = START;
  const attempts: { id: string; at: number; item: Item }[] = [];
  let next: (item: Item) => Delivery | Promise<Delivery> = () => SENT;
  let held: Hold | undefined;
  const clock = () => new Date(now);
  const outbox: Outbox = new Outbox({ store, items, due, now: clock, kick: () => work.kick() });
  const courier = async (item: Item) => {
    attempts.push({ id: item.nonce, at: now, item });
    return next(item);
  };
  const work: DueWork = new DueWork({
    due,
    now: clock,
    log: createLog('silent'),
    handlers: {
      [DELIVERY]: (_id, _at, row) => outbox.attempt(row, courier, () => held).then(({ done }) => done),
    },
  });
  return {
    store,
    due,
    items,
    outbox,
    work,
    attempts,
    courier,
    answer: (how: typeof next) => {
      next = how;
    },
    hold: (how: Hold | undefined) => {
      held = how;
    },
    /** Lets time go by while the bot is stopped. */
    skip: (ms: number) => void (now += ms),
    wait: async (ms: number) => {
      now += ms;
      await work.tick();
    },
    /** Lets so much time go by, looking as often as the bot does. */
    live: async (ms: number) => {
      for (const end = now + ms; now < end;) {
        now = Math.min(end, now + 5 * SECOND);
        await work.tick();
      }
    },
    at: () => now,
    rows: async () => due.until(new Date('2099-01-01T00:00:00Z'), 1_000),
  };
}

describe('owing a message', () => {
  it('twice is owing it once', async () => {
    const { outbox, work, attempts, rows, live } = await outboxOn();
    await Promise.all([outbox.owe('a', ABOUT, TARGET), outbox.owe('a', ABOUT, TARGET)]);
    await work.tick();
    await outbox.owe('a', ABOUT, TARGET);
    await live(2 * MINUTE);
    expect(attempts).toHaveLength(1);
    expect(await outbox.find('a')).toMatchObject({
      state: 'sent',
      message: { channelId: 'c', messageId: 'm' },
    });
    expect(await rows()).toEqual([]);
  });

  it('keeps one nonce for all its attempts, and another for every other message', async () => {
    const { outbox, work, attempts, answer, live } = await outboxOn();
    answer(() => FAILED);
    await outbox.owe('a', ABOUT, TARGET);
    await outbox.owe('b', ABOUT, TARGET);
    await work.tick();
    await live(2 * MINUTE);
    expect(new Set(attempts.map(({ item }) => item.nonce))).toEqual(new Set([nonceOf('a'), nonceOf('b')]));
    expect(nonceOf('a')).not.toBe(nonceOf('b'));
    expect(nonceOf('a').length).toBeLessThanOrEqual(25);
  });

  it('is delivered even when the row is seen before the item is there', async () => {
    const { outbox, due, work, attempts, rows, live } = await outboxOn();
    await due.add({ kind: DELIVERY, id: 'a', at: new Date(START).toISOString() });
    await work.tick();
    expect(attempts).toHaveLength(0);
    expect(await rows()).toHaveLength(1);
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    expect(attempts).toHaveLength(1);
    await live(2 * MINUTE);
    expect(await rows()).toEqual([]);
  });

  it('leaves nothing behind when the item never came', async () => {
    const { due, work, rows, wait } = await outboxOn();
    await due.add({ kind: DELIVERY, id: 'a', at: new Date(START).toISOString() });
    await work.tick();
    await wait(61 * SECOND);
    expect(await rows()).toEqual([]);
  });

  it('and its edit are not lost on disk, while many others come and go', { timeout: 60_000 }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'outbox-'));
    const store = await openStore({
      path: path.join(folder, 's.sqlite'),
      keys: new StoreKeys(randomBytes(32)),
    });
    try {
      const { outbox, items, work, attempts, wait, live } = await outboxOn(store);
      const scattered = async (what: (id: string) => Promise<void>) => {
        const each = Array.from({ length: 400 }, async (_, index) => {
          await new Promise((resolve) => setTimeout(resolve, (index * 7) % 400));
          await what(`m${String(index)}`);
        });
        await Promise.all(each);
      };
      await scattered((id) => outbox.owe(id, ABOUT, TARGET));
      for (let round = 0; round < 5; round += 1) await work.tick();
      expect(new Set(attempts.map(({ id }) => id)).size).toBe(400);

      await wait(MINUTE);
      await scattered((id) => outbox.oweEdit(id));
      await live(MINUTE);
      expect(attempts).toHaveLength(800);
      for (let index = 0; index < 400; index += 1) {
        expect(await items.get(`m${String(index)}`)).toMatchObject({ state: 'sent' });
      }
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('after a crash', () => {
  it('between claim and record the next attempt knows when the first began, and keeps the nonce', async () => {
    const first = await outboxOn();
    first.answer(() => new Promise(() => undefined));
    await first.outbox.owe('a', ABOUT, TARGET);
    first.work.kick();
    await expect.poll(() => first.attempts.length).toBe(1);

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
    const first = await outboxOn();
    first.answer(() => new Promise(() => undefined));
    await first.outbox.owe('a', ABOUT, TARGET);
    first.work.kick();
    await expect.poll(() => first.attempts.length).toBe(1);

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

describe('an edit', () => {
  it('of a message not yet sent is none: it is composed from what is true then', async () => {
    const { outbox, work, attempts, live } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await outbox.oweEdit('a');
    await work.tick();
    await live(MINUTE);
    expect(attempts).toHaveLength(1);
  });

  it('of what was never owed is none', async () => {
    const { outbox, rows } = await outboxOn();
    await outbox.oweEdit('a');
    expect(await rows()).toEqual([]);
  });

  it('comes at most once in ten seconds, however many are asked for, and the last one counts', async () => {
    const { outbox, work, attempts, live } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    for (let clicks = 0; clicks < 40; clicks += 1) {
      await Promise.all([outbox.oweEdit('a'), outbox.oweEdit('a')]);
      await live(SECOND);
    }
    await live(MINUTE);
    const gaps = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * SECOND);
    expect(attempts.length).toBeGreaterThanOrEqual(4);
    expect(attempts.at(-1)?.at).toBeGreaterThanOrEqual(START + 40 * SECOND);
    expect(attempts.slice(1).every(({ item }) => item.message?.messageId === 'm')).toBe(true);
  });

  it('asked for while the message is being sent is not lost, and comes ten seconds later', async () => {
    const { outbox, work, attempts, answer, live } = await outboxOn();
    let finish: (delivery: Delivery) => void = () => undefined;
    answer(() => new Promise((resolve) => (finish = resolve)));
    await outbox.owe('a', ABOUT, TARGET);
    const ticked = work.tick();
    await expect.poll(() => attempts.length).toBe(1);
    await outbox.oweEdit('a');
    answer(() => SENT);
    finish(SENT);
    await ticked;
    await live(30 * SECOND);
    expect(attempts.map(({ at }) => at - START)).toEqual([0, 10 * SECOND]);
    expect(await outbox.find('a')).toMatchObject({ state: 'sent' });
  });

  it('asked for while an edit is being made is not lost either, though the clock stands still', async () => {
    const { outbox, work, attempts, answer, live, wait } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await wait(MINUTE);
    let finish: (delivery: Delivery) => void = () => undefined;
    answer(() => new Promise((resolve) => (finish = resolve)));
    await outbox.oweEdit('a');
    const ticked = work.tick();
    await expect.poll(() => attempts.length).toBe(2);
    await outbox.oweEdit('a');
    answer(() => SENT);
    finish(SENT);
    await ticked;
    await live(30 * SECOND);
    expect(attempts.map(({ at }) => at - START)).toEqual([0, MINUTE, MINUTE + 10 * SECOND]);
  });

  it('asked for while an attempt fails does not hide the failure', async () => {
    const { outbox, work, attempts, answer, live } = await outboxOn();
    let finish: (delivery: Delivery) => void = () => undefined;
    answer(() => new Promise((resolve) => (finish = resolve)));
    await outbox.owe('a', ABOUT, TARGET);
    const ticked = work.tick();
    await expect.poll(() => attempts.length).toBe(1);
    await outbox.oweEdit('a');
    answer(() => SENT);
    finish(FAILED);
    await ticked;
    await live(MINUTE);
    expect(await outbox.find('a')).toMatchObject({ state: 'sent' });
    expect(attempts).toHaveLength(2);
  });
});

/** What may happen to an outbox, in any order. */
type Step =
  | { do: 'owe' | 'edit' | 'forget'; id: string }
  | { do: 'hold'; with: Hold | undefined }
  | { do: 'wake' }
  | { do: 'answer'; with: Delivery }
  | { do: 'wait'; ms: number }
  | { do: 'tick' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('owe' as const, 'edit' as const), id: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('forget' as const), id: fc.constantFrom('a', 'b') }),
  fc.record({
    do: fc.constant('answer' as const),
    with: fc.constantFrom<Delivery>(
      SENT,
      FAILED,
      { kind: 'failed', reason: 'may-not-post', slow: true },
      { kind: 'parked', reason: 'gone' },
      { kind: 'dropped' },
      { kind: 'waits', reason: 'rate-limit', until: new Date(START + 3 * HOUR) },
    ),
  }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, SECOND, 10 * SECOND, MINUTE, HOUR, 73 * HOUR),
  }),
  fc.record({
    do: fc.constant('hold' as const),
    with: fc.constantFrom<(Hold | undefined)[]>(
      undefined,
      { reason: 'may-not-post', until: new Date(START + 2 * HOUR) },
      { reason: 'gone' },
    ),
  }),
  fc.constant({ do: 'wake' as const }),
  fc.constant({ do: 'tick' as const }),
);

describe('whatever happens', () => {
  it('something owed has a row that brings it up, at once or in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, together) => {
        const { outbox, answer, hold, wait, work, rows, items } = await outboxOn();
        const under: Promise<unknown>[] = [];
        for (const next of steps) {
          const doing = (async () => {
            if (next.do === 'owe') await outbox.owe(next.id, ABOUT, TARGET);
            else if (next.do === 'edit') await outbox.oweEdit(next.id);
            else if (next.do === 'forget') await outbox.forget(next.id);
            else if (next.do === 'answer') answer(() => next.with);
            else if (next.do === 'hold') hold(next.with);
            else if (next.do === 'wake') await outbox.wake('c');
            else await wait(next.do === 'wait' ? next.ms : 0);
          })();
          if (together) under.push(doing);
          else await doing;
        }
        await Promise.all(under);
        await work.tick();
        const there = await rows();
        for (const id of ['a', 'b']) {
          const item = await items.get(id);
          expect(item?.state).not.toBe('claimed');
          if (item?.state !== 'owed') continue;
          const mine = there.filter((row) => row.id === id).map(({ at }) => Date.parse(at));
          expect(
            mine.some((at) => at >= Date.parse(item.nextAt)),
            JSON.stringify(item),
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
