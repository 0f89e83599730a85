import type { KeyvStoreAdapter } from 'keyv';
import type { KeyRange } from './key.js';
import type { CopyProgress } from './live-copy.js';

/** One row as the database holds it. */
export interface Row {
  key: string;
  value: string;
}

/** A row to be replaced only while it still holds `from`. */
export interface Swap extends Row {
  from: string;
}

/** A row to be removed only while it still holds `from`. */
export interface Drop {
  key: string;
  from: string;
}

/**
 * What a driver offers beyond Keyv's adapter interface. Values are the exact texts in the database. Every list has each key
 * at most once and at most 1,000 rows; each call is one statement, which happens wholly or not at all. A failure rejects:
 * nothing here answers "nothing there" for "could not look".
 */
export interface Driver extends KeyvStoreAdapter {
  /** Writes only rows whose key is free; the keys written. */
  insertMany(rows: readonly Row[]): Promise<ReadonlySet<string>>;
  /** Replaces only rows that still hold `from`; the keys replaced. */
  swapMany(rows: readonly Swap[]): Promise<ReadonlySet<string>>;
  /** Removes only rows that still hold `from`; the keys removed. */
  dropMany(rows: readonly Drop[]): Promise<ReadonlySet<string>>;
  /** At most `limit` rows in ascending order of key, found by the primary key. */
  range(range: KeyRange, limit: number): Promise<Row[]>;
  /** Folds the journal into the file. */
  checkpoint(): Promise<void>;
  /**
   * Writes the file anew where it is not larger than `mostBytes`, so that no copy of a removed row stays between the rows;
   * false where it is larger. Other writes wait meanwhile.
   */
  rewrite(mostBytes: number): Promise<boolean>;
  /** Writes a checked copy of what there is at one instant to a new file, while reads and writes go on. */
  backup(file: string, progress?: CopyProgress): Promise<void>;
  disconnect(): Promise<void>;
}
