/** Where reads go. Rejects when it could not look. */
export interface ReadSource {
  get(key: string): Promise<string | undefined>;
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
}

interface Waiting {
  resolve: (text: string | undefined) => void;
  reject: (error: unknown) => void;
}

const MAX_KEYS = 500;

/**
 * Looks up keys that wait together in one statement, as the group writer does for writes: a trip to the database's thread
 * costs more than the look-up. A read that finds nothing under way goes at once. It is sent after it was asked for, so it
 * sees every write confirmed before. A failed look-up of many is tried one by one.
 */
export class GroupReader {
  readonly #source: ReadSource;
  readonly #waiting = new Map<string, Waiting[]>();
  #running = false;

  constructor(source: ReadSource) {
    this.#source = source;
  }

  /** The text of a row, or undefined if there is none. Rejects with the driver's error if it could not look. */
  get(key: string): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const sameKey = this.#waiting.get(key);
      if (sameKey === undefined) this.#waiting.set(key, [{ resolve, reject }]);
      else sameKey.push({ resolve, reject });
      if (this.#running) return;
      this.#running = true;
      queueMicrotask(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch: [string, Waiting[]][] = [];
      for (const entry of this.#waiting) {
        if (batch.length === MAX_KEYS) break;
        batch.push(entry);
        this.#waiting.delete(entry[0]);
      }
      await this.#look(batch);
    }
    this.#running = false;
  }

  async #look(batch: readonly [string, Waiting[]][]): Promise<void> {
    const [only, ...others] = batch;
    if (only === undefined) return;
    try {
      const keys = batch.map(([key]) => key);
      const texts =
        others.length === 0 ? [await this.#source.get(only[0])] : await this.#source.getMany(keys);
      batch.forEach(([, readers], index) => {
        for (const reader of readers) reader.resolve(texts[index]);
      });
    } catch (error) {
      if (others.length === 0) for (const reader of only[1]) reader.reject(error);
      else for (const one of batch) await this.#look([one]);
    }
  }
}
