import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openRows, type StoredRow } from '../store/rows.js';
import { isThere, sync, writeNewFile } from '../store/store-files.js';
import { StoreUnavailable } from '../store/types.js';
import { backUp } from './backup.js';
import type { Installation } from './installation.js';
import { removeStore, replaceStore } from './replace-store.js';
import { refusal, requireReadable } from './restore.js';
import type { OperatorAnswer } from './socket.js';
import { withStore } from './with-store.js';

const FORMAT = 'strike-together records';
const ROWS_AT_ONCE = 500;
/** A record is a line; nothing stored comes near this many characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

const headSchema = z.strictObject({ format: z.literal(FORMAT), version: z.literal(1), at: z.iso.datetime() });
const rowSchema = z.strictObject({ key: z.string(), record: z.record(z.string(), z.unknown()) });
/** Says that nothing is missing, and nothing was changed by accident. */
const endSchema = z.strictObject({ records: z.number().int().nonnegative(), sha256: z.string() });

/**
 * Writes all records to a new file as lines of JSON, for moving to another machine or database: a head, a line
 * `{"key","record"}` each, and an end with their number and hash. A record carries its schema version; sealed ones stay
 * sealed, so that the file is no more readable than a backup, and it takes the same keys to use it.
 */
export async function exportRecords(
  installation: Installation,
  file: string,
  now: Date,
  progress: (said: string) => void,
): Promise<OperatorAnswer> {
  const target = path.resolve(file);
  if (await isThere(target)) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
  // Of one instant, whoever writes meanwhile.
  const copy = `${target}.copy`;
  await removeStore(copy);
  try {
    const made = await backUp(installation, copy, now, progress);
    if (!made.ok) return made;
    const rows = await openRows(copy);
    let records = 0;
    try {
      await writeNewFile(target, async (unfinished) => {
        records = await writeLines(unfinished, rows.all(ROWS_AT_ONCE), now);
      });
    } finally {
      await rows.close();
    }
    return {
      ok: true,
      said: `${records.toLocaleString('en')} records are in ${target}. What is sealed stays sealed: import it where keys/store is the same.`,
    };
  } finally {
    await removeStore(copy);
  }
}

/**
 * Makes a store of exported records, where there is none yet and the bot is stopped. Every record is read with the keys at
 * hand before the store gets its name. Rejects as {@link exportRecords} does, with nothing changed.
 */
export async function importRecords(
  installation: Installation,
  file: string,
  now: Date,
  progress: (said: string) => void,
): Promise<OperatorAnswer> {
  const { store, keyDir } = installation;
  if (await isThere(store)) {
    return {
      ok: false,
      said: `There is a store already, ${store}: move it away, with ${path.basename(store)}.reserve if that is there, or set STORE_URL to another path. Then try again.`,
    };
  }
  const refused = await refusal(installation);
  if (refused !== undefined) return refused;
  const candidate = `${store}.candidate`;
  await removeStore(candidate);
  try {
    const rows = await openRows(candidate);
    try {
      await readLines(path.resolve(file), (page) => rows.add(page));
    } finally {
      await rows.close();
    }
    const records = await withStore(candidate, keyDir, (opened) => requireReadable(opened, progress));
    if (typeof records !== 'number') return records;
    await sync(candidate);
    await rm(`${store}.reserve`, { force: true });
    await replaceStore(store, candidate, now);
    return { ok: true, said: `${records.toLocaleString('en')} records are in ${store}. Start the bot.` };
  } finally {
    await removeStore(candidate);
  }
}

/** Writes the lines; resolves to how many records there are. */
async function writeLines(file: string, pages: AsyncIterable<StoredRow[]>, now: Date): Promise<number> {
  const hash = createHash('sha256');
  const out = await open(file, 'w', 0o600);
  try {
    const put = async (text: string) => {
      hash.update(text);
      await out.writeFile(text);
    };
    await put(line({ format: FORMAT, version: 1, at: now.toISOString() }));
    let records = 0;
    for await (const page of pages) {
      records += page.length;
      await put(page.map(({ key, text }) => line({ key, record: JSON.parse(text) as unknown })).join(''));
    }
    await out.writeFile(line({ records, sha256: hash.digest('hex') }));
    return records;
  } finally {
    await out.close();
  }
}

/** Reads the lines, so many at a time. Rejects with StoreUnavailable for what was not written so, or not to the end. */
async function readLines(file: string, take: (rows: StoredRow[]) => Promise<void>): Promise<void> {
  // Opened first: a stream would fail only while it is read.
  const handle = await open(file, 'r');
  const hash = createHash('sha256');
  let page: StoredRow[] = [];
  let seen = 0;
  let end: z.infer<typeof endSchema> | undefined;
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    for await (const text of lines) {
      if (text.length > LONGEST_LINE || end !== undefined) throw notOurs(seen);
      const value = parse(text, seen);
      if (seen === 0) headSchema.parse(value);
      else end = endSchema.safeParse(value).data;
      if (end === undefined) hash.update(`${text}\n`);
      if (seen > 0 && end === undefined) {
        const { key, record } = rowSchema.parse(value);
        page.push({ key, text: JSON.stringify(record) });
      }
      seen += 1;
      if (page.length < ROWS_AT_ONCE) continue;
      await take(page);
      page = [];
    }
  } catch (error) {
    if (error instanceof z.ZodError) throw notOurs(seen);
    throw error;
  } finally {
    await handle.close();
  }
  if (end === undefined || end.records !== seen - 2 || end.sha256 !== hash.digest('hex')) throw notOurs(seen);
  if (page.length > 0) await take(page);
}

function parse(text: string, seen: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notOurs(seen);
  }
}

function notOurs(lines: number): StoreUnavailable {
  return new StoreUnavailable(
    `Nothing was changed: the file is no export of this bot, was changed, or lacks its end (line ${String(lines + 1)}). Export again, then try again.`,
  );
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
