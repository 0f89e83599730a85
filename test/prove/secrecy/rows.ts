import { readFile } from 'node:fs/promises';
import sqlite3 from 'sqlite3';
import { StoreKeys } from '../../../src/store/store-keys.js';

/** A row as it lies in a store's file, in the order in which rows were first written. */
export interface StoredRow {
  rowid: number;
  key: string;
  value: string;
}

/** A ballot's row as raw bytes show it: also of deleted rows, and of what a journal or a free page still holds. */
export interface CarvedRow {
  version: string;
  name: string;
  /** The sealed ballot, in Base64. */
  value: string;
}

const CARVED = /ballot:([a-z0-9]{10}-\d+):([0-9a-f]{32})\{"value":\{"v":1,"d":"([A-Za-z0-9+/=]+)"\}\}/gu;
const WAL_MAGIC = 0x377f0682;
const FILE_HEADER = 100;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** Reads every row of a copy of a store, as anybody with SQLite can. */
export function rowsOf(file: string): Promise<StoredRow[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (failed) => {
      if (failed !== null) {
        reject(failed);
        return;
      }
      database.all<StoredRow>('SELECT rowid, key, value FROM keyv ORDER BY rowid', (error, rows) => {
        database.close();
        if (error === null) resolve(rows);
        else reject(error);
      });
    });
  });
}

/** Everything the rows say to whoever has the installation's store key: sealed values opened, the rest as it is. */
export function unsealed(rows: readonly StoredRow[], storeSecret: Buffer): string {
  const keys = new StoreKeys(storeSecret);
  const texts = rows.map(({ key, value }) => {
    const { v: version, s: sealed } = (JSON.parse(value) as { value: { v: number; s?: string } }).value;
    return sealed === undefined ? value : (keys.open(`${key}@${String(version)}`, sealed) ?? '');
  });
  return texts.join('\n');
}

/**
 * Ballots' rows in the raw bytes of a store or journal: live, deleted or left behind, page after page. Within a page the
 * newest lies in front. A write-ahead log holds a page's image for every time it was written, the oldest first, also such
 * as were folded into the file long ago; there the same row with another value is another writing.
 */
export async function carve(file: string): Promise<CarvedRow[]> {
  const bytes = await readFile(file);
  if (bytes.length < FILE_HEADER) return [];
  const isJournal = (bytes.readUInt32BE(0) & ~1) >>> 0 === WAL_MAGIC;
  const pageBytes = isJournal ? bytes.readUInt32BE(8) : bytes.readUInt16BE(16) || 65_536;
  const [start, gap] = isJournal ? [WAL_HEADER, FRAME_HEADER] : [0, 0];
  const latest = new Map<string, string>();
  const rows: CarvedRow[] = [];
  for (let at = start + gap; at < bytes.length; at += pageBytes + gap) {
    const page = bytes.toString('latin1', at, at + pageBytes);
    for (const [, version = '', name = '', value = ''] of [...page.matchAll(CARVED)].reverse()) {
      if (latest.get(name) === value) continue;
      latest.set(name, value);
      rows.push({ version, name, value });
    }
  }
  return rows;
}
