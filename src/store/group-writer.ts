/** One row to write. Texts are opaque here; `from` is what the row must still hold. */
export type Write =
  | { kind: 'put'; key: string; value: string }
  | { kind: 'insert'; key: string; value: string }
  | { kind: 'swap'; key: string; value: string; from: string }
  | { kind: 'drop'; key: string; from: string }
  | { kind: 'remove'; key: string };

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;

/** Where batches go. Each call is one statement: wholly or not at all. The sets are the keys for which it was done. */
export interface WriteTarget {
  putMany(rows: readonly Of<'put'>[]): Promise<void>;
  insertMany(rows: readonly Of<'insert'>[]): Promise<ReadonlySet<string>>;
  swapMany(rows: readonly Of<'swap'>[]): Promise<ReadonlySet<string>>;
  dropMany(rows: readonly Of<'drop'>[]): Promise<ReadonlySet<string>>;
  removeMany(keys: readonly string[]): Promise<void>;
}

interface Waiting {
  write: Write;
  resolve: (done: boolean) => void;
  reject: (error: unknown) => void;
}

/** As many rows as one statement takes; what it costs others to wait for it stays a few milliseconds. */
const MAX_ROWS = 500;
/** How far apart batches begin while many write at once, in ms: a batch of three costs nearly as much as one of thirty. */
const GATHER_MS = 3;
/** A batch of so many rows says that many write at once. */
const MANY_ROWS = 4;

/**
 * Sends writes that wait together as one statement per kind, because a confirmed statement costs one sync of the disk
 * whether it holds one row or five hundred. A write that finds nothing under way goes at once; those arriving meanwhile
 * form the next batch. Only while many write at once is the next one held back, until {@link GATHER_MS} after the
 * one before began; whoever writes alone, one row after the other, never waits for company.
 *
 * A batch holds a key once: the next write of the same key goes only after the earlier one is settled, so writes of one key
 * happen in the order of arrival. A statement that fails did nothing, and its rows are tried one by one, so that each caller
 * hears about its own row and one bad row harms no other.
 */
export class GroupWriter {
  readonly #target: WriteTarget;
  /** Whose turn it is: at most one write per key. */
  #ready: Waiting[] = [];
  /** For each key under way or ready, what comes after it. */
  readonly #behind = new Map<string, Waiting[]>();
  /** Writes not settled yet. */
  readonly #open = new Set<Waiting>();
  readonly #drains = new Set<{ left: Set<Waiting>; resolve: () => void }>();
  #running = false;
  #last = { rows: 0, startedAt: 0 };

  constructor(target: WriteTarget) {
    this.#target = target;
  }

  /**
   * Resolves when this row is on disk: true if it was written or removed, false if an insert found the key taken or a swap
   * or drop found another value. Rejects with the driver's error if this row could not be written.
   */
  submit(write: Write): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const waiting = { write, resolve, reject };
      this.#open.add(waiting);
      const behind = this.#behind.get(write.key);
      if (behind !== undefined) {
        behind.push(waiting);
        return;
      }
      this.#behind.set(write.key, []);
      this.#ready.push(waiting);
      this.#start();
    });
  }

  /** Resolves when every write submitted before is settled, well or not. */
  drain(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drains.add({ left: new Set(this.#open), resolve });
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    // After the code that is running now, so that a burst handed in by one caller is one batch.
    queueMicrotask(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#ready.length > 0) {
      const wait = this.#last.rows >= MANY_ROWS ? this.#last.startedAt + GATHER_MS - performance.now() : 0;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const batch = this.#ready.splice(0, MAX_ROWS);
      this.#last = { rows: batch.length, startedAt: performance.now() };
      // Keys differ, so the kinds may go one after the other in any order; removing last loses least in a crash.
      for (const kind of ['put', 'insert', 'swap', 'drop', 'remove'] as const) {
        const rows = batch.filter((one) => one.write.kind === kind);
        if (rows.length > 0) await this.#write(kind, rows);
      }
    }
    this.#running = false;
  }

  async #write(kind: Write['kind'], rows: readonly Waiting[]): Promise<void> {
    let done: ReadonlySet<string> | 'all';
    try {
      done = await this.#send(
        kind,
        rows.map((one) => one.write),
      );
    } catch (error) {
      const [only, ...others] = rows;
      if (only !== undefined && others.length === 0) this.#settle(only, () => only.reject(error));
      else for (const one of rows) await this.#write(kind, [one]);
      return;
    }
    for (const one of rows) this.#settle(one, () => one.resolve(done === 'all' || done.has(one.write.key)));
  }

  async #send(kind: Write['kind'], writes: readonly Write[]): Promise<ReadonlySet<string> | 'all'> {
    switch (kind) {
      case 'put':
        await this.#target.putMany(writes as readonly Of<'put'>[]);
        return 'all';
      case 'insert':
        return this.#target.insertMany(writes as readonly Of<'insert'>[]);
      case 'swap':
        return this.#target.swapMany(writes as readonly Of<'swap'>[]);
      case 'drop':
        return this.#target.dropMany(writes as readonly Of<'drop'>[]);
      case 'remove':
        await this.#target.removeMany(writes.map((write) => write.key));
        return 'all';
    }
  }

  #settle(one: Waiting, tell: () => void): void {
    const { key } = one.write;
    const next = this.#behind.get(key)?.shift();
    if (next === undefined) this.#behind.delete(key);
    else this.#ready.push(next);
    this.#open.delete(one);
    for (const drain of this.#drains) {
      drain.left.delete(one);
      if (drain.left.size > 0) continue;
      this.#drains.delete(drain);
      drain.resolve();
    }
    tell();
  }
}
