import { expect, it } from 'vitest';
import { z } from 'zod';
import { StoredValueInvalid } from '../../src/store/types.js';
import { anything, type Note } from './stores.js';
import type { Given } from './contract.js';

/** What may be stored, under which ids, and that nothing else is. */
export function valuesContract(given: Given): void {
  it.each(['', 'A', 'a b', 'a_b', 'a%', 'ä', 'a/b', 'a\u0000', 'x'.repeat(196), '__proto__'])(
    'takes no id like %j',
    async (id) => {
      await expect(given.collection.put(id, { text: 'x' })).rejects.toThrow(RangeError);
      await expect(given.collection.get(id)).rejects.toThrow(RangeError);
      await expect(given.collection.remove(id)).rejects.toThrow(RangeError);
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
    const any = given.store.collection(anything());
    await expect(any.put('a', value)).rejects.toThrow(StoredValueInvalid);
    await expect(any.insert('a', value)).rejects.toThrow(StoredValueInvalid);
    expect(await any.get('a')).toBeUndefined();
  });

  it('refuses a value that does not fit the schema, and shows nothing of it', async () => {
    const wrong = { text: 'x', 'secret name': 'Rosa' } as unknown as Note;
    const error = await given.collection.put('a', wrong).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoredValueInvalid);
    expect(String(error)).toContain('note:a');
    expect(String(error)).not.toMatch(/Rosa|secret name/u);
    expect(await given.collection.get('a')).toBeUndefined();
  });

  it('stores what the schema makes of a value', async () => {
    const schema = z.object({ text: z.string().trim(), kind: z.string().default('plain') });
    const trimmed = given.store.collection({ prefix: 'trimmed', version: 1, schema, sealed: false });
    await trimmed.put('a', { text: ' x ', kind: 'other' });
    expect(await trimmed.get('a')).toEqual({ text: 'x', kind: 'other' });
  });

  it('gives a person the same pseudonym each time, and each person another', () => {
    expect(given.store.pseudonym('1201')).toMatch(/^[0-9a-f]{32}$/u);
    expect(given.store.pseudonym('1201')).toBe(given.store.pseudonym('1201'));
    expect(given.store.pseudonym('1201')).not.toBe(given.store.pseudonym('1202'));
  });
}
