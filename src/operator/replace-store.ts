import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { unmarkOpen } from '../store/left-behind.js';
import { openSqliteDriver } from '../store/open-sqlite.js';
import { COMPANIONS, isThere, sync } from '../store/store-files.js';
import { StoreDamaged } from '../store/types.js';
import { namedAt } from './backup-files.js';

/**
 * Rejects with StoreUnavailable while a process has the store open. What a crash left in its journal is folded in, unless
 * the store is damaged.
 */
export async function requireStopped(store: string): Promise<void> {
  if (!(await isThere(store))) return;
  try {
    await (await openSqliteDriver(store)).disconnect();
  } catch (error) {
    // Damage is a reason to restore, and whoever has the store open would have been met before it.
    if (!(error instanceof StoreDamaged)) throw error;
  }
}

/**
 * Puts a whole store in the place of the one that is there, which nobody may have open, and keeps that aside; resolves to
 * where, or undefined where there was none. In a crash between the steps the store's place is empty, and the files beside
 * it say that there was one: the bot does not start with a new one instead.
 */
export async function replaceStore(store: string, by: string, now: Date): Promise<string | undefined> {
  const { dir, name, ext } = path.parse(namedAt(store, now));
  const aside = path.join(path.dirname(store), dir, `${name}.replaced${ext}`);
  const hadOne = await isThere(store);
  // The journal of a damaged store first: without its file SQLite would throw it away, and with another one misread it.
  for (const companion of [...COMPANIONS].reverse()) {
    if (await isThere(store + companion)) await rename(store + companion, aside + companion);
  }
  await sync(path.dirname(store));
  await rename(by, store);
  await sync(path.dirname(store));
  await unmarkOpen(store);
  return hadOne ? aside : undefined;
}

/** Removes a store file that was only made to be looked at, or a half-made one. */
export async function removeStore(file: string): Promise<void> {
  for (const companion of COMPANIONS) await rm(file + companion, { force: true });
  await rm(`${file}.open`, { force: true });
}
