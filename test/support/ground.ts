import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProposalPlatform } from '../../src/proposals/proposal.js';
import { sweepPollKeys } from '../../src/polls/sweep.js';
import { sweepVersionKeys } from '../../src/proposals/sweep.js';
import { requireKeysFit } from '../../src/store/check-record.js';
import type { Driver } from '../../src/store/driver.js';
import { createStore } from '../../src/store/keyed-store.js';
import { MemoryDriver } from '../../src/store/memory-driver.js';
import { openSqliteDriver } from '../../src/store/open-sqlite.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { Table } from '../../src/store/table.js';
import { CountedPlatform, proposalDeps, type SetClock } from './proposal-deps.js';
import type { StoredDeps } from './rooms.js';

/** Rows in memory that are still there when the store is opened again. */
export class KeptRows extends MemoryDriver {
  override disconnect(): Promise<void> {
    return Promise.resolve();
  }
}

/** What of an installation outlives its process: a store and keys. */
export class Ground {
  readonly folder: string;
  readonly platform = new CountedPlatform();
  readonly clock: SetClock = { now: new Date(0) };
  readonly secret = randomBytes(32);
  readonly #rows: KeptRows | undefined;

  private constructor(folder: string, rows: KeptRows | undefined) {
    this.folder = folder;
    this.#rows = rows;
  }

  /** Rows in memory; keys in files all the same, on a memory disk where there is one. */
  static async inMemory(): Promise<Ground> {
    const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const rows = new KeptRows();
    // Each opening of the store listens for errors.
    rows.setMaxListeners(0);
    return new Ground(await mkdtemp(path.join(base, 'strike-together-ground-')), rows);
  }

  /** SQLite and keys in a folder. */
  static async onDisk(): Promise<Ground> {
    return new Ground(await mkdtemp(path.join(tmpdir(), 'strike-together-ground-')), undefined);
  }

  get file(): string {
    return path.join(this.folder, 'bot.sqlite');
  }

  get keyDir(): string {
    return path.join(this.folder, 'keys');
  }

  /** Opens the store as a start of the bot does, with the start's own repairs. */
  async begin(): Promise<StoredDeps> {
    const { deps } = await this.beginBehind((driver) => driver);
    await sweepVersionKeys(deps);
    await sweepPollKeys(deps);
    return deps;
  }

  /** The same with something between the bot and what is outside it, and without repairs; `end` lets go of the rows. */
  async beginBehind(
    driverGate: (driver: Driver) => Driver,
    platform: ProposalPlatform = this.platform,
  ): Promise<{ deps: StoredDeps; end: () => Promise<void> }> {
    const driver = this.#rows ?? (await openSqliteDriver(this.file));
    const keys = new StoreKeys(this.secret);
    await requireKeysFit(new Table(driver), keys, this.file);
    const store = createStore(new Table(driverGate(driver)), keys);
    const now = () => this.clock.now;
    const deps = await proposalDeps({ store, keyDir: this.keyDir, platform, now });
    return { deps, end: () => driver.disconnect() };
  }

  /** Rows and keys as they are now, with nobody using them; what it resolves to puts them back. */
  async remember(): Promise<() => Promise<void>> {
    const copy = path.join(this.folder, 'remembered');
    const kept = ['keys', ...(this.#rows === undefined ? ['bot.sqlite'] : [])];
    for (const name of kept)
      await cp(path.join(this.folder, name), path.join(copy, name), { recursive: true });
    const rows = (await this.#rows?.range({ from: '', to: '~' }, Infinity)) ?? [];
    const { now } = this.clock;
    return async () => {
      for (const name of [...kept, 'bot.sqlite-wal', 'bot.sqlite-journal'])
        await rm(path.join(this.folder, name), { recursive: true, force: true });
      await cp(copy, this.folder, { recursive: true });
      await this.wipe();
      await this.#rows?.setMany(rows);
      this.clock.now = now;
    };
  }

  /** Forgets the rows in memory; the keys stay. */
  async wipe(): Promise<void> {
    await this.#rows?.clear();
    this.#rows?.removeAllListeners();
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
