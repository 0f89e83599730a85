import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoreUnavailable, StoredValueInvalid, type Collection, type Store } from '../../src/store/types.js';
import { anything, closing, notes, numbered, type Note } from './stores.js';

/** What every store promises, whatever it is made of. `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`a store ${name}`, () => {
    let store: Store;
    let collection: Collection<Note>;

    beforeEach(async () => {
      store = closing(await open());
      collection = store.collection(notes());
    });

    describe.each([false, true])('with values sealed: %s', (sealed) => {
      beforeEach(() => {
        collection = store.collection(notes('kept', sealed));
      });

      it('gives back what was put, as an object of its own', async () => {
        const value = { text: 'Märsche getrennt — 打ち合わせ \u0000 ":x" ://', count: 3 };
        await collection.put('a', value);
        const first = await collection.get('a');
        expect(first).toEqual(value);
        expect(first).not.toBe(await collection.get('a'));
      });

      it('knows nothing of an id never written', async () => {
        expect(await collection.get('a')).toBeUndefined();
        expect(await collection.read('a')).toBeUndefined();
        expect(await collection.getMany(['a', 'b'])).toEqual([undefined, undefined]);
      });

      it('gives many in the order asked, gaps and repeats included', async () => {
        await collection.put('a', { text: 'a' });
        await collection.put('c', { text: 'c' });
        const found = await collection.getMany(['c', 'b', 'a', 'c']);
        expect(found.map((one) => one?.text)).toEqual(['c', undefined, 'a', 'c']);
        expect(await collection.getMany([])).toEqual([]);
      });

      it('inserts only where nothing is', async () => {
        expect(await collection.insert('a', { text: 'first' })).toBe(true);
        expect(await collection.insert('a', { text: 'second' })).toBe(false);
        expect(await collection.get('a')).toEqual({ text: 'first' });
      });

      it('lets one of many concurrent inserts win', async () => {
        const won = await Promise.all(
          Array.from({ length: 50 }, (_, index) => collection.insert('a', { text: String(index) })),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await collection.get('a'))?.text).toBe(String(won.indexOf(true)));
      });

      it('swaps only what is still the one marked', async () => {
        await collection.put('a', { text: 'one' });
        const marked = await collection.read('a');
        expect(await collection.swap('a', marked?.mark ?? '', { text: 'two' })).toBe(true);
        expect(await collection.swap('a', marked?.mark ?? '', { text: 'three' })).toBe(false);
        expect(await collection.swap('b', marked?.mark ?? '', { text: 'three' })).toBe(false);
        expect(await collection.get('a')).toEqual({ text: 'two' });
        expect(await collection.get('b')).toBeUndefined();
      });

      it('removes, and removing nothing is no error', async () => {
        await collection.put('a', { text: 'one' });
        await collection.remove('a');
        await collection.remove('a');
        expect(await collection.get('a')).toBeUndefined();
      });

      it('gives 200 for 200 concurrent increments', async () => {
        const add = (current: Note | undefined): Note => ({ text: 'n', count: (current?.count ?? 0) + 1 });
        await Promise.all(Array.from({ length: 200 }, () => collection.change('a', add)));
        expect((await collection.get('a'))?.count).toBe(200);
      });

      it('loses no increment made past change, by compare-and-set', async () => {
        await collection.put('a', { text: 'n', count: 0 });
        const bySwap = async (): Promise<void> => {
          for (;;) {
            const now = await collection.read('a');
            if (now === undefined) throw new Error('gone');
            if (await collection.swap('a', now.mark, { text: 'n', count: (now.value.count ?? 0) + 1 }))
              return;
          }
        };
        const byChange = () => collection.change('a', (now) => ({ text: 'n', count: (now?.count ?? 0) + 1 }));
        await Promise.all(
          Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? bySwap() : byChange())),
        );
        expect((await collection.get('a'))?.count).toBe(40);
      });
    });

    it('keeps unawaited writes of one key in order', async () => {
      const writes: Promise<unknown>[] = [];
      for (let index = 0; index < 200; index += 1)
        writes.push(collection.put('a', { text: 'n', count: index }));
      writes.push(collection.remove('a'));
      writes.push(collection.insert('a', { text: 'last' }));
      await Promise.all(writes);
      expect(await collection.get('a')).toEqual({ text: 'last' });
    });

    describe('changing', () => {
      it('resolves to what is stored afterwards', async () => {
        expect(await collection.change('a', () => ({ text: 'new', count: undefined }))).toEqual(
          await collection.get('a'),
        );
      });

      it('writes nothing when the very value is returned', async () => {
        await collection.put('a', { text: 'one' });
        const before = await collection.read('a');
        const result = await collection.change('a', (current) => current);
        expect(result).toEqual({ text: 'one' });
        expect(await collection.read('a')).toEqual(before);
        expect(await collection.change('b', (current) => current)).toBeUndefined();
        expect(await collection.get('b')).toBeUndefined();
      });

      it('removes when undefined is returned for something', async () => {
        await collection.put('a', { text: 'one' });
        expect(await collection.change('a', () => undefined)).toBeUndefined();
        expect(await collection.get('a')).toBeUndefined();
      });

      it('writes nothing when deciding throws, and passes the error on', async () => {
        await collection.put('a', { text: 'one' });
        const refusal = new Error('voting is closed');
        const refuse = (): Note => {
          throw refusal;
        };
        await expect(collection.change('a', refuse)).rejects.toBe(refusal);
        expect(await collection.get('a')).toEqual({ text: 'one' });
        expect(await collection.change('a', () => ({ text: 'two' }))).toEqual({ text: 'two' });
      });

      it('hands out a frozen value, so that a change in place is an error and not a lost write', async () => {
        await collection.put('a', { text: 'one' });
        const inPlace = (current: Note | undefined): Note | undefined => {
          if (current !== undefined) current.text = 'two';
          return current;
        };
        await expect(collection.change('a', inPlace)).rejects.toThrow(TypeError);
      });

      it('may happen inside work under the same name', async () => {
        const name = 'note:a';
        await store.queue.exclusive(name, () => collection.change('a', () => ({ text: 'inside' })));
        expect(await collection.get('a')).toEqual({ text: 'inside' });
      });

      it('asks again when the record was written meanwhile', async () => {
        await collection.put('a', { text: 'one', count: 1 });
        const seen: (number | undefined)[] = [];
        await collection.change('a', async (current) => {
          seen.push(current?.count);
          if (seen.length === 1) await collection.put('a', { text: 'other', count: 10 });
          return { text: 'mine', count: (current?.count ?? 0) + 1 };
        });
        expect(seen).toEqual([1, 10]);
        expect(await collection.get('a')).toEqual({ text: 'mine', count: 11 });
      });
    });

    describe('a range', () => {
      beforeEach(async () => {
        const ids = ['b', 'a', 'a:1', 'a:2', 'a-1', 'ab', 'a:10', '0'];
        await Promise.all(ids.map((id) => collection.put(id, { text: id })));
      });
      const ids = async (range: Parameters<Collection<Note>['range']>[0]): Promise<string[]> =>
        (await collection.range(range)).map((entry) => entry.id);

      it('comes in bytewise order of id with the values', async () => {
        expect(await ids({ limit: 100 })).toEqual(['0', 'a', 'a-1', 'a:1', 'a:10', 'a:2', 'ab', 'b']);
        expect(await collection.range({ limit: 1 })).toEqual([{ id: '0', value: { text: '0' } }]);
      });

      it('keeps within, strictly after and strictly before', async () => {
        expect(await ids({ within: 'a:', limit: 100 })).toEqual(['a:1', 'a:10', 'a:2']);
        expect(await ids({ after: 'a:1', limit: 100 })).toEqual(['a:10', 'a:2', 'ab', 'b']);
        expect(await ids({ before: 'a:1', limit: 100 })).toEqual(['0', 'a', 'a-1']);
        expect(await ids({ within: 'a', after: 'a', before: 'ab', limit: 2 })).toEqual(['a-1', 'a:1']);
        expect(await ids({ within: 'a', after: 'b', limit: 9 })).toEqual([]);
      });

      it('refuses limits outside 1 to 1,000', async () => {
        for (const limit of [0, -1, 1.5, 1_001, NaN]) {
          await expect(collection.range({ limit })).rejects.toThrow(RangeError);
        }
      });
    });

    it('keeps two collections apart, also with neighbouring names', async () => {
      const names = ['vote', 'votes', 'vote-x', 'vot'];
      const all = names.map((name) => store.collection(notes(name)));
      for (const [index, one] of all.entries()) await one.put('x', { text: names[index] ?? '' });
      await all[0]?.remove('x');
      const left = await Promise.all(all.map((one) => one.range({ limit: 10 })));
      expect(left.map((entries) => entries.map((entry) => entry.value.text))).toEqual([
        [],
        ['votes'],
        ['vote-x'],
        ['vot'],
      ]);
    });

    it('gives one collection per prefix, and refuses another definition of it', () => {
      expect(store.collection(notes())).toBe(store.collection(notes()));
      expect(() => store.collection(notes('note', true))).toThrow('belongs to another collection');
      expect(() => store.collection(anything('note'))).toThrow('belongs to another collection');
      expect(() => store.collection(notes('store'))).toThrow(RangeError);
      expect(() => store.collection(notes('a:b'))).toThrow(RangeError);
    });

    it.each(['', 'A', 'a b', 'a_b', 'a%', 'ä', 'a/b', 'a\u0000', 'x'.repeat(196), '__proto__'])(
      'takes no id like %j',
      async (id) => {
        await expect(collection.put(id, { text: 'x' })).rejects.toThrow(RangeError);
        await expect(collection.get(id)).rejects.toThrow(RangeError);
        await expect(collection.remove(id)).rejects.toThrow(RangeError);
      },
    );

    it.each([
      ['a Date', new Date(0)],
      ['a Map', new Map([['a', 1]])],
      ['a Buffer', Buffer.from('x')],
      ['NaN', NaN],
      ['Infinity', Infinity],
      ['undefined', undefined],
      ['a BigInt', 1n],
      ['a symbol', Symbol('x')],
      ['a function', () => 1],
      ['undefined in a list', [1, undefined]],
      ['a hole in a list', new Array<number>(2)],
      ['a Date deep inside', { a: [{ b: new Date(0) }] }],
      ['a class of ours', { a: new (class Vote {})() }],
      ['a property named __proto__', JSON.parse('{"__proto__":{"admin":true}}') as unknown],
      ['a property named constructor', { constructor: 1 }],
    ])('refuses %s, which JSON would change or drop', async (_name, value) => {
      const any = store.collection(anything());
      await expect(any.put('a', value)).rejects.toThrow(StoredValueInvalid);
      await expect(any.insert('a', value)).rejects.toThrow(StoredValueInvalid);
      expect(await any.get('a')).toBeUndefined();
    });

    it('refuses a value that does not fit the schema, and shows nothing of it', async () => {
      const wrong = { text: 'x', 'secret name': 'Rosa' } as unknown as Note;
      const error = await collection.put('a', wrong).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StoredValueInvalid);
      expect(String(error)).toContain('note:a');
      expect(String(error)).not.toMatch(/Rosa|secret name/u);
      expect(await collection.get('a')).toBeUndefined();
    });

    it('stores what the schema makes of a value', async () => {
      const schema = z.object({ text: z.string().trim(), kind: z.string().default('plain') });
      const trimmed = store.collection({ prefix: 'trimmed', version: 1, schema, sealed: false });
      await trimmed.put('a', { text: ' x ', kind: 'other' });
      expect(await trimmed.get('a')).toEqual({ text: 'x', kind: 'other' });
    });

    it('gives a person the same pseudonym each time, and each person another', () => {
      expect(store.pseudonym('1201')).toMatch(/^[0-9a-f]{32}$/u);
      expect(store.pseudonym('1201')).toBe(store.pseudonym('1201'));
      expect(store.pseudonym('1201')).not.toBe(store.pseudonym('1202'));
    });

    it('writes hundreds at once and finds each', async () => {
      const writes = Array.from({ length: 1_200 }, (_, index) =>
        collection.put(`many:${numbered(index)}`, { text: 'n', count: index }),
      );
      await Promise.all(writes);
      const page = await collection.range({ within: 'many:', limit: 1_000 });
      expect(page.map((entry) => entry.value.count)).toEqual(
        Array.from({ length: 1_000 }, (_, index) => index),
      );
      const reads = await Promise.all(page.map((entry) => collection.get(entry.id)));
      expect(reads.every((one, index) => one?.count === index)).toBe(true);
    });

    it('has everything handed in on disk once drained', async () => {
      const settled: number[] = [];
      for (let index = 0; index < 20; index += 1) {
        void collection.put(numbered(index), { text: 'n' }).then(() => settled.push(index));
      }
      await store.drain();
      expect(settled).toHaveLength(20);
      await store.checkpoint();
    });

    it('writes what was handed in before closing, and rejects everything after', async () => {
      const last = collection.put('a', { text: 'last' });
      const closed = store.close();
      await expect(last).resolves.toBeUndefined();
      await closed;
      await store.close();
      const later = [
        () => collection.get('a'),
        () => collection.read('a'),
        () => collection.getMany(['a']),
        () => collection.put('a', { text: 'x' }),
        () => collection.insert('a', { text: 'x' }),
        () => collection.swap('a', 'm', { text: 'x' }),
        () => collection.change('a', (current) => current),
        () => collection.remove('a'),
        () => collection.range({ limit: 1 }),
        () => store.drain(),
        () => store.checkpoint(),
        () => store.backup('nowhere'),
      ];
      for (const call of later) await expect(call()).rejects.toThrow(StoreUnavailable);
    });
  });
}
