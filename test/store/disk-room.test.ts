import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { StoreFull, StoreUnavailable, type Store } from '../../src/store/types.js';
import { smallDisk, type SmallDisk } from '../support/small-disk.js';
import { closing, newKeys, notes, numbered } from './stores.js';

const RESERVE = 1024 * 1024;
const disk = await smallDisk(12);

// Only root may mount one.
describe.skipIf(disk === undefined)('a store on a disk that is really full', () => {
  let small: SmallDisk;
  let names = 0;

  beforeAll(() => {
    small = disk!;
  });
  afterAll(() => disk?.unmount());

  /** A store on it, with what it told of the disk. */
  async function opened(keys = newKeys(), path = join(small.folder, `store-${String((names += 1))}.sqlite`)) {
    const told: string[] = [];
    const reserve = { told: (state: string) => void told.push(state), bytes: RESERVE };
    const store = closing(await openStore({ path, keys, reserve }));
    return { store, collection: store.collection(notes()), told, path, keys };
  }

  /** Writes until one is refused; resolves to what was confirmed. */
  async function writeUntilFull(store: Store): Promise<string[]> {
    const confirmed: string[] = [];
    for (let at = 0; ; at += 1) {
      try {
        await store.collection(notes()).put(numbered(at), { text: 'x'.repeat(2_000) });
        confirmed.push(numbered(at));
      } catch (error) {
        expect(error).toBeInstanceOf(StoreFull);
        return confirmed;
      }
    }
  }

  const reserveOf = async (path: string) => (await stat(`${path}.reserve`)).size;

  it('refuses what is new, and removes and does what is urgent with the reserve, until there is room again', async () => {
    const { store, collection, told, path } = await opened();
    expect(await reserveOf(path)).toBe(RESERVE);
    await collection.put('before', { text: 'x' });
    await small.fill(100_000);
    const confirmed = await writeUntilFull(store);
    expect(confirmed.length).toBeGreaterThan(3);
    expect(told).toEqual(['full']);
    expect(store.full).toBe(true);
    expect(await reserveOf(path)).toBe(0);
    expect((await collection.range({ limit: 1_000, after: 'a' })).map(({ id }) => id)).toEqual(['before']);
    expect((await collection.range({ limit: 1_000, before: 'a' })).map(({ id }) => id)).toEqual(confirmed);

    for (const write of [
      () => collection.put('a', { text: 'x' }),
      () => collection.insert('b', { text: 'x' }),
      () => collection.change('before', () => ({ text: 'changed' })),
    ])
      await expect(write()).rejects.toBeInstanceOf(StoreFull);
    expect(await collection.get('before')).toEqual({ text: 'x' });
    await collection.remove('before');
    await collection.change(confirmed[0]!, () => undefined);
    await store.urgent(async () => {
      await collection.put('outcome', { text: 'agreed' });
      await collection.insert('post', { text: 'owed' });
    });
    // What is urgent makes nothing else so.
    await expect(collection.put('a', { text: 'x' })).rejects.toBeInstanceOf(StoreFull);
    await store.checkpoint();
    expect(await collection.get('outcome')).toEqual({ text: 'agreed' });

    await store.lookForRoom();
    expect(store.full).toBe(true);
    await small.free();
    await store.lookForRoom();
    expect([store.full, told]).toEqual([false, ['full', 'room']]);
    expect(await reserveOf(path)).toBe(RESERVE);
    await collection.put('a', { text: 'again' });
  });

  it('opens on a full disk with the room of the reserve, read-only, and loses nothing', async () => {
    const { store, collection, keys, path } = await opened();
    await collection.put('before', { text: 'x' });
    await store.close();
    await small.fill(0);
    const again = await opened(keys, path);
    expect(again.told).toEqual(['full']);
    expect(await again.collection.get('before')).toEqual({ text: 'x' });
    await expect(again.collection.put('a', { text: 'x' })).rejects.toBeInstanceOf(StoreFull);
    await again.collection.remove('before');
    await again.store.close();
    await small.free();
  });

  it('says so where not even that is there', async () => {
    const { store, keys, path } = await opened();
    await store.close();
    await small.fill(0);
    const bare = openStore({ path, keys });
    await expect(bare).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(bare).rejects.toThrow(/because the disk is full: free some space, then start again\.$/u);
    await small.free();
  });

  it('without a reserve cannot even remove', async () => {
    const path = join(small.folder, 'bare.sqlite');
    const store = closing(await openStore({ path, keys: newKeys() }));
    const collection = store.collection(notes());
    await collection.put('before', { text: 'x' });
    await small.fill(0);
    const failed: unknown = await Promise.all(
      Array.from({ length: 50 }, (_, at) => collection.put(numbered(at), { text: 'x'.repeat(4_000) })),
    ).catch((error: unknown) => error);
    expect(String(failed)).toContain('SQLITE_FULL');
    await expect(collection.remove('before')).rejects.toThrow('SQLITE_FULL');
    await small.free();
  });
});
