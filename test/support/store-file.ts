import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import sqlite3 from 'sqlite3';
import { itemSchema, type Item } from '../../src/outbox/item.js';
import type { StoreKeys } from '../../src/store/index.js';
import { decode } from '../../src/store/record.js';

/** Copies a store nobody has open, with the journal a crash left. */
export async function copyStore(from: string, to: string): Promise<void> {
  for (const part of ['', '-wal']) {
    if (existsSync(from + part)) await copyFile(from + part, to + part);
  }
}

/** Asks a store file nobody has open. */
export async function query<Row = unknown>(file: string, sql: string): Promise<Row[]> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, (error) =>
      error ? reject(error) : resolve(opened),
    );
  });
  try {
    return await new Promise<Row[]>((resolve, reject) =>
      database.all<Row>(sql, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  } finally {
    await new Promise<void>((resolve) => database.close(() => resolve()));
  }
}

/** Changes a store file nobody has open. */
export async function execute(file: string, sql: string): Promise<void> {
  await query(file, sql);
}

/** Looks at a store as the disk holds it, on a copy, so that the journal stays for the bot to read. */
export async function onCopy<T>(file: string, look: (copy: string) => Promise<T>): Promise<T> {
  const copy = `${file}-looked-at`;
  await copyStore(file, copy);
  try {
    return await look(copy);
  } finally {
    for (const part of ['', '-wal', '-shm']) await rm(copy + part, { force: true });
  }
}

/** What a store nobody has open still owes to Discord. */
export async function owedIn(file: string, keys: StoreKeys): Promise<Item[]> {
  const definition = { prefix: 'outbox', version: 1, schema: itemSchema, sealed: true };
  const sql = "SELECT key, value FROM keyv WHERE key >= 'outbox:' AND key < 'outbox;'";
  return (await query<{ key: string; value: string }>(file, sql)).map(({ key, value }) => {
    const { value: record } = JSON.parse(value) as { value: unknown };
    return decode(definition, keys, key, JSON.stringify(record));
  });
}
