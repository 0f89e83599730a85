import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import type { Collection, Store } from '../../src/store/types.js';
import { bareKeyv } from './bare-keyv.js';
import { cleanUp, closing, folder, newKeys, notes, notesOnFile, numbered, type Note } from './stores.js';

describe('where Keyv on SQLite goes wrong, the store does not', () => {
  let file: string;
  let store: Store;
  let collection: Collection<Note>;

  beforeEach(async () => {
    ({ file, store, collection } = await notesOnFile());
  });

  describe('copies', () => {
    it('a plain copy of the open file lacks confirmed rows; a backup has them all and is private', async () => {
      const keys = newKeys();
      const live = closing(await openStore({ path: `${file}-live`, keys }));
      const ours = live.collection(notes('note', true));
      await Promise.all(Array.from({ length: 200 }, (_, index) => ours.put(numbered(index), { text: 'x' })));

      const target = join(await folder(), 'backup.sqlite');
      await live.backup(target);
      expect((await stat(target)).mode & 0o777).toBe(0o600);
      await expect(live.backup(target)).rejects.toThrow('EEXIST');
      const restored = closing(await openStore({ path: target, keys }));
      expect(await restored.collection(notes('note', true)).range({ limit: 1_000 })).toHaveLength(200);

      const copy = join(await folder(), 'copy.sqlite');
      await copyFile(`${file}-live`, copy);
      const { adapter } = bareKeyv(copy);
      cleanUp(() => adapter.close());
      const [row] = (await adapter.query('SELECT count(*) AS n FROM keyv')) as { n: number }[];
      expect(row?.n).toBeLessThan(200);
    });

    it('a backup that fails leaves no file behind', async () => {
      const missing = join(await folder(), 'missing', 'backup.sqlite');
      await expect(store.backup(missing)).rejects.toThrow('ENOENT');
      await mkdir(`${file}-folder`);
      await expect(store.backup(`${file}-folder`)).rejects.toThrow('EEXIST');
    });
  });

  it('what was removed is in neither file nor journal after a checkpoint', async () => {
    const secret = 'for-the-strike-on-the-first';
    await collection.put('a', { text: secret });
    await store.checkpoint();
    await collection.remove('a');
    await store.checkpoint();
    const bytes = await Promise.all(
      [file, `${file}-wal`].map((path) => readFile(path).catch(() => Buffer.alloc(0))),
    );
    expect(Buffer.concat(bytes).includes(secret)).toBe(false);
  });
});
