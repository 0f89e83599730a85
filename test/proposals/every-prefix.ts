import { randomBytes } from 'node:crypto';
import type { RuleChange } from '../../src/organisations/rule.js';
import { sweepPollKeys } from '../../src/polls/sweep.js';
import { sweepVersionKeys } from '../../src/proposals/sweep.js';
import type { Drop, Row, Swap } from '../../src/store/driver.js';
import { StoreKeys } from '../../src/store/index.js';
import { createStore } from '../../src/store/keyed-store.js';
import { MemoryDriver } from '../../src/store/memory-driver.js';
import { Table } from '../../src/store/table.js';
import { MINUTE, newKeyDir, newWorld, type World } from './world.js';

/** A disk that takes so many writes and no more, as if the process had ended there. */
class FailingDriver extends MemoryDriver {
  writesLeft = Infinity;

  #write(): void {
    if (this.writesLeft <= 0) throw new Error('The process has ended.');
    this.writesLeft -= 1;
  }

  override setMany(rows: readonly Row[]): Promise<void> {
    this.#write();
    return super.setMany(rows);
  }
  override set(key: string, value: string): Promise<true> {
    this.#write();
    return super.set(key, value);
  }
  override insertMany(rows: readonly Row[]): Promise<Set<string>> {
    this.#write();
    return super.insertMany(rows);
  }
  override swapMany(rows: readonly Swap[]): Promise<Set<string>> {
    this.#write();
    return super.swapMany(rows);
  }
  override dropMany(rows: readonly Drop[]): Promise<Set<string>> {
    this.#write();
    return super.dropMany(rows);
  }
  override deleteMany(keys: string[]): Promise<boolean> {
    this.#write();
    return super.deleteMany(keys);
  }
  override delete(key: string): Promise<boolean> {
    this.#write();
    return super.delete(key);
  }
}

interface Crash<T> {
  /** How the server decides, where not by open ballots. */
  rule?: RuleChange;
  /** What is there before. */
  prepare: (world: World) => Promise<T>;
  /** What the process dies in the middle of. */
  act: (world: World, prepared: T) => Promise<unknown>;
  /** What has to be true after a restart, however far it got. */
  then: (after: World, prepared: T, finished: boolean, posted: (kind: string) => number) => Promise<void>;
}

/** Ends the process after the first write of an act, after the second, and so on until the act comes through. */
export async function everyPrefix<T>({ rule = {}, prepare, act, then }: Crash<T>): Promise<number> {
  for (let writes = 0; ; writes += 1) {
    const driver = new FailingDriver();
    const keys = new StoreKeys(randomBytes(32));
    const keyDir = newKeyDir();
    const before = await newWorld({ store: createStore(new Table(driver), keys), keyDir, rule });
    const prepared = await prepare(before);
    await before.work.tick();
    driver.writesLeft = writes;
    const finished = await act(before, prepared).then(
      () => true,
      () => false,
    );
    // What was begun besides comes to nothing as well.
    driver.writesLeft = 0;
    await before.work.stop();

    driver.writesLeft = Infinity;
    const after = await newWorld({ store: createStore(new Table(driver), keys), keyDir, rule });
    // As at every start.
    await sweepVersionKeys(after.deps);
    await sweepPollKeys(after.deps);
    await after.wait(before.now().getTime() - after.now().getTime());
    await after.live(3 * MINUTE);
    const posted = (kind: string) => before.posted(kind) + after.posted(kind);
    await then(after, prepared, finished, posted);
    if (finished) return writes;
  }
}
