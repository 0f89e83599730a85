import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { open, stat, statfs, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './error-code.js';
import type { Write, WriteTarget } from './group-writer.js';
import { StoreFull } from './types.js';

/** Erasing and closing need a few pages of journal each; the journal itself is folded in at about 4 MB. */
export const RESERVE_BYTES = 16 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** Where the reserve of a store is. Its being there also tells that there was a store. */
export function reserveFile(store: string): string {
  return `${store}.reserve`;
}

/** Told when the store becomes read-only because the disk is full, and when there is room again. */
export type RoomListener = (state: 'full' | 'room') => void;

/**
 * Watches that there is room to write. A file of 16 MB beside the store keeps that much of the disk; when a write meets a
 * full disk, the file is emptied and the store becomes read-only: what people do anew is refused with StoreFull, and what
 * removes rows, or runs as {@link urgent}, has the reserve's room to itself (threats section 3). Writable means: the
 * reserve is there in full.
 */
export class DiskRoom {
  readonly #reserve: string;
  readonly #bytes: number;
  readonly #told: RoomListener;
  readonly #urgent = new AsyncLocalStorage<true>();
  #full = false;

  /** `file` is the store's; nothing is written yet. */
  constructor(file: string, told: RoomListener, bytes = RESERVE_BYTES) {
    this.#reserve = reserveFile(file);
    this.#bytes = bytes;
    this.#told = told;
  }

  get full(): boolean {
    return this.#full;
  }

  /** Runs work that may use the reserve: closing, erasing, delivering. Costs nothing while there is room. */
  urgent<T>(work: () => Promise<T>): Promise<T> {
    return this.#full ? this.#urgent.run(true, work) : work();
  }

  /** Throws StoreFull for a write that may not use the reserve now. */
  check(kind: Write['kind']): void {
    if (!this.#full || kind === 'remove' || kind === 'drop' || this.#urgent.getStore() === true) return;
    throw new StoreFull();
  }

  /** Gives the room back to the disk, and makes the store read-only. What waits to be written already still is. */
  async enter(): Promise<void> {
    if (this.#full) return;
    this.#full = true;
    this.#told('full');
    await this.#release();
  }

  /**
   * Makes the reserve, at the start and when there may be room again; true if the store is writable now. Never takes the
   * last bytes of a disk: they are for what is urgent.
   */
  async make(probe: () => Promise<void>): Promise<boolean> {
    try {
      if (!(await this.#isWhole())) await this.#fill();
      if (this.#full) await probe();
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.enter();
      await this.#release();
      return false;
    }
    if (this.#full) {
      this.#full = false;
      this.#told('room');
    }
    return true;
  }

  /** The target, which enters at the first write that meets a full disk, and tries that one again with the reserve. */
  watching(target: WriteTarget): WriteTarget {
    const watch = async <T>(write: () => Promise<T>): Promise<T> => {
      try {
        return await write();
      } catch (error) {
        if (!isFull(error)) throw error;
        await this.enter();
      }
      try {
        return await write();
      } catch (error) {
        throw isFull(error) ? new StoreFull({ cause: error }) : error;
      }
    };
    return {
      putMany: (rows) => watch(() => target.putMany(rows)),
      insertMany: (rows) => watch(() => target.insertMany(rows)),
      swapMany: (rows) => watch(() => target.swapMany(rows)),
      dropMany: (rows) => watch(() => target.dropMany(rows)),
      removeMany: (keys) => watch(() => target.removeMany(keys)),
    };
  }

  async #isWhole(): Promise<boolean> {
    try {
      return (await stat(this.#reserve)).size >= this.#bytes;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  async #fill(): Promise<void> {
    const { bavail, bsize } = await statfs(dirname(this.#reserve));
    if (bavail * bsize < 2 * this.#bytes) throw Object.assign(new Error('No room'), { code: 'ENOSPC' });
    const file = await open(this.#reserve, 'w', 0o600);
    try {
      // Random, because some file systems keep no room for zeros.
      const piece = randomBytes(Math.min(PIECE_BYTES, this.#bytes));
      for (let at = 0; at < this.#bytes; at += piece.length) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** The name stays: it tells that there was a store. */
  async #release(): Promise<void> {
    await truncate(this.#reserve).catch(() => undefined);
  }
}

/** Whether the disk of a file has no room to speak of; false where its folder is not there yet. */
export async function isOutOfRoom(file: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(dirname(file));
    return bavail * bsize < PIECE_BYTES;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Whether a file system or SQLite said that the disk is full. */
export function isFull(error: unknown): boolean {
  return error instanceof StoreFull || codeOf(error) === 'SQLITE_FULL' || codeOf(error) === 'ENOSPC';
}
