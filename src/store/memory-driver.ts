import { EventEmitter } from 'node:events';
import type { Driver, Drop, Row, Swap } from './driver.js';
import type { KeyRange } from './key.js';
import { StoreUnavailable } from './types.js';

/**
 * Rows in memory, for tests and for trying things out. Holds texts like a database does, so that no caller shares an object
 * with the store.
 */
export class MemoryDriver extends EventEmitter implements Driver {
  readonly opts = {};
  readonly #rows = new Map<string, string>();
  /** All keys in order; found by halving, so that a range costs what it returns. */
  readonly #keys: string[] = [];

  get<Value>(key: string): Promise<Value | undefined> {
    return Promise.resolve(this.#rows.get(key) as Value | undefined);
  }

  getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.#rows.get(key) as Value | undefined));
  }

  set(key: string, value: string): Promise<true> {
    this.#write(key, value);
    return Promise.resolve(true);
  }

  // Keyv's types say void, its code returns what this returns.
  setMany(rows: readonly Row[]): Promise<void> {
    for (const { key, value } of rows) this.#write(key, value);
    return Promise.resolve(rows.map(() => true) as unknown as undefined);
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#erase(key));
  }

  deleteMany(keys: string[]): Promise<boolean> {
    return Promise.resolve(keys.filter((key) => this.#erase(key)).length > 0);
  }

  clear(): Promise<void> {
    this.#rows.clear();
    this.#keys.length = 0;
    return Promise.resolve();
  }

  insertMany(rows: readonly Row[]): Promise<Set<string>> {
    return this.#where(
      rows,
      (row) => !this.#rows.has(row.key),
      (row) => this.#write(row.key, row.value),
    );
  }

  swapMany(rows: readonly Swap[]): Promise<Set<string>> {
    return this.#where(
      rows,
      (row) => this.#rows.get(row.key) === row.from,
      (row) => this.#write(row.key, row.value),
    );
  }

  dropMany(rows: readonly Drop[]): Promise<Set<string>> {
    return this.#where(
      rows,
      (row) => this.#rows.get(row.key) === row.from,
      (row) => this.#erase(row.key),
    );
  }

  range({ from, to }: KeyRange, limit: number): Promise<Row[]> {
    const rows: Row[] = [];
    for (let index = this.#position(from); index < this.#keys.length && rows.length < limit; index += 1) {
      const key = this.#keys[index];
      const value = key === undefined || key >= to ? undefined : this.#rows.get(key);
      if (key === undefined || value === undefined) break;
      rows.push({ key, value });
    }
    return Promise.resolve(rows);
  }

  checkpoint(): Promise<void> {
    return Promise.resolve();
  }

  rewrite(): Promise<boolean> {
    return Promise.resolve(true);
  }

  backup(): Promise<void> {
    return Promise.reject(
      new StoreUnavailable('A store in memory has no backup: set STORE_URL to a file, then try again.'),
    );
  }

  disconnect(): Promise<void> {
    return this.clear();
  }

  #where<R extends { key: string }>(
    rows: readonly R[],
    holds: (row: R) => boolean,
    apply: (row: R) => unknown,
  ): Promise<Set<string>> {
    const done = rows.filter(holds);
    done.forEach(apply);
    return Promise.resolve(new Set(done.map((row) => row.key)));
  }

  #write(key: string, value: string): void {
    if (!this.#rows.has(key)) this.#keys.splice(this.#position(key), 0, key);
    this.#rows.set(key, value);
  }

  #erase(key: string): boolean {
    if (!this.#rows.delete(key)) return false;
    this.#keys.splice(this.#position(key), 1);
    return true;
  }

  /** Where the first key not before `key` stands. */
  #position(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
