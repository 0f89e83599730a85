import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './error-code.js';
import { SECRET_BYTES, StoreKeys } from './store-keys.js';
import { StoreUnavailable } from './types.js';

/** Inside KEY_DIR: back this folder up, apart from the data. */
const FOLDER = 'store';
const FILE = 'store.key';

/**
 * Reads the store's secret from `<keyDir>/store/store.key`, or makes folders (0700) and file (0600) on the first start.
 * What others could read is made private. Rejects with StoreUnavailable, one sentence with the next step, when the file
 * cannot be read, made or kept private, or has the wrong length.
 *
 * A secret made here beside a store that already holds values does not go unnoticed: opening that store refuses it.
 */
export async function loadStoreKeys(keyDir: string): Promise<StoreKeys> {
  const folder = join(keyDir, FOLDER);
  const file = join(folder, FILE);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await makePrivate(keyDir, 0o700);
    await makePrivate(folder, 0o700);
    const made = await makeOnce(folder, file);
    await makePrivate(file, 0o600);
    const secret = await readFile(file);
    if (secret.length !== SECRET_BYTES) {
      throw new StoreUnavailable(
        `The key file ${file} is damaged: restore the key folder from its backup, then start again.`,
      );
    }
    return new StoreKeys(secret, { from: file, made });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(
      `The key folder ${folder} cannot be used (${codeOf(error)}): give the bot's user that folder to read and write, then start again.`,
      { cause: error },
    );
  }
}

async function makePrivate(path: string, mode: number): Promise<void> {
  // Only if needed: a key mounted read-only with the right mode must not fail here.
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, mode);
}

/**
 * Writes a new secret unless the file is there; true if it did. The bytes are complete and on disk before the name exists
 * (`link` refuses an existing name), so neither a crash nor a second start leaves a short file or replaces a key.
 */
async function makeOnce(folder: string, file: string): Promise<boolean> {
  if (await exists(file)) return false;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeDurably(draft, randomBytes(SECRET_BYTES));
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
  return true;
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a new name in a folder survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
