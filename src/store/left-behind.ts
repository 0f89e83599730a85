import { open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reserveFile } from './disk-room.js';
import { codeOf } from './error-code.js';
import { sync } from './store-files.js';
import { StoreDamaged } from './types.js';

/** There while the store is open, and after a crash: then the journal holds what was confirmed last. */
function openMark(store: string): string {
  return `${store}.open`;
}

/**
 * Looks, before SQLite does, whether something is missing that was there: SQLite makes a new database where the file is
 * gone or empty, and throws its journal away. Rejects with StoreDamaged; what a first start left that was ended early is
 * none of that. Resolves to whether the journal of a crash is there: without it SQLite opens what was there before, which
 * is right where another tool has folded the journal in, and cannot be told from a journal that was lost.
 */
export async function requireAllThere(store: string): Promise<boolean> {
  const [file, journal, mark, reserve] = await Promise.all(
    [store, `${store}-wal`, openMark(store), reserveFile(store)].map(sizeOf),
  );
  if ((file ?? 0) === 0 && (mark !== undefined || reserve !== undefined || (journal ?? 0) > 0)) {
    throw new StoreDamaged(
      `The store ${store} is ${file === undefined ? 'missing' : 'empty'}, but the files beside it say that there was one. To begin with a new one instead, remove ${openMark(store)} and ${reserveFile(store)}.`,
    );
  }
  return mark === undefined || journal !== undefined;
}

/** To be called when the journal is there; from then on it has to be, until {@link unmarkOpen}. */
export async function markOpen(store: string): Promise<void> {
  await (await open(openMark(store), 'w', 0o600)).close();
  await sync(dirname(store));
}

/** To be called before the journal may go: at the start, before it is folded in, and at the end, once it is. */
export async function unmarkOpen(store: string): Promise<void> {
  await rm(openMark(store), { force: true });
  await sync(dirname(store));
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
