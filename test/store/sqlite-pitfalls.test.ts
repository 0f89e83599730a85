import { KeyvSqlite } from '@keyv/sqlite';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Keyv from 'keyv';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/open.js';
import type { SqliteDriver } from '../../src/store/sqlite-driver.js';
import type { Collection, Store } from '../../src/store/types.js';
import { cleanUp, closing, folder, newKeys, notes, numbered, openWithDriver, type Note } from './stores.js';

/** Keyv as it comes, over the adapter as it comes: what our defences are compared with. */
function bareKeyv(file = ':memory:'): { keyv: Keyv<unknown>; adapter: KeyvSqlite } {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, busyTimeout: 50 });
  const keyv = new Keyv<unknown>({ store: adapter });
  return { keyv, adapter };
}

describe('where Keyv on SQLite goes wrong, the store does not', () => {
  let file: string;
  let store: Store;
  let driver: SqliteDriver;
  let collection: Collection<Note>;

  beforeEach(async () => {
    file = join(await folder(), 'store.sqlite');
    ({ store, driver } = await openWithDriver(file));
    collection = store.collection(notes());
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

  it('bare: 200 concurrent increments are not 200; ours are', async () => {
    const { keyv, adapter } = bareKeyv();
    const bare = async (): Promise<void> => {
      await keyv.set('n', ((await keyv.get<number>('n')) ?? 0) + 1);
    };
    await Promise.all(Array.from({ length: 200 }, bare));
    expect(await keyv.get('n')).toBeLessThan(200);
    await adapter.close();

    const ours = (current?: Note): Note => ({ text: 'n', count: (current?.count ?? 0) + 1 });
    await Promise.all(Array.from({ length: 200 }, () => collection.change('n', ours)));
    expect((await collection.get('n'))?.count).toBe(200);
  });

  it('unawaited writes of one key keep their order, in each of many rounds', async () => {
    for (let round = 0; round < 30; round += 1) {
      const writes = Array.from({ length: 8 }, (_, count) => collection.put('a', { text: 'n', count }));
      await Promise.all(writes);
      expect((await collection.get('a'))?.count).toBe(7);
    }
  });

  it('bare: two namespaces on one adapter, and clearing one empties the other; our collections do not touch', async () => {
    const { adapter } = bareKeyv();
    const votes = new Keyv({ store: adapter, namespace: 'votes' });
    const reminders = new Keyv({ store: adapter, namespace: 'reminders' });
    await reminders.set('a', 1);
    await votes.clear();
    expect(await reminders.get('a')).toBeUndefined();
    await adapter.close();

    const [one, other] = [store.collection(notes('votes')), store.collection(notes('reminders'))];
    await Promise.all([one.put('a', { text: 'vote' }), other.put('a', { text: 'reminder' })]);
    await one.remove('a');
    expect(await other.get('a')).toEqual({ text: 'reminder' });
    expect(await one.range({ limit: 10 })).toEqual([]);
  });

  it('ranges do not match by pattern: no wildcards, no letter case, no neighbours', async () => {
    const { keyv, adapter } = bareKeyv();
    const found: string[] = [];
    keyv.namespace = 'a_c';
    await adapter.set('abc:x', '{"value":1}');
    for await (const [key] of adapter.iterator('a_c') as AsyncGenerator<[string]>) found.push(key);
    expect(found).toEqual(['abc:x']);
    await adapter.close();

    await driver.setMany(
      ['NOTE:a', 'note_:a', 'notes:a', 'note-a:a', 'n%:a'].map((key) => ({ key, value: 'x' })),
    );
    await collection.put('a', { text: 'ours' });
    expect(await collection.range({ limit: 10 })).toEqual([{ id: 'a', value: { text: 'ours' } }]);
    for (const within of ['%', '_', 'A', '*', 'a\u0000']) {
      await expect(collection.range({ within, limit: 10 })).rejects.toThrow(RangeError);
    }
  });

  it('31,000 rows are walked by range, none of the living skipped, while others are deleted', async () => {
    const rows = Array.from({ length: 31_500 }, (_, index) => ({
      key: `note:${numbered(index)}`,
      value: '{"value":{"v":1,"d":{"text":"x"}}}',
    }));
    for (let at = 0; at < rows.length; at += 10_000) await driver.setMany(rows.slice(at, at + 10_000));
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await collection.range({ limit: 1_000, ...(after === undefined ? {} : { after }) });
      after = page.at(-1)?.id;
      if (after === undefined) break;
      seen.push(...page.map((entry) => entry.id));
      // What was seen goes while we walk on: counting from the start would now skip as many.
      await Promise.all(
        page.filter((_, index) => index % 4 === 0).map((entry) => collection.remove(entry.id)),
      );
    }
    expect(seen).toEqual(rows.map((row) => row.key.slice('note:'.length)));
  });

  it('one unreadable row is refused under its key, and the others are still there', async () => {
    await collection.put('a', { text: 'a' });
    await collection.put('c', { text: 'c' });
    for (const value of [
      'not json',
      '{"value":1}',
      '{"value":{"v":1,"d":{"text":"x"}},"expires":1}',
      '{}',
      '',
    ]) {
      await driver.setMany([{ key: 'note:b', value }]);
      await expect(collection.get('b')).rejects.toThrow('note:b');
      await expect(collection.range({ limit: 10 })).rejects.toThrow('note:b');
      expect((await collection.range({ limit: 10, after: 'b' })).map((entry) => entry.id)).toEqual(['c']);
    }
  });

  it('bare: a Date comes back as something else; ours is refused before it is written', async () => {
    const { keyv, adapter } = bareKeyv();
    await keyv.set('a', { at: new Date(0), n: NaN });
    expect(await keyv.get('a')).toEqual({ at: '1970-01-01T00:00:00.000Z', n: null });
    await adapter.close();
    const wrong = { text: 'x', count: NaN };
    await expect(collection.put('a', wrong)).rejects.toThrow('note:a');
  });

  it('bare: a rollback takes the write of another task with it; the store opens no transaction', async () => {
    const { keyv, adapter } = bareKeyv();
    await adapter.query('BEGIN');
    expect(await keyv.set('a', 1)).toBe(true);
    await adapter.query('ROLLBACK');
    expect(await keyv.get('a')).toBeUndefined();
    await adapter.close();

    const query = vi.spyOn(driver, 'query');
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => collection.put(numbered(index), { text: 'x' })),
    );
    await Promise.all([collection.insert('a', { text: 'x' }), collection.remove(numbered(3))]);
    await collection.change('a', () => ({ text: 'y' }));
    await collection.change('a', () => undefined);
    await store.checkpoint();
    const statements = query.mock.calls.map(([sql]) => sql);
    expect(statements.length).toBeGreaterThan(5);
    expect(statements.filter((sql) => /\b(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b|;/iu.test(sql))).toEqual([]);
  });

  it('writes waiting together are one statement', async () => {
    const query = vi.spyOn(driver, 'query');
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => collection.put(numbered(index), { text: 'x' })),
    );
    expect(query).toHaveBeenCalledTimes(1);
    query.mockClear();
    await Promise.all(Array.from({ length: 300 }, (_, index) => collection.get(numbered(index))));
    expect(query).toHaveBeenCalledTimes(1);
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

  describe('copies', () => {
    it('a plain copy of the open file lacks confirmed rows; a backup has them all and is private', async () => {
      const keys = newKeys();
      const live = closing(await openStore({ path: `${file}-live`, keys }));
      const ours = live.collection(notes('note', true));
      await Promise.all(Array.from({ length: 200 }, (_, index) => ours.put(numbered(index), { text: 'x' })));

      const target = join(await folder(), 'backup.sqlite');
      await live.backup(target);
      expect((await stat(target)).mode & 0o777).toBe(0o600);
      await expect(live.backup(target)).rejects.toThrow('EEXIST');
      const restored = closing(await openStore({ path: target, keys }));
      expect(await restored.collection(notes('note', true)).range({ limit: 1_000 })).toHaveLength(200);

      const copy = join(await folder(), 'copy.sqlite');
      await copyFile(`${file}-live`, copy);
      const { adapter } = bareKeyv(copy);
      cleanUp(() => adapter.close());
      const [row] = (await adapter.query('SELECT count(*) AS n FROM keyv')) as { n: number }[];
      expect(row?.n).toBeLessThan(200);
    });

    it('a backup that fails leaves no file behind', async () => {
      const missing = join(await folder(), 'missing', 'backup.sqlite');
      await expect(store.backup(missing)).rejects.toThrow('ENOENT');
      await mkdir(`${file}-folder`);
      await expect(store.backup(`${file}-folder`)).rejects.toThrow('EEXIST');
    });
  });

  it('what was removed is in neither file nor journal after a checkpoint', async () => {
    const secret = 'for-the-strike-on-the-first';
    await collection.put('a', { text: secret });
    await store.checkpoint();
    await collection.remove('a');
    await store.checkpoint();
    const bytes = await Promise.all(
      [file, `${file}-wal`].map((path) => readFile(path).catch(() => Buffer.alloc(0))),
    );
    expect(Buffer.concat(bytes).includes(secret)).toBe(false);
  });
});
