import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { askForAll } from '../../src/operator/with-store.js';
import { openMemoryStore } from '../../src/store/index.js';
import { newKeys } from '../store/stores.js';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

it('a restore knows every collection there is in the source', async () => {
  const store = await openMemoryStore({ keys: newKeys() });
  const asked = vi.spyOn(store, 'collection');
  await askForAll(store);
  const known = new Set(asked.mock.calls.map(([{ prefix }]) => prefix));
  const files = (await readdir(SRC, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const named = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(path.join(SRC, name), 'utf8');
      if (!/store\.collection|CollectionDefinition/u.test(text)) return [];
      return [...text.matchAll(/prefix: '([a-z-]+)'|index\('([a-z-]+)'\)|PREFIX = '([a-z-]+)'/gu)].map(
        ([, one, two, three]) => one ?? two ?? three ?? '',
      );
    }),
  );
  const wanted = new Set(named.flat().filter((prefix) => prefix !== 'store'));
  expect([...wanted].filter((prefix) => !known.has(prefix))).toEqual([]);
  expect(wanted.size).toBeGreaterThan(25);
});
