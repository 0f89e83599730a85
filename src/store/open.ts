import { resolve } from 'node:path';
import { probe, requireKeysFit } from './check-record.js';
import { createStore } from './keyed-store.js';
import { MemoryDriver } from './memory-driver.js';
import { openSqliteDriver } from './open-sqlite.js';
import { storeUnavailable } from './store-files.js';
import type { StoreKeys } from './store-keys.js';
import { Table } from './table.js';
import type { Store } from './types.js';

export interface OpenStore {
  /** Path of the store's file, relative ones from the working directory; `:memory:` keeps everything in memory. */
  path: string;
  /** From `loadStoreKeys`. */
  keys: StoreKeys;
}

/**
 * Opens the store and checks that it works: private files, this process alone, intact pages, the right key, a row written,
 * read and deleted. Makes the file, and folders that are missing. Rejects with StoreUnavailable, whose message is one
 * sentence with the next step.
 */
export async function openStore({ path, keys }: OpenStore): Promise<Store> {
  if (path === ':memory:') return openMemoryStore({ keys });
  const file = resolve(path);
  const driver = await openSqliteDriver(file);
  try {
    const table = new Table(driver);
    await requireKeysFit(table, keys, file);
    await probe(table);
    return createStore(table, keys);
  } catch (error) {
    await driver.disconnect().catch(() => undefined);
    throw storeUnavailable(file, error);
  }
}

/** A store behind the same contract that forgets everything when it is closed. */
export function openMemoryStore({ keys }: { keys: StoreKeys }): Promise<Store> {
  return Promise.resolve(createStore(new Table(new MemoryDriver()), keys));
}
