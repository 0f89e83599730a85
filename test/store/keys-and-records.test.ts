import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadStoreKeys } from '../../src/store/load-store-keys.js';
import { decode, encode } from '../../src/store/record.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { StoreUnavailable, StoredValueInvalid, type CollectionDefinition } from '../../src/store/types.js';
import { folder, newKeys, notes, type Note } from './stores.js';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the keys of the store', () => {
  it('are made on the first start, private, and the same ever after', async () => {
    const dir = join(await folder(), 'keys');
    const first = await loadStoreKeys(dir);
    expect(first.source.made).toBe(true);
    expect(await modeOf(dir)).toBe('700');
    expect(await modeOf(join(dir, 'store'))).toBe('700');
    expect(await readdir(join(dir, 'store'))).toEqual(['store.key']);
    expect(await modeOf(join(dir, 'store', 'store.key'))).toBe('600');
    expect(await readFile(join(dir, 'store', 'store.key'))).toHaveLength(32);

    const second = await loadStoreKeys(dir);
    expect(second.source.made).toBe(false);
    expect(second.pseudonym('1')).toBe(first.pseudonym('1'));
    expect(second.open('a@1', first.seal('a@1', 'text'))).toBe('text');
  });

  it('are the same for two starts at the same moment', async () => {
    const dir = join(await folder(), 'keys');
    const loaded = await Promise.all(Array.from({ length: 5 }, () => loadStoreKeys(dir)));
    expect(new Set(loaded.map((keys) => keys.pseudonym('1'))).size).toBe(1);
    expect(loaded.filter((keys) => keys.source.made)).toHaveLength(1);
    expect(await readdir(join(dir, 'store'))).toEqual(['store.key']);
  });

  it('are made private when others could read them', async () => {
    const dir = join(await folder(), 'keys');
    await loadStoreKeys(dir);
    const paths = [dir, join(dir, 'store'), join(dir, 'store', 'store.key')];
    for (const path of paths) await chmod(path, 0o755);
    await loadStoreKeys(dir);
    expect(await Promise.all(paths.map(modeOf))).toEqual(['700', '700', '600']);
  });

  it('are refused when damaged or not a folder, with the next step', async () => {
    const dir = join(await folder(), 'keys');
    await loadStoreKeys(dir);
    await truncate(join(dir, 'store', 'store.key'), 31);
    await expect(loadStoreKeys(dir)).rejects.toThrow(/damaged: restore .*start again\.$/u);
    const file = join(await folder(), 'file');
    await writeFile(file, '');
    await expect(loadStoreKeys(file)).rejects.toThrow(StoreUnavailable);
    const folderAsFile = join(await folder(), 'keys');
    await mkdir(join(folderAsFile, 'store', 'store.key'), { recursive: true });
    await expect(loadStoreKeys(folderAsFile)).rejects.toThrow(StoreUnavailable);
  });

  it('show nothing of themselves when printed', () => {
    const secret = randomBytes(32);
    const keys = new StoreKeys(secret);
    const shown = inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys);
    expect(shown).not.toMatch(/Buffer|Uint8Array/u);
    expect(() => new StoreKeys(randomBytes(31))).toThrow(RangeError);
  });

  it('give pseudonyms that another installation cannot recognise', () => {
    expect(newKeys().pseudonym('1')).not.toBe(newKeys().pseudonym('1'));
  });
});

describe('sealing', () => {
  const keys = newKeys();

  it('opens only for the same place and key, and only unchanged', () => {
    const sealed = keys.seal('note:a@1', 'Größe 💡');
    expect(keys.open('note:a@1', sealed)).toBe('Größe 💡');
    expect(keys.open('note:b@1', sealed)).toBeUndefined();
    expect(keys.open('note:a@2', sealed)).toBeUndefined();
    expect(newKeys().open('note:a@1', sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[index] ?? 0) ^ 1, index);
      expect(keys.open('note:a@1', changed.toString('base64'))).toBeUndefined();
    }
    for (const short of ['', 'AAAA', sealed.slice(0, 30)])
      expect(keys.open('note:a@1', short)).toBeUndefined();
  });

  it('looks different each time', () => {
    expect(keys.seal('a@1', 'x')).not.toBe(keys.seal('a@1', 'x'));
  });
});

describe.each([true, false])('a record, sealed: %s', (sealed) => {
  const keys = newKeys();
  const one = notes('note', sealed);
  const two: CollectionDefinition<{ words: string; from: number }> = {
    prefix: 'note',
    version: 2,
    schema: z.strictObject({ words: z.string(), from: z.number() }),
    sealed,
    upgrade: (value, from) => ({ words: (value as Note).text, from }),
  };

  it('of an older version is brought up to date', () => {
    const { text } = encode(one, keys, 'note:a', { text: 'old' });
    expect(decode(two, keys, 'note:a', text)).toEqual({ words: 'old', from: 1 });
  });

  it('of an older version without a way up, or of a newer one, is refused', () => {
    const old = encode(one, keys, 'note:a', { text: 'old' }).text;
    const noWay = { prefix: two.prefix, version: two.version, schema: two.schema, sealed };
    expect(() => decode(noWay, keys, 'note:a', old)).toThrow('has version 1, known is 2');
    const future = encode(two, keys, 'note:a', { words: 'x', from: 2 }).text;
    expect(() => decode(one, keys, 'note:a', future)).toThrow('has version 2, known is 1');
  });

  it('that does not fit is refused without a word of what it holds', () => {
    const loose: CollectionDefinition<unknown> = { ...notes('note', sealed), schema: z.unknown() };
    const { text } = encode(loose, keys, 'note:a', { text: 3, 'picket at dawn': 'Rosa' });
    expect(() => decode(one, keys, 'note:a', text)).toThrow(StoredValueInvalid);
    expect(() => decode(one, keys, 'note:a', text)).toThrow(/note:a/u);
    expect(() => decode(one, keys, 'note:a', text)).not.toThrow(/picket|Rosa/u);
  });
});

it.each([
  ['{"v":1,"d":{"text":"x","__proto__":{"admin":true}}}'],
  ['{"v":1,"d":{"text":"x","\\u005f_proto__":{"admin":true}}}'],
  ['{"v":1,"d":{"text":"x","constructor":{}}}'],
  ['{"v":1,"d":[{"prototype":1}]}'],
  ['{"v":1}'],
  ['{"v":"1","d":{"text":"x"}}'],
  ['null'],
  ['[]'],
  [''],
])('a row holding %s is refused', (text) => {
  const loose: CollectionDefinition<unknown> = {
    prefix: 'note',
    version: 1,
    schema: z.unknown(),
    sealed: false,
  };
  expect(() => decode(loose, newKeys(), 'note:a', text)).toThrow(StoredValueInvalid);
});

it('a text that only speaks of a constructor is kept', () => {
  const keys = newKeys();
  const value = { text: 'the constructor __proto__ prototype \\u005f' };
  expect(decode(notes(), keys, 'note:a', encode(notes(), keys, 'note:a', value).text)).toEqual(value);
});
