import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SqliteDriver } from '../../src/store/sqlite-driver.js';
import type { Collection } from '../../src/store/types.js';
import { bareKeyv } from './bare-keyv.js';
import { notesOnFile, numbered, type Note } from './stores.js';

describe('where Keyv on SQLite goes wrong, the store does not', () => {
  let driver: SqliteDriver;
  let collection: Collection<Note>;

  beforeEach(async () => {
    ({ driver, collection } = await notesOnFile());
  });

  describe('reading', () => {
    it('bare: a closed database answers "nothing there", without an error event', async () => {
      const { keyv, adapter } = bareKeyv();
      const heard = vi.fn();
      keyv.on('error', heard);
      await keyv.set('a', 1);
      await adapter.close();
      expect(await keyv.get('a')).toBeUndefined();
      expect(heard).not.toHaveBeenCalled();
    });

    it('a failed read rejects, alone or among many, and a change over it writes nothing', async () => {
      await collection.put('a', { text: 'one' });
      const query = driver.query;
      const failing = vi
        .spyOn(driver, 'query')
        .mockImplementation((sql, ...values) =>
          sql.startsWith('SELECT') ? Promise.reject(new Error('SQLITE_IOERR')) : query(sql, ...values),
        );
      const decide = vi.fn(() => ({ text: 'overwritten' }));
      const results = await Promise.allSettled([
        collection.get('a'),
        collection.getMany(['a']),
        collection.range({ limit: 1 }),
        collection.change('a', decide),
      ]);
      expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
      failing.mockRestore();
      expect(decide).not.toHaveBeenCalled();
      expect(await collection.get('a')).toEqual({ text: 'one' });
    });

    it('a store whose database was closed under it rejects', async () => {
      await collection.put('a', { text: 'one' });
      await driver.close();
      await expect(collection.get('a')).rejects.toThrow('SQLITE_MISUSE');
      await expect(collection.put('a', { text: 'two' })).rejects.toThrow('SQLITE_MISUSE');
    });
  });

  describe('writing to a disk that refuses', () => {
    it('bare: set on a read-only database answers false and throws nothing', async () => {
      const { keyv, adapter } = bareKeyv();
      await adapter.query('PRAGMA query_only = ON');
      expect(await keyv.set('a', 1)).toBe(false);
      await adapter.close();
    });

    it('every write to a read-only store rejects, and leaves what was there', async () => {
      await collection.put('a', { text: 'one' });
      const mark = (await collection.read('a'))?.mark ?? '';
      await driver.pragma('query_only = ON');
      const calls = [
        () => collection.put('a', { text: 'two' }),
        () => collection.insert('b', { text: 'two' }),
        () => collection.swap('a', mark, { text: 'two' }),
        () => collection.change('a', () => ({ text: 'two' })),
        () => collection.change('a', () => undefined),
        () => collection.remove('a'),
      ];
      for (const call of calls) await expect(call()).rejects.toThrow('SQLITE_READONLY');
      await driver.pragma('query_only = OFF');
      expect(await collection.get('a')).toEqual({ text: 'one' });
    });

    it('a full disk refuses the row that does not fit, and loses none that was confirmed', async () => {
      const pages = Number(await driver.pragma('page_count'));
      await driver.pragma(`max_page_count = ${String(pages + 20)}`);
      const confirmed: string[] = [];
      const writes = Array.from({ length: 40 }, async (_, index) => {
        const id = numbered(index);
        await collection.put(id, { text: 'x'.repeat(4_000) });
        confirmed.push(id);
      });
      const results = await Promise.allSettled(writes);
      const refused = results.filter((one) => one.status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      expect(String(refused[0]?.reason)).toContain('SQLITE_FULL');
      expect(confirmed.length).toBeGreaterThan(0);
      const there = await collection.range({ limit: 1_000 });
      expect(there.map((entry) => entry.id)).toEqual(confirmed.toSorted());
    });

    it('a write the adapter does not confirm rejects, in a batch only for its own row', async () => {
      vi.spyOn(driver, 'setMany').mockResolvedValue([true, false] as unknown as undefined);
      vi.spyOn(driver, 'set').mockImplementation((key) => Promise.resolve((key === 'note:a') as true));
      const results = await Promise.allSettled(['a', 'b'].map((id) => collection.put(id, { text: id })));
      expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
    });
  });

  it('one row the database refuses harms no other in its batch', async () => {
    await driver.query(
      `CREATE TRIGGER poison BEFORE INSERT ON keyv WHEN NEW.key = 'note:00013' BEGIN SELECT RAISE(ABORT, 'poisoned'); END`,
    );
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => collection.put(numbered(index), { text: 'x' })),
    );
    expect(results.flatMap((one, index) => (one.status === 'rejected' ? [index] : []))).toEqual([13]);
    expect(await collection.range({ limit: 100 })).toHaveLength(29);
  });
});
