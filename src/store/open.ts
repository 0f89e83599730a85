import { resolve } from 'node:path';
import { probe, requireKeysFit } from './check-record.js';
import { DiskRoom, isFull, isOutOfRoom, type RoomListener } from './disk-room.js';
import { codeOf } from './error-code.js';
import { createStore } from './keyed-store.js';
import { markOpen, requireAllThere } from './left-behind.js';
import { MemoryDriver } from './memory-driver.js';
import { openSqliteDriver } from './open-sqlite.js';
import { noRoomFor, storeUnavailable } from './store-files.js';
import type { StoreKeys } from './store-keys.js';
import { Table } from './table.js';
import type { WriteListener } from './timed-writes.js';
import { StoreDamaged, type Store } from './types.js';

export interface OpenStore {
  /** Path of the store's file, relative ones from the working directory; `:memory:` keeps everything in memory. */
  path: string;
  /** From `loadStoreKeys`. */
  keys: StoreKeys;
  /**
   * Keeps a reserve beside the file, and goes on with it while the disk is full; `told` hears of that. Without it writes
   * to a full disk fail, closing and erasing too.
   */
  reserve?: { told: RoomListener; bytes?: number };
  /** Hears that the bot did not stop cleanly and its journal is not there: what was recorded last may be missing. */
  journalMissing?: () => void;
  /** Hears of each batch of writes: how long it took, and whether it is on disk. */
  wrote?: WriteListener;
  /** A sentence that says what to do about a damaged store, ending with "then start again."; asked for only then. */
  remedy?: () => Promise<string>;
}

const REMEDY = 'Put a backup in its place with: npm run restore -- FILE, then start again.';

/**
 * Opens the store and checks that it works: nothing of it is missing, private files, this process alone, intact pages, the
 * right key, a row written, read and deleted. Makes the file, and folders that are missing. Rejects with StoreUnavailable,
 * whose message says what is wrong and the next step.
 */
export async function openStore({
  path,
  keys,
  reserve,
  journalMissing,
  remedy,
  wrote,
}: OpenStore): Promise<Store> {
  if (path === ':memory:') return openMemoryStore({ keys });
  const file = resolve(path);
  try {
    if (!(await requireAllThere(file))) journalMissing?.();
    const room = reserve && new DiskRoom(file, reserve.told, reserve.bytes);
    const table = await openTable(file, keys, room);
    await room?.make(() => probe(table));
    return createStore(table, keys, room, wrote);
  } catch (error) {
    const full = await isForWantOfRoom(error, file);
    const known = full ? noRoomFor(file, error) : storeUnavailable(file, error);
    if (!(known instanceof StoreDamaged)) throw known;
    const next = (await remedy?.()) ?? REMEDY;
    throw new StoreDamaged(`${known.message} ${next}`, { cause: error });
  }
}

/**
 * Where the disk is full, with the room of the reserve. Not by trying first: a connection that fails while it is made
 * cannot be closed, and keeps the lock.
 */
async function openTable(file: string, keys: StoreKeys, room: DiskRoom | undefined): Promise<Table> {
  if (room !== undefined && (await isOutOfRoom(file))) await room.enter();
  try {
    return await openChecked(file, keys);
  } catch (error) {
    if (room === undefined || room.full || !(await isForWantOfRoom(error, file))) throw error;
    await room.enter();
    return openChecked(file, keys);
  }
}

/** SQLite calls it an input error where the disk has no room for its shared memory. */
async function isForWantOfRoom(error: unknown, file: string): Promise<boolean> {
  const errors = error instanceof Error ? [error, error.cause] : [];
  if (errors.some(isFull)) return true;
  return errors.some((one) => codeOf(one) === 'SQLITE_IOERR') && (await isOutOfRoom(file));
}

async function openChecked(file: string, keys: StoreKeys): Promise<Table> {
  const driver = await openSqliteDriver(file);
  try {
    const table = new Table(driver);
    await requireKeysFit(table, keys, file);
    // Writes a row, so that the journal is there.
    await probe(table);
    await markOpen(file);
    return table;
  } catch (error) {
    await driver.disconnect().catch(() => undefined);
    throw error;
  }
}

/** A store behind the same contract that forgets everything when it is closed. */
export function openMemoryStore({ keys }: { keys: StoreKeys }): Promise<Store> {
  return Promise.resolve(createStore(new Table(new MemoryDriver()), keys));
}
