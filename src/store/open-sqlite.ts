import type { Driver } from './driver.js';
import { unmarkOpen } from './left-behind.js';
import { prepareStoreFile, storeUnavailable } from './store-files.js';
import type * as sqlite from './sqlite-driver.js';
import { StoreUnavailable } from './types.js';

/** How long to wait for another process to let go, in ms; enough for one that is just closing. */
const BUSY_AT_OPEN_MS = 4_000;
const BUSY_MS = 5_000;

/**
 * What must hold while the store is open, as SQLite reports it back:
 * - one process only, so that reads inside the process are the truth;
 * - a journal written ahead, synced at each commit: what was confirmed survives a power cut (NORMAL can lose the last);
 * - what is deleted is overwritten;
 * - nothing is written to a temporary file somewhere else, also not by VACUUM.
 */
const SETTINGS: readonly { set: string; read: string; want: string | number }[] = [
  { set: 'locking_mode = EXCLUSIVE', read: 'locking_mode', want: 'exclusive' },
  { set: 'journal_mode = WAL', read: 'journal_mode', want: 'wal' },
  { set: 'synchronous = FULL', read: 'synchronous', want: 2 },
  { set: 'temp_store = MEMORY', read: 'temp_store', want: 2 },
  { set: 'secure_delete = ON', read: 'secure_delete', want: 1 },
  { set: `busy_timeout = ${String(BUSY_MS)}`, read: 'busy_timeout', want: BUSY_MS },
];

/**
 * Opens a store file for this process alone, making it if it is not there, and checks it whole. `file` is an absolute path.
 * Rejects with StoreUnavailable, one sentence with the next step; then nothing of it stays open.
 */
export async function openSqliteDriver(file: string): Promise<Driver> {
  const { SqliteDriver } = await loadDriver();
  let driver: sqlite.SqliteDriver | undefined;
  try {
    await prepareStoreFile(file);
    driver = new SqliteDriver(file, BUSY_AT_OPEN_MS);
    // Fails where another process has the store, whose mark that would be.
    await driver.pragma('schema_version');
    await unmarkOpen(file);
    await applySettings(driver);
    const verdict = await driver.pragma('quick_check(1)');
    if (verdict !== 'ok') throw Object.assign(new Error('quick_check failed'), { code: 'SQLITE_CORRUPT' });
    return driver;
  } catch (error) {
    await driver?.disconnect().catch(() => undefined);
    throw storeUnavailable(file, error);
  }
}

/** Loaded only here: without its compiled part the import itself fails, and a store in memory does not need it. */
async function loadDriver(): Promise<typeof sqlite> {
  try {
    return await import('./sqlite-driver.js');
  } catch (error) {
    throw new StoreUnavailable(
      'The compiled part of the sqlite3 package is missing or does not fit this Node: run "npm ci" again with its install script allowed, then start again.',
      { cause: error },
    );
  }
}

async function applySettings(driver: sqlite.SqliteDriver): Promise<void> {
  // Out of WAL first: a journal entered before the lock is exclusive is shared through a third file, and the lock on the
  // database itself would not be. This also folds in what a crash left in the journal.
  await driver.pragma('journal_mode = DELETE');
  for (const { set } of SETTINGS) await driver.pragma(set);
  for (const { read, want } of SETTINGS) {
    const found = await driver.pragma(read);
    if (found !== want) {
      throw new StoreUnavailable(
        `The store's disk does not support ${read} = ${String(want)}: set STORE_URL to a path on a local disk, then start again.`,
      );
    }
  }
}
