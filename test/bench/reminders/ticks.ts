import type { DueWork } from '../../../src/due-work.js';
import { writeReminder } from '../../../src/reminders/save.js';
import { loadStoreKeys, openStore } from '../../../src/store/index.js';
import { Random } from '../../prove/random.js';
import { CountedPlatform, deliverAll, proposalDeps, type SetClock } from '../../support/proposal-deps.js';
import { listening, roomDeps, roomWork, type RoomDeps } from '../../support/rooms.js';
import { plan, type Place } from './seed.js';

const MINUTE_MS = 60_000;

/** A store in this process with the bot's due work on it, and a courier that answers at once. */
export class Ticker {
  readonly #deps: RoomDeps;
  readonly #work: DueWork;
  readonly #random = new Random(1);
  readonly #clock: SetClock;
  readonly #errors: readonly unknown[];
  #made: number;
  #sent = 0;

  private constructor(deps: RoomDeps, clock: SetClock, errors: readonly unknown[], stored: number) {
    this.#deps = deps;
    this.#clock = clock;
    this.#errors = errors;
    this.#made = stored;
    this.#work = roomWork(
      deps,
      deliverAll(() => (this.#sent += 1)),
    );
  }

  /** Opens a store that holds so many reminders, none of them due at `from` or soon. */
  static async open({ file, keyDir }: Place, stored: number, from: Date): Promise<Ticker> {
    const store = await openStore({ path: file, keys: await loadStoreKeys(keyDir) });
    const clock = { now: from };
    const now = () => clock.now;
    const kick = () => ticker.#work.kick();
    const { log, errors } = listening();
    const deps = await proposalDeps({ store, keyDir, platform: new CountedPlatform(), now, kick });
    const ticker: Ticker = new Ticker(await roomDeps(deps, now, log), clock, errors, stored);
    return ticker;
  }

  /** Makes so many reminders due in the next minute, lets that minute come, and measures the tick, in ms. */
  async tick(count: number): Promise<number> {
    const due = new Date(this.#clock.now.getTime() + MINUTE_MS);
    const writes: Promise<void>[] = [];
    for (let number = 0; number < count; number += 1) {
      writes.push(writeReminder(this.#deps, plan(this.#made, due, this.#random, this.#clock.now)));
      this.#made += 1;
    }
    await Promise.all(writes);
    await this.#deps.store.drain();
    this.#clock.now = due;
    const sentBefore = this.#sent;
    const startedAt = performance.now();
    await this.#work.tick();
    const ms = performance.now() - startedAt;
    if (this.#errors.length > 0) throw new Error('Due work failed', { cause: this.#errors[0] });
    const sent = this.#sent - sentBefore;
    if (sent !== count) throw new Error(`Due were ${String(count)} reminders, sent ${String(sent)}`);
    return ms;
  }

  async close(): Promise<void> {
    await this.#work.stop();
    await this.#deps.store.close();
  }
}
