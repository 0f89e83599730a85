import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { DELIVERY, DueWork } from '../../src/due-work.js';
import { createLog } from '../../src/log.js';
import type { Delivery, Hold, Item } from '../../src/outbox/item.js';
import { Outbox, outboxCollection } from '../../src/outbox/outbox.js';
import { createDueIndex, openMemoryStore, StoreKeys, type Store } from '../../src/store/index.js';

export const START = Date.parse('2027-03-01T12:00:00.000Z');
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const ABOUT = { kind: 'card', proposalId: 'p', guildId: 'g' } as const;
export const TARGET = { kind: 'channel', guildId: 'g', channelId: 'c' } as const;
export const SENT: Delivery = { kind: 'sent', channelId: 'c', messageId: 'm' };
export const FAILED: Delivery = { kind: 'failed', reason: 'discord-500' };

/** An outbox on a store of its own, a clock that stands until it is moved, and a note of every attempt. */
export async function outboxOn(given?: Store) {
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

export type Stage = Awaited<ReturnType<typeof outboxOn>>;

/** An outbox whose process died while its first message, 'a', was being sent: nobody knows whether that was posted. */
export async function diedSending() {
  const stage = await outboxOn();
  stage.answer(() => new Promise(() => undefined));
  await stage.outbox.owe('a', ABOUT, TARGET);
  stage.work.kick();
  await expect.poll(() => stage.attempts.length).toBe(1);
  return stage;
}
