import { beforeEach, describe, expect, it } from 'vitest';
import type { Collection } from '../../src/store/types.js';
import { anything, notes, type Note } from './stores.js';
import type { Given } from './contract.js';

/** What is found where, and that collections are kept apart. */
export function findingContract(given: Given): void {
  describe('a range', () => {
    beforeEach(async () => {
      const ids = ['b', 'a', 'a:1', 'a:2', 'a-1', 'ab', 'a:10', '0'];
      await Promise.all(ids.map((id) => given.collection.put(id, { text: id })));
    });
    const ids = async (range: Parameters<Collection<Note>['range']>[0]): Promise<string[]> =>
      (await given.collection.range(range)).map((entry) => entry.id);

    it('comes in bytewise order of id with the values', async () => {
      expect(await ids({ limit: 100 })).toEqual(['0', 'a', 'a-1', 'a:1', 'a:10', 'a:2', 'ab', 'b']);
      expect(await given.collection.range({ limit: 1 })).toEqual([{ id: '0', value: { text: '0' } }]);
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
        await expect(given.collection.range({ limit })).rejects.toThrow(RangeError);
      }
    });
  });

  it('keeps two collections apart, also with neighbouring names', async () => {
    const names = ['vote', 'votes', 'vote-x', 'vot'];
    const all = names.map((name) => given.store.collection(notes(name)));
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
    expect(given.store.collection(notes())).toBe(given.store.collection(notes()));
    expect(() => given.store.collection(notes('note', true))).toThrow('belongs to another collection');
    expect(() => given.store.collection(anything('note'))).toThrow('belongs to another collection');
    expect(() => given.store.collection(notes('store'))).toThrow(RangeError);
    expect(() => given.store.collection(notes('a:b'))).toThrow(RangeError);
  });
}
