import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { createStore } from '../../src/store/keyed-store.js';
import { openSqliteDriver } from '../../src/store/open-sqlite.js';
import type { SqliteDriver } from '../../src/store/sqlite-driver.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { Table } from '../../src/store/table.js';
import type { Collection, CollectionDefinition, Store } from '../../src/store/types.js';

/** Removes what a test made, last first. */
const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean().catch(() => undefined);
});

/** Runs after the test, before what was handed in earlier. */
export function cleanUp(clean: () => Promise<unknown>): void {
  leftovers.push(clean);
}

/** An empty folder (0700) for one test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'store-'));
  cleanUp(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Keys of a new installation. */
export function newKeys(): StoreKeys {
  return new StoreKeys(randomBytes(32));
}

/** Closes the store after the test, if the test did not. */
export function closing(store: Store): Store {
  cleanUp(() => store.close());
  return store;
}

/** A store on a file, with its driver in hand to make the disk fail. */
export async function openWithDriver(
  file: string,
  keys = newKeys(),
): Promise<{ store: Store; driver: SqliteDriver; table: Table }> {
  const driver = (await openSqliteDriver(file)) as SqliteDriver;
  const table = new Table(driver);
  return { store: closing(createStore(table, keys)), driver, table };
}

/** A fact about an organisation: what most tests store. */
export const noteSchema = z.strictObject({ text: z.string(), count: z.number().int().optional() });
export type Note = z.infer<typeof noteSchema>;

/** A collection of notes under any prefix. */
export function notes(prefix = 'note', sealed = false): CollectionDefinition<Note> {
  return { prefix, version: 1, schema: noteSchema, sealed };
}

/** A store of notes on a file of its own, with its driver in hand to make the disk fail. */
export async function notesOnFile(): Promise<{
  file: string;
  store: Store;
  driver: SqliteDriver;
  collection: Collection<Note>;
}> {
  const file = join(await folder(), 'store.sqlite');
  const { store, driver } = await openWithDriver(file);
  return { file, store, driver, collection: store.collection(notes()) };
}

/** A collection that takes whatever it is given, so that only our own check stands between a value and the disk. */
export function anything(prefix = 'any'): CollectionDefinition<unknown> {
  return { prefix, version: 1, schema: z.unknown(), sealed: false };
}

export { numbered } from './holder-values.js';
