import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StoreKeys } from '../../../src/store/store-keys.js';
import { execute } from '../../support/store-file.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { ByteSearch } from './byte-search.js';
import { rowsOf, unsealed } from './rows.js';
import { filesIn, NAMED, needlesOf, PSEUDONYMS, type Traces } from './traces.js';

const VERSION = '0123456789-1';
/** Where something could have been left: every kind of file an installation has. */
const FILES = [
  'bot.sqlite',
  'bot.sqlite-wal',
  'backup.sqlite',
  'keys/store/store.key',
  'keys/signing/record.pem',
  'keys/ballots/0123456789-1',
  'log.ndjson',
];

/**
 * The search is known to find: every trace, in every way of writing it, planted in the middle of every kind of file; a
 * row that was deleted without being overwritten; and a sealed value that says who voted what.
 */
export async function plantedIsFound(seed: number): Promise<Counts> {
  const random = new Random(seed);
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-planted-'));
  const secret = randomBytes(32);
  const traces: Traces = {
    userIds: ['812345678901234567'],
    namedIds: ['823456789012345678'],
    clickIds: ['1234567890123456789'],
    keys: [{ version: VERSION, secret: randomBytes(32) }],
  };
  const needles = needlesOf(traces, secret);
  const search = new ByteSearch(needles);
  let planted = 0;
  try {
    for (const name of FILES) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      const bytes = randomBytes(random.between(20_000, 60_000));
      await writeFile(file, bytes);
      const clean = Object.keys(await search.inFiles(await filesIn(folder)));
      holds(clean.length === 0, `Found in ${name} without being there: ${clean.join(', ')}`);
      for (const { what, bytes: needle } of needles) {
        const hidden = Buffer.from(bytes);
        needle.copy(hidden, random.between(0, bytes.length - needle.length));
        await writeFile(file, hidden);
        const found = await search.inFiles(await filesIn(folder));
        holds(found[what]?.many === 1, `Planted in ${name}, and not found: ${what}`);
        planted += 1;
      }
      await rm(file);
    }
    await deletedRow(folder, traces, search);
    await sealedRow(folder, traces, search, secret);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { 'traces planted one by one, and found': planted, 'deleted and sealed rows planted, and found': 2 };
}

/** Somebody's id near a choice, in a row that was deleted: SQLite only marks the place as free. */
async function deletedRow(folder: string, { userIds: [userId] }: Traces, search: ByteSearch): Promise<void> {
  const file = path.join(folder, 'deleted.sqlite');
  await makeStore(file, [{ key: 'cast:1', value: JSON.stringify({ userId, choice: 'for' }) }]);
  await execute(file, 'PRAGMA secure_delete = OFF');
  await execute(file, 'DELETE FROM keyv');
  holds((await rowsOf(file)).length === 0, 'The row was not deleted');
  const found = Object.keys(await search.inFiles([file]));
  holds(found.includes('ids of people who voted secretly'), 'A deleted row was not found');
}

/** The same, sealed under the key of the store, as a list of who voted what might be by mistake. */
async function sealedRow(
  folder: string,
  { userIds: [userId] }: Traces,
  search: ByteSearch,
  secret: Buffer,
): Promise<void> {
  const file = path.join(folder, 'sealed.sqlite');
  const sealed = new StoreKeys(secret).seal('cast:1@1', JSON.stringify({ userId, choice: 'for' }));
  await makeStore(file, [{ key: 'cast:1', value: JSON.stringify({ value: { v: 1, s: sealed } }) }]);
  const copy = path.join(folder, 'copy.sqlite');
  await copyFile(file, copy);
  holds(
    Object.keys(search.in(await readFile(copy))).length === 0,
    'A sealed value can be read without its key',
  );
  const inside = Object.keys(search.in(Buffer.from(unsealed(await rowsOf(copy), secret))));
  holds(inside.includes('ids of people who voted secretly'), 'In an opened value nothing is found');
  holds(!inside.includes(NAMED) && !inside.includes(PSEUDONYMS), 'More is found than was planted');
}

/** A store's file with these rows, in this order. */
export async function makeStore(
  file: string,
  rows: readonly { key: string; value: string }[],
): Promise<void> {
  await execute(file, 'CREATE TABLE keyv (key VARCHAR(255) PRIMARY KEY, value TEXT)');
  const values = rows.map(({ key, value }) => `('${key}', '${value}')`);
  await execute(file, `INSERT INTO keyv (key, value) VALUES ${values.join(', ')}`);
}
