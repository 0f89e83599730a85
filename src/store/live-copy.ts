import { open, type FileHandle } from 'node:fs/promises';
import { StoreUnavailable } from './types.js';

/** What is copied, and how the one connection is used for it. */
export interface CopySource {
  table: string;
  query: (sql: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;
  /** Runs work while no row is being changed; changes wait until it has ended. */
  whileStill: (work: () => Promise<void>) => Promise<void>;
}

/** Told now and then how many rows are copied. */
export type CopyProgress = (rows: number) => void;

/** How the copy's file is called inside the connection. */
const COPY = 'copied';
/** A step shall keep others from the connection for about so long, in ms; then it lets them in for as long as it took. */
const STEP_MS = 10;
const FEWEST_ROWS = 20;
const MOST_ROWS = 1_000;
/** The copy is put on disk every so many steps: what waits to be written also holds up the store's own syncs. */
const SYNC_EVERY = 5;
/** The end is copied while changes wait, once so few rows are left, or after so many rounds of catching up. */
const LEFT_AT_THE_END = 200;
const MOST_ROUNDS = 1_000;
const CATCH_UP_ROWS = 500;

/**
 * Copies a store that people go on using to another file, a few rows a statement: a copy in one statement would keep every
 * click waiting until it is done (threats section 3). Rows that change meanwhile are noted and copied once more; the last
 * of them while all changes wait for a few ms. So the copy is what the store held at one instant: the end.
 *
 * Row by row, not page by page, so that nothing of removed rows comes along, and a damaged page is an error instead of a
 * damaged copy.
 */
export class LiveCopy {
  readonly #source: CopySource;
  readonly #changed = new Set<string>();
  #stopped = false;

  constructor(source: CopySource) {
    this.#source = source;
  }

  /** Notes keys whose rows have changed, or may have. To be called before whoever changed them is told. */
  changed(keys: readonly string[]): void {
    for (const key of keys) this.#changed.add(key);
  }

  /** Has {@link into} give up soon. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Copies everything into a file that is there and empty; on disk when it resolves. Rejects with the driver's error, or
   * with StoreUnavailable when it was stopped; the file is then of no use.
   */
  async into(file: string, progress: CopyProgress): Promise<void> {
    const { query, table } = this.#source;
    // Kept open to the end: SQLite's locks on the copy go with the first handle that is closed.
    const handle = await open(file, 'r');
    try {
      await query(`ATTACH ? AS ${COPY}`, [file]);
      try {
        // Of a half-written copy nothing has to be kept, so its journal needs no file, and syncing is done here.
        await query(`PRAGMA ${COPY}.journal_mode = MEMORY`);
        await query(`PRAGMA ${COPY}.synchronous = OFF`);
        await query(`CREATE TABLE ${COPY}.${table}(key VARCHAR(255) PRIMARY KEY, value TEXT )`);
        await this.#all(handle, progress);
        await this.#catchUp();
        await this.#source.whileStill(() => this.#rest());
      } finally {
        await query(`DETACH ${COPY}`);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async #all(handle: FileHandle, progress: CopyProgress): Promise<void> {
    const { query, table } = this.#source;
    let rows = FEWEST_ROWS;
    let last = '';
    let copied = 0;
    for (let step = 1; ; step += 1) {
      this.#requireGoingOn();
      const startedAt = performance.now();
      await query(
        `INSERT INTO ${COPY}.${table} (key, value) SELECT key, value FROM main.${table} WHERE key > ? ORDER BY key LIMIT ?`,
        [last, rows],
      );
      const [end] = (await query(`SELECT max(key) AS last FROM ${COPY}.${table}`)) as {
        last: string | null;
      }[];
      const tookMs = performance.now() - startedAt;
      if (end === undefined || end.last === null || end.last === last) return;
      last = end.last;
      copied += rows;
      progress(copied);
      if (step % SYNC_EVERY === 0) await handle.datasync();
      rows = Math.round(Math.min(MOST_ROWS, rows * 2, Math.max(FEWEST_ROWS, (rows * STEP_MS) / tookMs)));
      await pause(performance.now() - startedAt);
    }
  }

  /** Copies what changed during the copy, which takes less time and so leaves less changed, until little is left. */
  async #catchUp(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS && this.#changed.size > LEFT_AT_THE_END; round += 1) {
      this.#requireGoingOn();
      await this.#again(this.#take());
      await pause(1);
    }
  }

  async #rest(): Promise<void> {
    while (this.#changed.size > 0) await this.#again(this.#take());
  }

  /** Some of the changed keys; whatever changes from now on is changed again. */
  #take(): string[] {
    const taken: string[] = [];
    for (const key of this.#changed) {
      if (taken.length === CATCH_UP_ROWS) break;
      taken.push(key);
      this.#changed.delete(key);
    }
    return taken;
  }

  async #again(keys: readonly string[]): Promise<void> {
    const { query, table } = this.#source;
    const given = [JSON.stringify(keys)];
    await query(`DELETE FROM ${COPY}.${table} WHERE key IN (SELECT value FROM json_each(?))`, given);
    await query(
      `INSERT INTO ${COPY}.${table} (key, value) SELECT key, value FROM main.${table} WHERE key IN (SELECT value FROM json_each(?))`,
      given,
    );
  }

  #requireGoingOn(): void {
    if (this.#stopped)
      throw new StoreUnavailable('The bot was stopping, so no copy was made: try again when it runs.');
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(1, ms)));
}
