import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './error-code.js';
import { StoreDamaged, StoreUnavailable } from './types.js';

/** SQLite keeps these beside the database, and gives them the database's own mode when it makes them. */
export const COMPANIONS = ['', '-wal', '-shm', '-journal'];

/** What a file is called until it is whole. */
export const UNFINISHED = '.unfinished';

/**
 * Makes folder (0700) and file (0600) of a store ready, before any driver touches them: adapters make files everybody can
 * read, and fail without a word when the folder is missing. A folder that exists keeps its mode; it may be a project's.
 * Rejects with StoreUnavailable for a folder in the file's place, else with the system's error.
 */
export async function prepareStoreFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await createEmpty(file);
  for (const companion of COMPANIONS) await makePrivate(file + companion);
}

async function createEmpty(file: string): Promise<void> {
  try {
    // Never opens an existing file: closing a second handle would drop the locks SQLite holds on it in this process.
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (!(await stat(file)).isFile()) {
      throw new StoreUnavailable(
        `STORE_URL names ${file}, which is a folder and not a file: give a file inside it, then start again.`,
      );
    }
  }
}

async function makePrivate(file: string): Promise<void> {
  try {
    if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * Makes a file (0600) that is either not there or whole and on disk: `write` fills a new, empty one beside it, which then
 * takes the name. Rejects with EEXIST, touching nothing, if the file is there already; what an end of the process left
 * unfinished before is replaced.
 */
export async function writeNewFile(
  file: string,
  write: (unfinished: string) => Promise<void>,
): Promise<void> {
  if (await isThere(file))
    throw Object.assign(new Error(`EEXIST: ${file} is there already`), { code: 'EEXIST' });
  const unfinished = `${file}${UNFINISHED}`;
  await rm(unfinished, { force: true });
  try {
    await (await open(unfinished, 'wx', 0o600)).close();
    await write(unfinished);
    await sync(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    for (const companion of COMPANIONS) await rm(unfinished + companion, { force: true });
    throw error;
  }
  await sync(dirname(file));
}

/** Whether there is anything under this name. */
export async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Puts a file, or the names in a folder, on disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** One sentence with the next step for an error met while opening a store. */
export function storeUnavailable(file: string, error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_CORRUPT') return new StoreDamaged(`The store ${file} is damaged.`, { cause: error });
  if (code === 'SQLITE_NOTADB')
    return new StoreDamaged(`The store ${file} is a file of another kind, or its beginning is damaged.`, {
      cause: error,
    });
  return new StoreUnavailable(`The store ${file} ${sentence(code)}`, { cause: error });
}

/** The same where what failed is known to be for want of room. */
export function noRoomFor(file: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`The store ${file} ${sentence('ENOSPC')}`, { cause });
}

function sentence(code: string): string {
  switch (code) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return 'is in use by another process: stop that one first, or give this one its own STORE_URL, then start again.';
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return 'cannot be written because the disk is full: free some space, then start again.';
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return "cannot be written: make it and its folder the bot's user's own, then start again.";
    default:
      return `cannot be opened (${code}): check STORE_URL and the folder it names, then start again.`;
  }
}
