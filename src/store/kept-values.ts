import { freezeDeep } from './plain.js';

/**
 * The values of a collection read last, for as long as nobody writes them. A value is kept only if no write of the
 * collection was under way or came in while it was read; a write forgets it before it is handed in and keeps it out until
 * it is settled. So what is kept is what the disk holds.
 */
export class KeptValues<T> {
  readonly #most: number;
  readonly #values = new Map<string, T>();
  #writing = 0;
  #writes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  /** Runs a read, and keeps what it found if that is certain to be still so. */
  async whileReading(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const writes = this.#writing === 0 ? this.#writes : undefined;
    const value = await read();
    if (this.#most === 0 || value === undefined || this.#writes !== writes) return value;
    const [oldest] = this.#values.keys();
    if (this.#values.size >= this.#most && oldest !== undefined) this.#values.delete(oldest);
    this.#values.set(key, freezeDeep(value));
    return value;
  }

  /** Runs a write of a key; hands on the very promise, so that whoever waits for the write hears of it at once. */
  whileWriting<R>(key: string, write: () => Promise<R>): Promise<R> {
    this.#values.delete(key);
    this.#writes += 1;
    this.#writing += 1;
    const written = write();
    const settled = () => void (this.#writing -= 1);
    written.then(settled, settled);
    return written;
  }
}
