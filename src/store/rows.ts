import { openSqliteDriver } from './open-sqlite.js';
import { Table } from './table.js';

/** One row as it is stored: its key, and its record as JSON text, sealed or open. */
export interface StoredRow {
  key: string;
  text: string;
}

/** The rows of a store file that nobody else has open, without a look at what they say. */
export interface Rows {
  /** All in order of their keys, at most `limit` (1 to 1,000) at a time. */
  all(limit: number): AsyncIterable<StoredRow[]>;
  /** Writes rows, at most 1,000, whatever was there under their keys. */
  add(rows: readonly StoredRow[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a store file, making it if it is not there. Rejects with StoreUnavailable. */
export async function openRows(file: string): Promise<Rows> {
  const driver = await openSqliteDriver(file);
  const table = new Table(driver);
  return {
    async *all(limit) {
      for (let from = ''; ;) {
        const rows = await table.range({ from, to: '~' }, limit);
        yield rows.map(({ key, value }) => ({ key, text: value }));
        const last = rows.at(-1);
        if (last === undefined || rows.length < limit) return;
        from = `${last.key}!`;
      }
    },
    add: (rows) => table.putMany(rows.map(({ key, text }) => ({ key, value: text }))),
    async close() {
      await driver.checkpoint();
      await driver.disconnect();
    },
  };
}
