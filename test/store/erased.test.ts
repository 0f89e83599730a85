import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteDriver } from '../../src/store/open-sqlite.js';
import { Random } from '../prove/random.js';

// Rows that grow make others move to another page; with these seeds some of the removed ones leave a copy behind.
it.each([7, 35, 38])(
  'holds nothing of removed rows after a checkpoint, wherever they lay (%i)',
  async (seed) => {
    const random = new Random(seed);
    const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-erased-'));
    const file = path.join(folder, 'store.sqlite');
    const driver = await openSqliteDriver(file);
    try {
      const keys = Array.from({ length: 60 }, (_none, at) => `gone:${String(at).padStart(3, '0')}`);
      for (const key of keys) {
        await driver.set(key, `removed-${key}-`.padEnd(150, 'x'));
        const kept = `kept:${String(random.between(0, 9))}`;
        await driver.set(kept, 'k'.repeat(random.between(100, 1_500)));
      }
      await driver.deleteMany?.(keys);
      await driver.checkpoint();
      const left = (await readFile(file, 'latin1')).match(/removed-gone:\d+/gu);
      expect([...new Set(left)]).toEqual([]);
    } finally {
      await driver.disconnect();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
