import { beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/store/types.js';
import { notes, numbered, type Note } from './stores.js';
import type { Given } from './contract.js';

/** What is written is there, in order and as a whole, and what is not, is not. */
export function writingContract(given: Given): void {
  describe.each([false, true])('with values sealed: %s', (sealed) => {
    beforeEach(() => {
      given.collection = given.store.collection(notes('kept', sealed));
    });

    it('gives back what was put, as an object of its own', async () => {
      const value = { text: 'Märsche getrennt — 打ち合わせ \u0000 ":x" ://', count: 3 };
      await given.collection.put('a', value);
      const first = await given.collection.get('a');
      expect(first).toEqual(value);
      expect(first).not.toBe(await given.collection.get('a'));
    });

    it('knows nothing of an id never written', async () => {
      expect(await given.collection.get('a')).toBeUndefined();
      expect(await given.collection.read('a')).toBeUndefined();
      expect(await given.collection.getMany(['a', 'b'])).toEqual([undefined, undefined]);
    });

    it('gives many in the order asked, gaps and repeats included', async () => {
      await given.collection.put('a', { text: 'a' });
      await given.collection.put('c', { text: 'c' });
      const found = await given.collection.getMany(['c', 'b', 'a', 'c']);
      expect(found.map((one) => one?.text)).toEqual(['c', undefined, 'a', 'c']);
      expect(await given.collection.getMany([])).toEqual([]);
    });

    it('inserts only where nothing is', async () => {
      expect(await given.collection.insert('a', { text: 'first' })).toBe(true);
      expect(await given.collection.insert('a', { text: 'second' })).toBe(false);
      expect(await given.collection.get('a')).toEqual({ text: 'first' });
    });

    it('lets one of many concurrent inserts win', async () => {
      const won = await Promise.all(
        Array.from({ length: 50 }, (_, index) => given.collection.insert('a', { text: String(index) })),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await given.collection.get('a'))?.text).toBe(String(won.indexOf(true)));
    });

    it('swaps only what is still the one marked', async () => {
      await given.collection.put('a', { text: 'one' });
      const marked = await given.collection.read('a');
      expect(await given.collection.swap('a', marked?.mark ?? '', { text: 'two' })).toBe(true);
      expect(await given.collection.swap('a', marked?.mark ?? '', { text: 'three' })).toBe(false);
      expect(await given.collection.swap('b', marked?.mark ?? '', { text: 'three' })).toBe(false);
      expect(await given.collection.get('a')).toEqual({ text: 'two' });
      expect(await given.collection.get('b')).toBeUndefined();
    });

    it('removes, and removing nothing is no error', async () => {
      await given.collection.put('a', { text: 'one' });
      await given.collection.remove('a');
      await given.collection.remove('a');
      expect(await given.collection.get('a')).toBeUndefined();
    });

    it('gives 200 for 200 concurrent increments', async () => {
      const add = (current: Note | undefined): Note => ({ text: 'n', count: (current?.count ?? 0) + 1 });
      await Promise.all(Array.from({ length: 200 }, () => given.collection.change('a', add)));
      expect((await given.collection.get('a'))?.count).toBe(200);
    });

    it('loses no increment made past change, by compare-and-set', async () => {
      await given.collection.put('a', { text: 'n', count: 0 });
      const bySwap = async (): Promise<void> => {
        for (;;) {
          const now = await given.collection.read('a');
          if (now === undefined) throw new Error('gone');
          if (await given.collection.swap('a', now.mark, { text: 'n', count: (now.value.count ?? 0) + 1 }))
            return;
        }
      };
      const byChange = () =>
        given.collection.change('a', (now) => ({ text: 'n', count: (now?.count ?? 0) + 1 }));
      await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? bySwap() : byChange())));
      expect((await given.collection.get('a'))?.count).toBe(40);
    });
  });

  it('keeps unawaited writes of one key in order', async () => {
    const writes: Promise<unknown>[] = [];
    for (let index = 0; index < 200; index += 1)
      writes.push(given.collection.put('a', { text: 'n', count: index }));
    writes.push(given.collection.remove('a'));
    writes.push(given.collection.insert('a', { text: 'last' }));
    await Promise.all(writes);
    expect(await given.collection.get('a')).toEqual({ text: 'last' });
  });

  it('writes hundreds at once and finds each', async () => {
    const writes = Array.from({ length: 1_200 }, (_, index) =>
      given.collection.put(`many:${numbered(index)}`, { text: 'n', count: index }),
    );
    await Promise.all(writes);
    const page = await given.collection.range({ within: 'many:', limit: 1_000 });
    expect(page.map((entry) => entry.value.count)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index),
    );
    const reads = await Promise.all(page.map((entry) => given.collection.get(entry.id)));
    expect(reads.every((one, index) => one?.count === index)).toBe(true);
  });

  it('has everything handed in on disk once drained', async () => {
    const settled: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      void given.collection.put(numbered(index), { text: 'n' }).then(() => settled.push(index));
    }
    await given.store.drain();
    expect(settled).toHaveLength(20);
    await given.store.checkpoint();
  });

  it('writes what was handed in before closing, and rejects everything after', async () => {
    const last = given.collection.put('a', { text: 'last' });
    const closed = given.store.close();
    await expect(last).resolves.toBeUndefined();
    await closed;
    await given.store.close();
    const later = [
      () => given.collection.get('a'),
      () => given.collection.read('a'),
      () => given.collection.getMany(['a']),
      () => given.collection.put('a', { text: 'x' }),
      () => given.collection.insert('a', { text: 'x' }),
      () => given.collection.swap('a', 'm', { text: 'x' }),
      () => given.collection.change('a', (current) => current),
      () => given.collection.remove('a'),
      () => given.collection.range({ limit: 1 }),
      () => given.store.drain(),
      () => given.store.checkpoint(),
      () => given.store.backup('nowhere'),
    ];
    for (const call of later) await expect(call()).rejects.toThrow(StoreUnavailable);
  });
}
