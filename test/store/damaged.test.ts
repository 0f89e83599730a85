import { randomBytes } from 'node:crypto';
import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { StoreDamaged } from '../../src/store/types.js';
import { folder, newKeys, notes, numbered } from './stores.js';

const ROWS = 500;
const REMEDY = 'Put the newest backup back, then start again.';
const reserve = { told: () => undefined, bytes: 65_536 };

/** A store that was closed cleanly, with its reserve beside it. */
async function closedStore() {
  const where = await folder();
  const path = join(where, 'store.sqlite');
  const keys = newKeys();
  const store = await openStore({ path, keys, reserve });
  const collection = store.collection(notes());
  await Promise.all(
    Array.from({ length: ROWS }, (_, at) => collection.put(numbered(at), { text: 'x'.repeat(200) })),
  );
  await store.close();
  return { where, path, keys };
}

/** Opening it must fail, with the remedy, and leave everything as it is; resolves to what was said. */
async function refusal(path: string, keys = newKeys()): Promise<string> {
  const where = join(path, '..');
  const before = await contents(where);
  const opening = openStore({ path, keys, reserve, remedy: () => Promise.resolve(REMEDY) });
  const error: unknown = await opening.then(
    (store) => store.close(),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(StoreDamaged);
  const { message } = error as Error;
  expect(message).toContain(path);
  expect(message.endsWith(` ${REMEDY}`)).toBe(true);
  expect(await contents(where)).toEqual(before);
  return message;
}

/** The names and sizes of what is there, but for what SQLite makes to look at a store. */
async function contents(where: string): Promise<string[]> {
  const names = (await readdir(where)).filter((name) => !/-(?:shm|wal)$/u.test(name)).toSorted();
  return Promise.all(names.map(async (name) => `${name}: ${String((await stat(join(where, name))).size)}`));
}

describe('a damaged store at the start', () => {
  it.each<[string, RegExp, (path: string) => Promise<unknown>]>([
    [
      'cut off in the middle',
      /is damaged\./u,
      async (path) => truncate(path, (await readFile(path)).length / 2),
    ],
    ['cut off inside its first page', /damaged/u, (path) => truncate(path, 1_000)],
    [
      'with another beginning',
      /is a file of another kind, or its beginning is damaged\./u,
      overwrite(0, 100),
    ],
    ['with a page of zeros in the middle', /is damaged\./u, overwrite(40_960, 4_096, 0)],
    ['with noise in the middle', /is damaged\./u, overwrite(20_480, 30_000)],
    ['that is empty', /is empty, but the files beside it say that there was one/u, (path) => truncate(path)],
    ['that is gone', /is missing, but the files beside it say that there was one/u, (path) => rm(path)],
  ])('%s is refused with what to do, and not replaced by a new one', async (_what, sentence, spoil) => {
    const { path, keys } = await closedStore();
    await spoil(path);
    expect(await refusal(path, keys)).toMatch(sentence);
  });

  it('would be an empty new one where nothing beside it told that there was one', async () => {
    const { path, keys } = await closedStore();
    await truncate(path);
    await rm(`${path}.reserve`);
    const store = await openStore({ path, keys });
    expect(await store.collection(notes()).range({ limit: 5 })).toEqual([]);
    await store.close();
  });
});

describe('a store whose process was killed', () => {
  /** Its files as a kill leaves them. */
  async function killed() {
    const { path, keys } = await closedStore();
    const store = await openStore({ path, keys, reserve });
    await store.collection(notes()).put('last', { text: 'confirmed' });
    const left = join(await folder(), 'store.sqlite');
    for (const name of ['', '-wal', '.open', '.reserve']) await copyFile(path + name, left + name);
    await store.close();
    return { path: left, keys };
  }

  it('has what was confirmed, from its journal', async () => {
    const { path, keys } = await killed();
    const store = await openStore({ path, keys, reserve });
    expect(await store.collection(notes()).get('last')).toEqual({ text: 'confirmed' });
    await store.close();
    expect((await readdir(join(path, '..'))).toSorted()).toEqual(['store.sqlite', 'store.sqlite.reserve']);
  });

  it('opens without its journal, which another tool may have folded in, and says that it is missing', async () => {
    const { path, keys } = await killed();
    let missing = 0;
    const open = () => openStore({ path, keys, reserve, journalMissing: () => (missing += 1) });
    await (await open()).close();
    expect(missing).toBe(0);
    const lost = await killed();
    await rm(`${lost.path}-wal`);
    const store = await openStore({ ...lost, reserve, journalMissing: () => (missing += 1) });
    expect(missing).toBe(1);
    expect(await store.collection(notes()).get('last')).toBeUndefined();
    await store.close();
  });

  it.each([1, 2, 3])('also at the start, for the %s. time: no mark without a journal', async (times) => {
    const { path, keys } = await killed();
    let from = path;
    for (let time = 0; time < times; time += 1) {
      const store = await openStore({ path: from, keys, reserve });
      const to = join(await folder(), basename(path));
      const names = (await readdir(join(from, '..'))).map((name) => name.slice(basename(path).length));
      for (const name of names) await copyFile(from + name, to + name);
      await store.close();
      from = to;
    }
    const store = await openStore({ path: from, keys, reserve });
    expect(await store.collection(notes()).get('last')).toEqual({ text: 'confirmed' });
    await store.close();
  });
});

/** Overwrites so many bytes from a place on, with noise or with one value. */
function overwrite(from: number, count: number, value?: number): (path: string) => Promise<void> {
  return async (path) => {
    const bytes = await readFile(path);
    const noise = value === undefined ? randomBytes(count) : Buffer.alloc(count, value);
    noise.copy(bytes, from);
    await writeFile(path, bytes);
  };
}
