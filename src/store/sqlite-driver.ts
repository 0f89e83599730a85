import { KeyvSqlite } from '@keyv/sqlite';
import type { Driver, Drop, Row, Swap } from './driver.js';
import type { KeyRange } from './key.js';
import { createKeyQueue } from './key-queue.js';
import { LiveCopy, type CopyProgress } from './live-copy.js';
import { unmarkOpen } from './left-behind.js';
import { writeNewFile } from './store-files.js';

const TABLE = 'keyv';

/** Lines of the driver's queue: changes of rows, which the end of a copy waits for, and copies one after the other. */
const ROWS = 'rows';
const COPIES = 'copies';

/** The rows of {@link given} that have two columns. */
const GIVEN_ROWS = 'SELECT value ->> 0, value ->> 1 FROM json_each(?)';

/**
 * Keyv's SQLite adapter with what it lacks: many rows in one statement, writes that depend on what is there, ranges on the
 * primary key. Its `clear`, `iterator` and `has` are never called here: they match with LIKE or cannot fail loudly.
 *
 * Each method is a single statement. A transaction through `query` would also swallow what other tasks write meanwhile.
 */
export class SqliteDriver extends KeyvSqlite implements Driver {
  readonly #turn = createKeyQueue();
  readonly #file: string;
  #copy: LiveCopy | undefined;

  /** Connects at once; the first `pragma` tells whether it worked. `busyMs` is how long to wait for another process. */
  constructor(file: string, busyMs: number) {
    super({ uri: `sqlite://${file}`, table: TABLE, busyTimeout: busyMs });
    this.#file = file;
    // A failed connection is also emitted, and an error event nobody hears ends the process; callers get the rejection.
    this.on('error', () => undefined);
  }

  override async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    // The adapter's own looks through all rows for every key.
    const rows = await this.#all<Row>(
      `SELECT key, value FROM ${TABLE} WHERE key IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(keys)],
    );
    const values = new Map(rows.map((row) => [row.key, row.value]));
    return keys.map((key) => values.get(key) as Value | undefined);
  }

  override async set(key: string, value: string): Promise<true> {
    await this.setMany([{ key, value }]);
    return true;
  }

  // Keyv's types say void, its code returns what this returns.
  async setMany(rows: readonly Row[]): Promise<void> {
    await this.#change(
      rows.map(({ key }) => key),
      `INSERT INTO ${TABLE} (key, value) ${GIVEN_ROWS} WHERE true ON CONFLICT(key) DO UPDATE SET value = excluded.value`,
      [given(rows, ({ key, value }) => [key, value])],
    );
    return rows.map(() => true) as unknown as undefined;
  }

  override async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  override async deleteMany(keys: string[]): Promise<boolean> {
    const sql = `DELETE FROM ${TABLE} WHERE key IN (SELECT value FROM json_each(?)) RETURNING key`;
    return (await this.#change(keys, sql, [JSON.stringify(keys)])).length > 0;
  }

  async insertMany(rows: readonly Row[]): Promise<Set<string>> {
    return this.#changeKeys(
      rows,
      `INSERT INTO ${TABLE} (key, value) ${GIVEN_ROWS} WHERE true ON CONFLICT(key) DO NOTHING RETURNING key`,
      [given(rows, ({ key, value }) => [key, value])],
    );
  }

  async swapMany(rows: readonly Swap[]): Promise<Set<string>> {
    return this.#changeKeys(
      rows,
      `WITH given(name, held, next) AS (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))
       UPDATE ${TABLE} SET value = next FROM given WHERE key = name AND value = held RETURNING key`,
      [given(rows, ({ key, from, value }) => [key, from, value])],
    );
  }

  async dropMany(rows: readonly Drop[]): Promise<Set<string>> {
    return this.#changeKeys(
      rows,
      `DELETE FROM ${TABLE} WHERE (key, value) IN (${GIVEN_ROWS}) RETURNING key`,
      [given(rows, ({ key, from }) => [key, from])],
    );
  }

  async range({ from, to }: KeyRange, limit: number): Promise<Row[]> {
    return this.#all<Row>(`SELECT key, value FROM ${TABLE} WHERE key >= ? AND key < ? ORDER BY key LIMIT ?`, [
      from,
      to,
      limit,
    ]);
  }

  async checkpoint(): Promise<void> {
    await this.#all('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async rewrite(mostBytes: number): Promise<boolean> {
    const pages = (await this.pragma('page_count')) as number;
    const pageBytes = (await this.pragma('page_size')) as number;
    if (pages * pageBytes > mostBytes) return false;
    // secure_delete overwrites rows, not the copies that stay in a page's gap when rows move to another page.
    await this.#all('VACUUM');
    return true;
  }

  async backup(file: string, progress: CopyProgress = () => undefined): Promise<void> {
    await this.#turn.exclusive(COPIES, () =>
      // Not a copy of the file: that would lack what is still in the journal.
      writeNewFile(file, async (unfinished) => {
        const copy = new LiveCopy({
          table: TABLE,
          query: (sql, values) => this.#all(sql, values),
          whileStill: (work) => this.#turn.exclusive(ROWS, work),
        });
        this.#copy = copy;
        try {
          await copy.into(unfinished, progress);
        } finally {
          this.#copy = undefined;
        }
        await requireSound(unfinished);
      }),
    );
  }

  /** Lets a copy under way give up first. SQLite folds the journal in and removes it. */
  override async disconnect(): Promise<void> {
    this.#copy?.stop();
    await this.#turn.exclusive(COPIES, async () => {
      await unmarkOpen(this.#file);
      await super.disconnect();
    });
  }

  /** Runs `PRAGMA <text>` and returns the first column of its first row. */
  async pragma(text: string): Promise<unknown> {
    const [first] = await this.#all<Record<string, unknown>>(`PRAGMA ${text}`);
    return first === undefined ? undefined : Object.values(first)[0];
  }

  async #changeKeys(
    rows: readonly { key: string }[],
    sql: string,
    values: readonly string[],
  ): Promise<Set<string>> {
    const keys = rows.map(({ key }) => key);
    return new Set((await this.#change<{ key: string }>(keys, sql, values)).map(({ key }) => key));
  }

  /** Runs a statement that may change the rows of these keys. */
  async #change<R>(keys: readonly string[], sql: string, values: readonly string[]): Promise<R[]> {
    return this.#turn.shared(ROWS, async () => {
      try {
        return await this.#all<R>(sql, values);
      } finally {
        this.#copy?.changed(keys);
      }
    });
  }

  async #all<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.query(sql, values)) as R[];
  }
}

/** Rejects with SQLITE_CORRUPT unless a copy that nobody has open is whole. */
async function requireSound(file: string): Promise<void> {
  const copy = new SqliteDriver(file, 0);
  try {
    const verdict = await copy.pragma('quick_check(1)');
    if (verdict !== 'ok') throw Object.assign(new Error('The copy is damaged'), { code: 'SQLITE_CORRUPT' });
  } finally {
    await copy.disconnect();
  }
}

/**
 * Rows as one JSON text: a single value to bind and the same statement however many there are, at a third of the CPU time
 * of a value for each column.
 */
function given<R>(rows: readonly R[], columns: (row: R) => readonly string[]): string {
  return JSON.stringify(rows.map(columns));
}
