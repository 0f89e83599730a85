import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUp } from '../../src/operator/backup.js';
import { copyKeys } from '../../src/operator/copy-keys.js';
import { exportRecords, importRecords } from '../../src/operator/portable.js';
import { restore } from '../../src/operator/restore.js';
import { openRows, type StoredRow } from '../../src/store/rows.js';
import { closing } from '../store/stores.js';
import { loadStoreKeys, openStore } from '../../src/store/index.js';
import { installed, NOW, quiet, type Installed } from './installed.js';

async function backedUp(home: Installed): Promise<string> {
  const file = path.join(home.folder, 'a-backup.sqlite');
  expect(await backUp(home, file, NOW, quiet)).toMatchObject({ ok: true });
  return file;
}

/** Everything in a store nobody has open, but for what the store keeps for itself. */
async function rowsIn(file: string): Promise<StoredRow[]> {
  const rows = await openRows(file);
  const all: StoredRow[] = [];
  for await (const page of rows.all(7)) all.push(...page);
  await rows.close();
  return all.filter(({ key }) => !key.startsWith('restored:'));
}

/** What a tool said, or the message it rejected with. */
async function said(work: Promise<{ ok: boolean; said: string }>): Promise<string> {
  try {
    const { ok, said: sentence } = await work;
    return ok ? 'It was done.' : sentence;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('restoring a backup', () => {
  it('puts it in the store’s place, and keeps what was there aside', async () => {
    const home = await installed();
    const file = await backedUp(home);
    const before = await rowsIn(file);
    const { store, people } = await home.open();
    await people.put('0099', { timezone: 'UTC' });
    await people.remove('0001');
    await store.close();
    const answer = await restore(home, file, NOW, quiet);
    expect(answer.said).toMatch(
      /^Restored: 51 records of .*The store that was there is now .*replaced\.sqlite/u,
    );
    expect(await rowsIn(home.store)).toEqual(before);
    const aside = (await readdir(home.folder)).filter((name) => name.includes('replaced'));
    expect(aside).toEqual(['bot.2027-03-01T120000Z.replaced.sqlite']);
    expect((await rowsIn(path.join(home.folder, aside[0]!))).map(({ key }) => key)).toContain('person:0099');
  });

  it('works where the store is damaged or gone, and keeps the damaged one with its journal', async () => {
    const home = await installed();
    const file = await backedUp(home);
    await writeFile(home.store, 'no store any more');
    await writeFile(`${home.store}-wal`, 'its journal');
    expect((await restore(home, file, NOW, quiet)).ok).toBe(true);
    const aside = path.join(home.folder, 'bot.2027-03-01T120000Z.replaced.sqlite');
    expect(await readFile(aside, 'utf8')).toBe('no store any more');
    expect(await readFile(`${aside}-wal`, 'utf8')).toBe('its journal');
    await rm(home.store);
    expect((await restore(home, file, NOW, quiet)).ok).toBe(true);
    expect((await home.open()).store.full).toBe(false);
  });

  it('is refused beside whoever has the store open, and changes nothing', async () => {
    const home = await installed();
    const file = await backedUp(home);
    const { people } = await home.open();
    expect(await said(restore(home, file, NOW, quiet))).toMatch(/is in use by another process/u);
    await people.put('0099', { timezone: 'UTC' });
    expect(await people.get('0099')).toEqual({ timezone: 'UTC' });
  });

  it.each<[string, RegExp, (home: Installed, file: string) => Promise<unknown>]>([
    ['that is not there', /ENOENT/u, (_home, file) => rm(file)],
    ['of another kind', /another kind/u, (_home, file) => writeFile(file, 'x'.repeat(10_000))],
    ['that is empty', /is damaged, or a file of another kind/u, (_home, file) => writeFile(file, '')],
    [
      'that was cut off',
      /is damaged/u,
      async (_home, file) => writeFile(file, (await readFile(file)).subarray(0, 9_000)),
    ],
    [
      'with a page of zeros',
      /is damaged/u,
      async (_home, file) => writeFile(file, (await readFile(file)).fill(0, 8_192, 12_288)),
    ],
    [
      'under another key',
      /does not fit this store/u,
      async ({ keyDir }) => writeFile(path.join(keyDir, 'store', 'store.key'), Buffer.alloc(32, 7)),
    ],
    [
      'while the key folder is empty',
      /is missing\. Put the copy of the key folder/u,
      ({ keyDir }) => rm(path.join(keyDir, 'store', 'store.key')),
    ],
    [
      'with records of a newer version, and of kinds unknown here',
      /cannot read 1 of “unknown”, 1 of “person”/u,
      async (_home, file) => {
        const rows = await openRows(file);
        await rows.add([
          { key: 'person:0007', text: '{"v":9,"s":"x"}' },
          { key: 'banner:1', text: '{"v":1,"d":1}' },
        ]);
        await rows.close();
      },
    ],
  ])('refuses one %s, and leaves the store as it is', async (_what, sentence, spoil) => {
    const home = await installed();
    const file = await backedUp(home);
    const before = await rowsIn(home.store);
    await spoil(home, file);
    expect(await said(restore(home, file, NOW, quiet))).toMatch(sentence);
    expect(await rowsIn(home.store)).toEqual(before);
    expect((await readdir(home.folder)).filter((name) => /candidate|replaced/u.test(name))).toEqual([]);
  });
});

describe('moving to another machine', () => {
  it('takes every record as it is, sealed ones sealed, and the same comes out again', async () => {
    const home = await installed(1_234);
    const file = path.join(home.folder, 'records.jsonl');
    expect((await exportRecords(home, file, NOW, quiet)).said).toMatch(/^1,235 records are in/u);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('Europe/Berlin');
    expect(text.split('\n')[1]).toMatch(/^\{"key":"person:0000","record":\{"v":1,"s":"/u);

    const there = await installed(0);
    await rm(there.store);
    await copyFile(
      path.join(home.keyDir, 'store', 'store.key'),
      path.join(there.keyDir, 'store', 'store.key'),
    );
    expect((await importRecords(there, file, NOW, quiet)).said).toMatch(/^1,235 records are in/u);
    expect(await rowsIn(there.store)).toEqual(await rowsIn(home.store));
    const again = path.join(there.folder, 'again.jsonl');
    await exportRecords(there, again, NOW, quiet);
    expect(await readFile(again, 'utf8')).toBe(text);
    const { people } = await there.open();
    expect(await people.get('0001')).toEqual({ timezone: 'America/New_York' });
  });

  it.each<[string, (text: string) => string]>([
    ['without its end', (text) => text.slice(0, text.lastIndexOf('{"records"'))],
    ['with a line missing', (text) => text.split('\n').toSpliced(3, 1).join('\n')],
    ['with a line twice', (text) => text.split('\n').toSpliced(3, 0, text.split('\n')[3]!).join('\n')],
    ['with a record changed', (text) => text.replace('"s":"', '"s":"A')],
    ['with something behind the end', (text) => `${text}{}\n`],
    ['of another program', () => '{"hello":"world"}\n'],
    [
      'with a name that reaches into the prototype',
      (text) => text.replace('{"key"', '{"__proto__":{},"key"'),
    ],
    ['that is empty', () => ''],
  ])('refuses a file %s, and leaves no store', async (_what, spoil) => {
    const home = await installed();
    const file = path.join(home.folder, 'records.jsonl');
    await exportRecords(home, file, NOW, quiet);
    await writeFile(file, spoil(await readFile(file, 'utf8')));
    await rm(home.store);
    expect(await said(importRecords(home, file, NOW, quiet))).toMatch(/^Nothing was changed: /u);
    expect((await readdir(home.folder)).toSorted()).toEqual(['keys', 'records.jsonl']);
  });

  it('is refused where there is a store, or a file of that name', async () => {
    const home = await installed();
    const file = path.join(home.folder, 'records.jsonl');
    await exportRecords(home, file, NOW, quiet);
    expect(await said(exportRecords(home, file, NOW, quiet))).toMatch(/EEXIST/u);
    expect(await said(importRecords(home, file, NOW, quiet))).toMatch(/^There is a store already/u);
  });
});

describe('copying the keys', () => {
  it('takes those that have to be kept, never the ballots’, and with them a backup opens', async () => {
    const home = await installed();
    await writeFile(path.join(home.keyDir, 'ballots', '0000000000-1'), Buffer.alloc(32, 1));
    const target = path.join(home.folder, 'elsewhere', 'keys');
    expect((await copyKeys(home, target)).ok).toBe(true);
    const copied = await readdir(target, { recursive: true });
    expect(copied.toSorted()).toEqual(['signing', 'signing/outcome.pem', 'store', 'store/store.key']);
    const keys = await loadStoreKeys(target);
    closing(await openStore({ path: await backedUp(home), keys }));
    await expect(copyKeys(home, target)).rejects.toThrow('EEXIST');
  });

  it('is refused where backups or the store are', async () => {
    const home = await installed();
    expect(await said(copyKeys(home, path.join(home.backupDir, 'keys')))).toMatch(/outside BACKUP_DIR/u);
    expect(await said(copyKeys(home, home.folder))).toMatch(/another folder than the store’s/u);
  });
});
