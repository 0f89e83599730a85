import { KeyvSqlite } from '@keyv/sqlite';
import { chmod, chown, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStoreKeys } from '../../src/store/load-store-keys.js';
import { openStore } from '../../src/store/open.js';
import { StoreUnavailable } from '../../src/store/types.js';
import { cleanUp, closing, folder, newKeys, notes, openWithDriver } from './stores.js';

/** Opening must fail with one sentence that ends with what to do. */
async function refusal(path: string, keys = newKeys()): Promise<string> {
  const error: unknown = await openStore({ path, keys }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreUnavailable);
  const { message } = error as StoreUnavailable;
  expect(message).toMatch(/^[A-Z][^\n]*start again\.$/u);
  return message;
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

/** Runs as somebody without special rights; the superuser may write everywhere. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('opening a store', () => {
  it('makes a missing folder 0700 and every file 0600, whatever the umask', async () => {
    const parent = await folder();
    const path = join(parent, 'a', 'b', 'store.sqlite');
    const before = process.umask(0);
    try {
      const store = closing(await openStore({ path, keys: newKeys() }));
      await store.collection(notes()).put('a', { text: 'x' });
      expect(await modeOf(join(parent, 'a'))).toBe('700');
      expect(await modeOf(join(parent, 'a', 'b'))).toBe('700');
      const files = await readdir(join(parent, 'a', 'b'));
      expect(files.toSorted()).toEqual(['store.sqlite', 'store.sqlite-wal', 'store.sqlite.open']);
      for (const name of files) expect(await modeOf(join(parent, 'a', 'b', name))).toBe('600');
    } finally {
      process.umask(before);
    }
  });

  it('makes files private that others could read, companions too', async () => {
    const path = join(await folder(), 'store.sqlite');
    const keys = newKeys();
    await (await openStore({ path, keys })).close();
    await chmod(path, 0o644);
    await writeFile(`${path}-wal`, '', { mode: 0o644 });
    await chmod(`${path}-wal`, 0o644);
    closing(await openStore({ path, keys }));
    expect(await modeOf(path)).toBe('600');
    expect(await modeOf(`${path}-wal`)).toBe('600');
  });

  it('holds the settings it needs, as the database reports them', async () => {
    const { driver } = await openWithDriver(join(await folder(), 'store.sqlite'));
    const found = ['locking_mode', 'journal_mode', 'synchronous', 'secure_delete', 'busy_timeout'].map(
      (name) => driver.pragma(name),
    );
    expect(await Promise.all(found)).toEqual(['exclusive', 'wal', 2, 1, 5_000]);
  });

  it('finds everything again after closing, with nothing left in a journal', async () => {
    const parent = await folder();
    const path = join(parent, 'store.sqlite');
    const keys = newKeys();
    for (const text of ['one', 'two', 'three']) {
      const store = await openStore({ path, keys });
      await store.collection(notes('note', true)).put(text, { text });
      await store.close();
      expect(await readdir(parent)).toEqual(['store.sqlite']);
    }
    const store = closing(await openStore({ path, keys }));
    const entries = await store.collection(notes('note', true)).range({ limit: 10 });
    expect(entries.map((entry) => entry.id)).toEqual(['one', 'three', 'two']);
  });

  it('refuses a file of another kind, and leaves it as it is', async () => {
    const path = join(await folder(), 'letter.txt');
    await writeFile(path, 'Dear members,\n'.repeat(500));
    expect(await refusal(path)).toContain('is a file of another kind');
    expect((await readFile(path, 'utf8')).startsWith('Dear members')).toBe(true);
  });

  it('refuses a folder in place of the file', async () => {
    const path = join(await folder(), 'store.sqlite');
    await mkdir(path);
    expect(await refusal(path)).toContain('is a folder and not a file');
  });

  it('refuses a path through a file', async () => {
    const path = join(await folder(), 'file');
    await writeFile(path, '');
    await refusal(join(path, 'store.sqlite'));
  });

  it('refuses a damaged file', async () => {
    const path = join(await folder(), 'store.sqlite');
    const keys = newKeys();
    const store = await openStore({ path, keys });
    const collection = store.collection(notes());
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => collection.put(`a${String(i)}`, { text: 'x'.repeat(200) })),
    );
    await store.close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0x5a, 8_192, 40_960));
    expect(await refusal(path, keys)).toContain('is damaged');
  });

  it('refuses a file it may not write', async () => {
    const parent = await folder();
    const path = join(parent, 'store.sqlite');
    const keys = newKeys();
    await (await openStore({ path, keys })).close();
    await chmod(path, 0o400);
    if (process.geteuid?.() === 0) {
      await chown(path, 65_534, 65_534);
      await chmod(parent, 0o755);
    }
    expect(await unprivileged(() => refusal(path, keys))).toContain('cannot be written');
  });

  it('refuses a database that holds rows of something else', async () => {
    const path = join(await folder(), 'other.sqlite');
    const other = new KeyvSqlite(`sqlite://${path}`);
    await other.set('keyv:a', '{"value":1}');
    await other.close();
    expect(await refusal(path)).toContain('was not made by this bot');
  });

  it('refuses another key than the one it was made with, and works again with the right one', async () => {
    const path = join(await folder(), 'store.sqlite');
    const keys = newKeys();
    const store = await openStore({ path, keys });
    await store.collection(notes('note', true)).put('a', { text: 'x' });
    await store.close();
    expect(await refusal(path)).toMatch(/The key in .* does not fit this store/u);
    const again = closing(await openStore({ path, keys }));
    expect(await again.collection(notes('note', true)).get('a')).toEqual({ text: 'x' });
  });

  it('refuses a key made just now beside a store that has one', async () => {
    const parent = await folder();
    const path = join(parent, 'store.sqlite');
    const keyDir = join(parent, 'keys');
    await (await openStore({ path, keys: await loadStoreKeys(keyDir) })).close();
    await rm(keyDir, { recursive: true });
    expect(await refusal(path, await loadStoreKeys(keyDir))).toContain('its key was missing');
    // And not only the first time.
    expect(await refusal(path, await loadStoreKeys(keyDir))).toContain('does not fit this store');
  });

  it('refuses a sealed value moved to another row, changed, or replaced by an open one', async () => {
    const path = join(await folder(), 'store.sqlite');
    const keys = newKeys();
    const store = await openStore({ path, keys });
    const sealed = store.collection(notes('note', true));
    await sealed.put('ada', { text: 'for' });
    await sealed.put('bo', { text: 'against' });
    await sealed.put('cy', { text: 'abstain' });
    await sealed.put('di', { text: 'for' });
    await store.close();

    const raw = new KeyvSqlite(`sqlite://${path}`);
    const ada = await raw.get<string>('note:ada');
    const bo = await raw.get<string>('note:bo');
    const cy = await raw.get<string>('note:cy');
    await raw.set('note:ada', bo);
    await raw.set('note:bo', ada);
    await raw.set('note:cy', cy?.replace('"v":1', '"v":0'));
    await raw.set('note:di', '{"value":{"v":1,"d":{"text":"against"}}}');
    await raw.close();

    const again = closing(await openStore({ path, keys })).collection(notes('note', true));
    await expect(again.get('ada')).rejects.toThrow('note:ada does not open');
    await expect(again.get('bo')).rejects.toThrow('note:bo does not open');
    await expect(again.get('cy')).rejects.toThrow('note:cy does not open');
    await expect(again.get('di')).rejects.toThrow('note:di is not sealed');
  });

  it('keeps nothing readable of a sealed value or of a person in the file', async () => {
    const path = join(await folder(), 'store.sqlite');
    const store = await openStore({ path, keys: newKeys() });
    cleanUp(() => store.close());
    const sealed = store.collection(notes('note', true));
    await sealed.put(store.pseudonym('120123456789012345'), { text: 'remind me of the picket' });
    await store.close();
    const bytes = await readFile(path);
    expect(bytes.includes('picket')).toBe(false);
    expect(bytes.includes('120123456789012345')).toBe(false);
  });
});
