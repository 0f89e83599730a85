import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DELIVERY } from '../../src/due-work.js';
import { nonceOf } from '../../src/outbox/outbox.js';
import { openStore, StoreKeys } from '../../src/store/index.js';
import { ABOUT, FAILED, MINUTE, outboxOn, SECOND, START, TARGET } from './outbox-stage.js';

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
