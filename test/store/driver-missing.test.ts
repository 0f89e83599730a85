import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openMemoryStore, openStore } from '../../src/store/open.js';
import { closing, folder, newKeys } from './stores.js';

vi.mock('@keyv/sqlite', () => {
  throw new Error('Could not locate the bindings file');
});

it('a missing compiled driver is one sentence that says what to run, and memory works without it', async () => {
  const path = join(await folder(), 'store.sqlite');
  await expect(openStore({ path, keys: newKeys() })).rejects.toThrow(
    /^The compiled part of the sqlite3 package .* run "npm ci" again with its install script allowed.*\.$/u,
  );
  closing(await openMemoryStore({ keys: newKeys() }));
});
