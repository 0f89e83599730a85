import { describe, expect, it } from 'vitest';
import type { Note } from './stores.js';
import type { Given } from './contract.js';

/** What changing a record by a decision about it promises. */
export function changingContract(given: Given): void {
  describe('changing', () => {
    it('resolves to what is stored afterwards', async () => {
      expect(await given.collection.change('a', () => ({ text: 'new', count: undefined }))).toEqual(
        await given.collection.get('a'),
      );
    });

    it('writes nothing when the very value is returned', async () => {
      await given.collection.put('a', { text: 'one' });
      const before = await given.collection.read('a');
      const result = await given.collection.change('a', (current) => current);
      expect(result).toEqual({ text: 'one' });
      expect(await given.collection.read('a')).toEqual(before);
      expect(await given.collection.change('b', (current) => current)).toBeUndefined();
      expect(await given.collection.get('b')).toBeUndefined();
    });

    it('removes when undefined is returned for something', async () => {
      await given.collection.put('a', { text: 'one' });
      expect(await given.collection.change('a', () => undefined)).toBeUndefined();
      expect(await given.collection.get('a')).toBeUndefined();
    });

    it('writes nothing when deciding throws, and passes the error on', async () => {
      await given.collection.put('a', { text: 'one' });
      const refusal = new Error('voting is closed');
      const refuse = (): Note => {
        throw refusal;
      };
      await expect(given.collection.change('a', refuse)).rejects.toBe(refusal);
      expect(await given.collection.get('a')).toEqual({ text: 'one' });
      expect(await given.collection.change('a', () => ({ text: 'two' }))).toEqual({ text: 'two' });
    });

    it('hands out a frozen value, so that a change in place is an error and not a lost write', async () => {
      await given.collection.put('a', { text: 'one' });
      const inPlace = (current: Note | undefined): Note | undefined => {
        if (current !== undefined) current.text = 'two';
        return current;
      };
      await expect(given.collection.change('a', inPlace)).rejects.toThrow(TypeError);
    });

    it('may happen inside work under the same name', async () => {
      const name = 'note:a';
      await given.store.queue.exclusive(name, () => given.collection.change('a', () => ({ text: 'inside' })));
      expect(await given.collection.get('a')).toEqual({ text: 'inside' });
    });

    it('asks again when the record was written meanwhile', async () => {
      await given.collection.put('a', { text: 'one', count: 1 });
      const seen: (number | undefined)[] = [];
      await given.collection.change('a', async (current) => {
        seen.push(current?.count);
        if (seen.length === 1) await given.collection.put('a', { text: 'other', count: 10 });
        return { text: 'mine', count: (current?.count ?? 0) + 1 };
      });
      expect(seen).toEqual([1, 10]);
      expect(await given.collection.get('a')).toEqual({ text: 'mine', count: 11 });
    });
  });
}
