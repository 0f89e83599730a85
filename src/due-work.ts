import { randomInt } from 'node:crypto';
import type { Due, DueIndex } from './store/due.js';
import type { Logger } from './log.js';

/** Does one due thing. True when its row is done with; false when it has to come up again at the next tick. */
export type DueHandler = (id: string, now: Date, due: Due) => Promise<boolean>;

export interface DueWorkDeps {
  due: DueIndex;
  handlers: Readonly<Record<string, DueHandler>>;
  now: () => Date;
  log: Logger;
}

const PAGE = 200;
/** Deliveries wait for their turn and hang on Discord: so many are taken in hand, and they never hold up anything else. */
const DELIVERIES_IN_HAND = 5_000;
/** What fails here is tried again after 5 s, then twice as long each time, at most an hour; up to a fifth sooner. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** So many failing things are remembered; beyond that the oldest waits its first wait again. */
const FAILING_KEPT = 10_000;
export const DELIVERY = 'outbox';

/**
 * Does what has become due: what follows from the store and the clock, so that a tick may run twice, or after a night
 * offline, with the same result. One thing that fails never holds up another; it stays due and is tried again with
 * growing waits, which a restart forgets. One thing is never worked on twice at a time.
 */
export class DueWork {
  readonly #deps: DueWorkDeps;
  readonly #running = new Map<string, Promise<void>>();
  #scan: Promise<void> | undefined;
  #again = false;
  #deliveries = 0;
  #leftSome = false;
  #stopped = false;
  /** What failed last time, with how often in a row and when it is tried again, in ms. */
  readonly #failing = new Map<string, { times: number; until: number }>();

  constructor(deps: DueWorkDeps) {
    this.#deps = deps;
  }

  /** Looks soon; what came up while a look is under way is seen by the next. */
  kick(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#scan ??= this.#look().finally(() => {
      this.#scan = undefined;
      // Asked for between the last look and here.
      if (this.#again) this.kick();
    });
  }

  /** Looks now, and resolves when all that was due, and all that followed from it, has had its attempt. */
  async tick(): Promise<void> {
    this.kick();
    while (this.#scan !== undefined || this.#running.size > 0) {
      await this.#scan;
      await Promise.all(this.#running.values());
    }
  }

  /** Starts nothing more, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#scan;
    await Promise.all(this.#running.values());
  }

  async #look(): Promise<void> {
    // Let the writes that caused the kick, and others like it, come together first.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#startAll();
      } catch (error) {
        this.#deps.log.error({ err: error }, 'what is due could not be read');
      }
    }
  }

  async #startAll(): Promise<void> {
    for (let after: string | undefined; !this.#stopped;) {
      const rows = await this.#deps.due.until(this.#deps.now(), PAGE, after);
      for (const row of rows) {
        this.#start(row);
      }
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.key;
    }
  }

  #start(row: Due): void {
    const name = `${row.kind}:${row.id}`;
    if (this.#stopped || this.#running.has(name)) return;
    if ((this.#failing.get(name)?.until ?? 0) > this.#deps.now().getTime()) return;
    if (row.kind === DELIVERY) {
      // Left for the round that begins when half of those in hand have ended.
      if (this.#deliveries >= DELIVERIES_IN_HAND) {
        this.#leftSome = true;
        return;
      }
      this.#deliveries += 1;
    }
    const work = this.#do(row, name).finally(() => {
      this.#running.delete(name);
      if (row.kind !== DELIVERY) return;
      this.#deliveries -= 1;
      if (!this.#leftSome || this.#deliveries > DELIVERIES_IN_HAND / 2) return;
      this.#leftSome = false;
      this.kick();
    });
    this.#running.set(name, work);
  }

  async #do(row: Due, name: string): Promise<void> {
    const { due, handlers, log, now } = this.#deps;
    try {
      const handler = handlers[row.kind];
      if (handler === undefined) {
        log.error({ kind: row.kind }, 'nothing here does this kind of due work; it is kept');
        return;
      }
      if (await handler(row.id, now(), row)) await due.remove(row);
      this.#failing.delete(name);
    } catch (error) {
      const seconds = this.#waitAfterFailure(name);
      log.error({ kind: row.kind, err: error, againInSeconds: seconds }, 'due work failed; it stays due');
    }
  }

  /** Plans the next try; returns how far it is, in seconds. */
  #waitAfterFailure(name: string): number {
    const times = this.#failing.get(name)?.times ?? 0;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(times, 20));
    const wait = longest - randomInt(longest / 5);
    // Those set last stand last, so that the oldest go first.
    this.#failing.delete(name);
    const [oldest] = this.#failing.keys();
    if (oldest !== undefined && this.#failing.size >= FAILING_KEPT) this.#failing.delete(oldest);
    this.#failing.set(name, { times: times + 1, until: this.#deps.now().getTime() + wait });
    return Math.round(wait / 1_000);
  }
}
