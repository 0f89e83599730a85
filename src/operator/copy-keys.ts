import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import path from 'node:path';
import { isThere, sync } from '../store/store-files.js';
import type { Installation } from './installation.js';
import type { OperatorAnswer } from './socket.js';

/** What has to be kept; never `ballots`, whose files exist to be destroyed. */
const KEPT = ['store', 'signing'];

/**
 * Copies the keys that have to be kept into a folder of their own, which must not be where backups of the data are:
 * whoever has both can read everything. Works beside the running bot, because these files never change. Rejects with the
 * system's error where a copy is there already.
 */
export async function copyKeys(
  { keyDir, store, backupDir }: Installation,
  folder: string,
): Promise<OperatorAnswer> {
  const target = path.resolve(folder);
  if (backupDir !== undefined && isIn(backupDir, target))
    return { ok: false, said: 'Keys and backups have to be kept apart: give a folder outside BACKUP_DIR.' };
  if (isIn(target, path.dirname(store)) && path.dirname(store) === target)
    return { ok: false, said: 'Keys and store have to be kept apart: give another folder than the store’s.' };
  const there = await Promise.all(KEPT.map((name) => isThere(path.join(keyDir, name))));
  if (there.includes(false))
    return { ok: false, said: `There are no keys in ${keyDir} yet: start the bot once, then try again.` };
  await mkdir(target, { recursive: true, mode: 0o700 });
  for (const name of KEPT) {
    const inner = path.join(target, name);
    await mkdir(inner, { mode: 0o700 });
    for (const file of await readdir(path.join(keyDir, name))) {
      const copy = path.join(inner, file);
      await copyFile(path.join(keyDir, name, file), copy, constants.COPYFILE_EXCL);
      await sync(copy);
    }
    await sync(inner);
  }
  return {
    ok: true,
    said: `The keys are in ${target}. Keep them apart from every backup of the data, and from people who have one.`,
  };
}

function isIn(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way === '' || !(way.startsWith('..') || path.isAbsolute(way));
}
