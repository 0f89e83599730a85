import Keyv from 'keyv';
import type { Driver, Row } from './driver.js';
import type { KeyRange } from './key.js';

/** Keyv's own envelope, as its default serializer writes it for a value without an expiry. */
const OPENING = '{"value":';
const CLOSING = '}';

/**
 * The one Keyv instance over the one adapter. Values are JSON texts, made and read by the caller; they pass through Keyv's
 * serializer without being parsed a second time, and what the driver writes past Keyv carries the same envelope.
 *
 * Everything rejects on failure. Texts in and out are the caller's, so a text read can be compared with one written.
 */
export class Table {
  readonly driver: Driver;
  readonly #keyv: Keyv<string>;

  constructor(driver: Driver) {
    this.driver = driver;
    this.#keyv = new Keyv<string>({
      store: driver,
      // Our keys carry their collection. Keyv's prefix would make `n:x` and `x` one row.
      useKeyPrefix: false,
      // Off, a read that fails answers "nothing there", and a write that fails answers false.
      throwOnErrors: true,
      serialize: ({ value }) => wrap(value as string),
      deserialize: <T>(text: string) => ({ value: unwrap(text) as T, expires: undefined }),
    });
  }

  async get(key: string): Promise<string | undefined> {
    return this.#keyv.get(key);
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return keys.length === 0 ? [] : this.#keyv.getMany([...keys]);
  }

  async putMany(rows: readonly Row[]): Promise<void> {
    const [only] = rows;
    const done: unknown =
      rows.length === 1 && only !== undefined
        ? [await this.#keyv.set(only.key, only.value)]
        : await this.#keyv.setMany(rows as Row[]);
    // Anything but true from every row is a write that did not happen.
    if (!Array.isArray(done) || done.length !== rows.length || done.some((one) => one !== true)) {
      throw new Error('The store did not confirm a write');
    }
  }

  /** Keys that are not there are not an error. */
  async removeMany(keys: readonly string[]): Promise<void> {
    await this.#keyv.delete([...keys]);
  }

  async insertMany(rows: readonly Row[]): Promise<ReadonlySet<string>> {
    return this.driver.insertMany(rows.map(({ key, value }) => ({ key, value: wrap(value) })));
  }

  async swapMany(rows: readonly (Row & { from: string })[]): Promise<ReadonlySet<string>> {
    return this.driver.swapMany(
      rows.map(({ key, value, from }) => ({ key, value: wrap(value), from: wrap(from) })),
    );
  }

  async dropMany(rows: readonly { key: string; from: string }[]): Promise<ReadonlySet<string>> {
    return this.driver.dropMany(rows.map(({ key, from }) => ({ key, from: wrap(from) })));
  }

  async range(range: KeyRange, limit: number): Promise<Row[]> {
    const rows = await this.driver.range(range, limit);
    return rows.map(({ key, value }) => ({ key, value: unwrap(value) }));
  }
}

function wrap(text: string): string {
  return OPENING + text + CLOSING;
}

/** A row that somebody else wrote becomes an empty text, which does not parse: it is refused under its key. */
function unwrap(stored: string): string {
  return stored.startsWith(OPENING) && stored.endsWith(CLOSING)
    ? stored.slice(OPENING.length, -CLOSING.length)
    : '';
}
