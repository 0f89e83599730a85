import { randomBytes } from 'node:crypto';
import { planPrune } from '../../../src/privacy/prune.js';
import { serverBack, serverGone } from '../../../src/servers/gone.js';
import type { Drop, Row, Swap } from '../../../src/store/driver.js';
import { createStore } from '../../../src/store/keyed-store.js';
import { MemoryDriver } from '../../../src/store/memory-driver.js';
import { StoreKeys } from '../../../src/store/store-keys.js';
import { Table } from '../../../src/store/table.js';
import { sweepPollKeys } from '../../../src/polls/sweep.js';
import { sweepVersionKeys } from '../../../src/proposals/sweep.js';
import { HOUR, newKeyDir, newWorld, NOON, type World } from '../../proposals/world.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { Shelf } from './past-its-time.js';
import { SERVERS, Town } from './town.js';

export interface DaysRun extends ProofRun {
  days: number;
  people: number;
  /** How many things people do in a day. */
  acts: number;
  /** One night in so many the process ends in the middle of its tidying up. */
  killEvery: number;
  /** False: nothing is tidied up at night. To see that the search finds what is left then. */
  tidy?: boolean;
}

/** Rows that outlive a process, and a process that can end at any write. */
class MortalRows extends MemoryDriver {
  left = Infinity;

  override async setMany(rows: readonly Row[]): Promise<void> {
    this.#write();
    return super.setMany(rows);
  }
  override async insertMany(rows: readonly Row[]): Promise<Set<string>> {
    this.#write();
    return super.insertMany(rows);
  }
  override async swapMany(rows: readonly Swap[]): Promise<Set<string>> {
    this.#write();
    return super.swapMany(rows);
  }
  override async dropMany(rows: readonly Drop[]): Promise<Set<string>> {
    this.#write();
    return super.dropMany(rows);
  }
  override async deleteMany(keys: string[]): Promise<boolean> {
    this.#write();
    return super.deleteMany(keys);
  }

  #write(): void {
    if (this.left <= 0) throw new Error('The process has ended.');
    this.left -= 1;
  }
}

/** Lets a busy installation live for so many days; after each nothing may be there whose time is over. */
export async function throughDays(run: DaysRun): Promise<Counts> {
  const { seed, days, acts, killEvery, tidy = true } = run;
  const random = new Random(seed);
  const rows = new MortalRows();
  rows.setMaxListeners(0);
  const keys = new StoreKeys(randomBytes(32));
  const keyDir = newKeyDir();
  const gone = new Map<string, number>();
  const away = new Set<string>();
  const begin = async (elapsed: number): Promise<World> => {
    const world = await newWorld({ store: createStore(new Table(rows), keys), keyDir });
    world.deps.inServer = (guildId) => !away.has(guildId);
    // One in ten has closed their private messages.
    world.discord.answers = ({ target }) =>
      target.kind === 'person' && target.userId.endsWith('7')
        ? { kind: 'parked', reason: 'dms-closed' }
        : undefined;
    if (elapsed > 0) {
      await sweepVersionKeys(world.deps);
      await sweepPollKeys(world.deps);
      await world.wait(elapsed);
    }
    if (tidy) await planPrune(world.deps, world.now());
    return world;
  };
  const town = new Town(await begin(0), random, run.people);
  await town.settle();
  let yesterday = new Set<string>();
  const sums = { kills: 0, rows: 0, most: 0 };
  const [, campus, mill, hill] = SERVERS;
  for (let day = 1; day <= days; day += 1) {
    const kill = tidy && random.next() < 1 / killEvery;
    for (let step = 0; step < 4; step += 1) {
      const here = SERVERS.filter(({ id }) => !away.has(id));
      for (let act = 0; act < acts / 4; act += 1) await town.act(random.pick(here));
      // The tidying up begins at half past three, in the third of these.
      if (kill && step === 2) rows.left = random.between(0, 60);
      await town.world.wait(6 * HOUR);
      if (rows.left === Infinity) continue;
      await town.world.work.stop();
      rows.left = Infinity;
      sums.kills += 1;
      town.world = await begin(town.world.now().getTime() - NOON);
    }
    const { deps, now } = town.world;
    const leave = async (server: (typeof SERVERS)[number] | undefined, forGood: boolean) => {
      if (server === undefined) return;
      away.add(server.id);
      if (forGood) gone.set(server.id, now().getTime());
      await serverGone(deps, server.id, now());
    };
    if (day === Math.round(days * 0.3)) await leave(mill, true);
    if (day === Math.round(days * 0.4)) await leave(hill, false);
    if (day === Math.round(days * 0.4) + 10 && hill !== undefined) {
      away.delete(hill.id);
      await serverBack(deps, hill.id, now());
    }
    if (day === Math.round(days * 0.6)) await leave(campus, true);
    const all = await rows.range({ from: '', to: '~' }, Infinity);
    const found = new Shelf(all, keys, now().getTime(), gone).past();
    // Somebody may report what has long been over; that is gone the night after, and says not when it was.
    const past = found.filter((one) => !one.startsWith('report:') || yesterday.has(one));
    yesterday = new Set(found);
    holds(
      past.length === 0,
      `After day ${String(day)}: ${String(past.length)} past their time, e.g. ${past.slice(0, 4).join('; ')}`,
    );
    sums.rows += all.length;
    sums.most = Math.max(sums.most, all.length);
    if (day % 50 === 0) run.log(`${String(day)} days, ${String(all.length)} rows`);
  }
  await town.world.work.stop();
  return {
    'simulated days': days,
    'things done': Object.values(town.done).reduce((sum, one) => sum + one, 0),
    'kinds of things done': Object.keys(town.done).length,
    'kills in the middle of a night': sums.kills,
    'rows looked at': sums.rows,
    'most rows at once': sums.most,
    'servers left for good': gone.size,
    'people erased': town.done.erase ?? 0,
  };
}

/** How long the days of the search without tidying up are. */
export const UNTIDY_DAYS = 40;

/** Without the nights things are left, and the search says so. */
export async function isNoticed(run: ProofRun): Promise<void> {
  const untidy = {
    ...run,
    log: () => undefined,
    days: UNTIDY_DAYS,
    people: 20,
    acts: 24,
    killEvery: 10,
    tidy: false,
  };
  const found = await throughDays(untidy).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  holds(
    found?.includes('past their time') === true,
    `Without tidying up nothing was found: ${found ?? 'all is gone'}`,
  );
}
