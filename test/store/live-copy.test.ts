import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LiveCopy } from '../../src/store/live-copy.js';
import { openStore } from '../../src/store/open.js';
import type { Collection, Store } from '../../src/store/types.js';
import { cleanUp, closing, folder, newKeys, notes, numbered, type Note } from './stores.js';

const ROWS = 3_000;
const CHAINS = 20;

interface Busy {
  store: Store;
  collection: Collection<Note>;
  /** The last count that each chain was told is on disk. */
  confirmed: number[];
  stop: () => Promise<void>;
}

/**
 * A store in which chains of people count on: each writes its count to `first`, waits until that is on disk, and then to
 * `second`, and removes and puts back a third row in between. At any one instant `first` is `second` or one more.
 */
async function busy(path: string, keys = newKeys()): Promise<Busy> {
  const store = closing(await openStore({ path, keys }));
  const collection = store.collection(notes());
  for (let from = 0; from < ROWS; from += 500)
    await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        collection.put(`row-${numbered(from + at)}`, { text: 'x'.repeat(200) }),
      ),
    );
  const confirmed = Array.from({ length: CHAINS }, () => 0);
  let over = false;
  const chains = confirmed.map(async (_, chain) => {
    const name = numbered(chain);
    for (let count = 1; !over; count += 1) {
      await collection.put(`a-${name}`, { text: 'first', count });
      if (count % 2 === 0) await collection.remove(`m-${name}`);
      else await collection.put(`m-${name}`, { text: 'now and then', count });
      await collection.put(`z-${name}`, { text: 'second', count });
      confirmed[chain] = count;
    }
  });
  const stop = async () => {
    over = true;
    await Promise.all(chains);
  };
  cleanUp(stop);
  return { store, collection, confirmed, stop };
}

/** How many chains are torn in a copy, and how many are behind what was confirmed before. */
async function flaws(file: string, keys: ReturnType<typeof newKeys>, before: readonly number[]) {
  const copy = closing(await openStore({ path: file, keys })).collection(notes());
  let torn = 0;
  let behind = 0;
  for (const [chain, known] of before.entries()) {
    const name = numbered(chain);
    const count = async (id: string) => (await copy.get(`${id}-${name}`))?.count ?? 0;
    const [first, second] = [await count('a'), await count('z')];
    if (first - second !== 0 && first - second !== 1) torn += 1;
    if (second < known) behind += 1;
  }
  const rows: string[] = [];
  for (let after = 'row-'; ;) {
    const page = await copy.range({ within: 'row-', after, limit: 1_000 });
    rows.push(...page.map(({ id }) => id));
    if (page.length < 1_000) return { torn, behind, rows: rows.length };
    after = page.at(-1)?.id ?? '';
  }
}

describe('a copy of a store that is written to all the time', () => {
  it('is the store at one instant: nothing confirmed is missing, nothing is torn', async () => {
    const where = await folder();
    const keys = newKeys();
    const { store, confirmed, stop } = await busy(join(where, 'store.sqlite'), keys);
    for (let round = 0; round < 5; round += 1) {
      const before = [...confirmed];
      const file = join(where, `copy-${String(round)}.sqlite`);
      await store.backup(file);
      expect(await flaws(file, keys, before)).toEqual({ torn: 0, behind: 0, rows: ROWS });
      expect(confirmed.some((count, chain) => count > (before[chain] ?? 0))).toBe(true);
    }
    await stop();
  });

  it('would be torn if what changes meanwhile were not copied again', async () => {
    const where = await folder();
    const keys = newKeys();
    const { store, confirmed, stop } = await busy(join(where, 'store.sqlite'), keys);
    const forgetful = vi.spyOn(LiveCopy.prototype, 'changed').mockImplementation(() => undefined);
    const before = [...confirmed];
    const file = join(where, 'copy.sqlite');
    await store.backup(file);
    forgetful.mockRestore();
    await stop();
    expect((await flaws(file, keys, before)).torn).toBeGreaterThan(CHAINS / 2);
  });

  it('holds up nobody, and is one after the other', async () => {
    const where = await folder();
    const { store, collection, stop } = await busy(join(where, 'store.sqlite'));
    const order: string[] = [];
    const copies = ['one', 'two'].map(async (name) => {
      await store.backup(join(where, `${name}.sqlite`));
      order.push(name);
    });
    let longest = 0;
    let over = false;
    const clicks = (async () => {
      for (let at = 0; !over; at += 1) {
        const startedAt = performance.now();
        await collection.put(`click-${numbered(at)}`, { text: 'x' });
        longest = Math.max(longest, performance.now() - startedAt);
      }
    })();
    await Promise.all(copies);
    over = true;
    await clicks;
    await stop();
    expect(order).toEqual(['one', 'two']);
    expect(longest).toBeLessThan(250);
  });

  it('is given up when the store closes, without a file that looks like one', async () => {
    const where = await folder();
    const { store, stop } = await busy(join(where, 'store.sqlite'));
    const copy = store.backup(join(where, 'copy.sqlite'));
    const failed = expect(copy).rejects.toThrow('The bot was stopping');
    await stop();
    await store.close();
    await failed;
    expect(await readdir(where)).toEqual(['store.sqlite']);
  });

  it('fails as a whole where a page of the store cannot be read', async () => {
    const where = await folder();
    const { store, stop } = await busy(join(where, 'store.sqlite'));
    await stop();
    const broken = vi
      .spyOn(LiveCopy.prototype, 'into')
      .mockRejectedValue(Object.assign(new Error('SQLITE_CORRUPT'), { code: 'SQLITE_CORRUPT' }));
    await expect(store.backup(join(where, 'copy.sqlite'))).rejects.toThrow('SQLITE_CORRUPT');
    broken.mockRestore();
    expect((await readdir(where)).filter((name) => name.startsWith('copy'))).toEqual([]);
    await store.backup(join(where, 'copy.sqlite'));
  });
});
