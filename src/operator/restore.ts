import { constants } from 'node:fs';
import { copyFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { openRows } from '../store/rows.js';
import { isThere, sync } from '../store/store-files.js';
import { StoreDamaged, StoreUnavailable, type Store } from '../store/types.js';
import type { Installation } from './installation.js';
import { removeStore, replaceStore, requireStopped } from './replace-store.js';
import { RESTORED, restoredCollection } from './restored.js';
import type { OperatorAnswer } from './socket.js';
import { askForAll, withStore } from './with-store.js';

const RUNNING = 'The bot is running. Stop it first, then try again.';

/**
 * Puts a backup in the store's place: only while the bot is stopped, and only if it is whole, opens with the keys at hand
 * and every record in it can be read. The store that was there is kept aside. Rejects with StoreUnavailable, or with the
 * system's error where a file cannot be read or written; then nothing was changed.
 */
export async function restore(
  installation: Installation,
  file: string,
  now: Date,
  progress: (said: string) => void,
): Promise<OperatorAnswer> {
  const { store, keyDir } = installation;
  const refused = await refusal(installation);
  if (refused !== undefined) return refused;
  const backup = path.resolve(file);
  const { mtime } = await stat(backup);
  const candidate = `${store}.candidate`;
  await removeStore(candidate);
  try {
    // A copy, so that the backup stays as it is whatever happens; beside the store, so that one name can replace the other.
    await copyFile(backup, candidate, constants.COPYFILE_FICLONE);
    await requireRecords(candidate, backup);
    const records = await withStore(candidate, keyDir, async (opened) => {
      const found = await requireReadable(opened, progress);
      await restoredCollection(opened).put(RESTORED, { at: now.toISOString(), madeAt: mtime.toISOString() });
      return found;
    });
    if (typeof records !== 'number') return records;
    await sync(candidate);
    await requireStopped(store);
    const aside = await replaceStore(store, candidate, now);
    return {
      ok: true,
      said: [
        `Restored: ${records.toLocaleString('en')} records of ${mtime.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
        ...(aside === undefined
          ? []
          : [`The store that was there is now ${aside}: remove it once all is well.`]),
        'Start the bot. Secret votes that were open begin again, and their cards say so; what was recorded since the backup is not in it.',
      ].join(' '),
    };
  } finally {
    await removeStore(candidate);
  }
}

/** A file without any would become an empty store. Rejects with StoreUnavailable. */
async function requireRecords(candidate: string, backup: string): Promise<void> {
  try {
    const rows = await openRows(candidate);
    try {
      for await (const page of rows.all(1)) if (page.length > 0) return;
    } finally {
      await rows.close();
    }
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
  }
  throw new StoreUnavailable(`${backup} is damaged, or a file of another kind: give another backup.`);
}

/** Why no store can be put in place now, if so. */
export async function refusal({ store, keyDir }: Installation): Promise<OperatorAnswer | undefined> {
  // Also asked of the store's lock, which decides; but this one has the better sentence.
  if (await isRunning(keyDir)) return { ok: false, said: RUNNING };
  await requireStopped(store);
  const key = path.join(keyDir, 'store', 'store.key');
  if (await isThere(key)) return undefined;
  return {
    ok: false,
    said: `The key ${key} is missing. Put the copy of the key folder in its place first, then try again.`,
  };
}

/** How many records there are, or that not all of them can be read. */
export async function requireReadable(
  store: Store,
  progress: (said: string) => void,
): Promise<number | OperatorAnswer> {
  await askForAll(store);
  let told = performance.now();
  const { readable, unreadable } = await store.check((rows) => {
    if (performance.now() - told < 1_000) return;
    told = performance.now();
    progress(`${rows.toLocaleString('en')} records checked`);
  });
  if (unreadable.size === 0) return readable;
  const list = [...unreadable].map(([prefix, count]) => `${String(count)} of “${prefix || 'unknown'}”`);
  return {
    ok: false,
    said: `Nothing was changed: of its records this version cannot read ${list.join(', ')}. Use the version that made it, or another backup.`,
  };
}

async function isRunning(keyDir: string): Promise<boolean> {
  const { askBot } = await import('./ask.js');
  let connected = false;
  await askBot(keyDir, { ask: 'state' }, undefined, () => (connected = true)).catch(() => undefined);
  return connected;
}
