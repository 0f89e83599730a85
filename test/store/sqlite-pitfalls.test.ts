import Keyv from 'keyv';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SqliteDriver } from '../../src/store/sqlite-driver.js';
import type { Collection, Store } from '../../src/store/types.js';
import { bareKeyv } from './bare-keyv.js';
import { notes, notesOnFile, numbered, type Note } from './stores.js';

describe('where Keyv on SQLite goes wrong, the store does not', () => {
  let store: Store;
  let driver: SqliteDriver;
  let collection: Collection<Note>;

  beforeEach(async () => {
    ({ store, driver, collection } = await notesOnFile());
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
});
