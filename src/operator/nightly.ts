import { mkdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Logger } from '../log.js';
import { RESERVE_BYTES } from '../store/disk-room.js';
import { codeOf } from '../store/error-code.js';
import { isThere } from '../store/store-files.js';
import type { Store } from '../store/types.js';
import { nightlyName, removeOldBackups } from './backup-files.js';

/** When people sleep, by the wall clock, and after the nightly pruning: half past four. */
const HOUR = 4;
const MINUTE = 30;
/** After a backup that failed, the next try waits so long, in ms. */
const AGAIN_MS = 15 * 60_000;

export interface NightlyDeps {
  store: Store;
  /** The store's file, for names. */
  file: string;
  /** BACKUP_DIR. */
  folder: string;
  /** DEFAULT_TIMEZONE. */
  zone: string;
  now: () => Date;
  log: Logger;
}

/**
 * A backup every night, kept for 14 days. What is owed follows from the clock and the folder: the night's file is there or
 * it is not. So it is made once, also by a bot that was killed meanwhile, and by day where the bot was down at night.
 */
export class Nightly {
  readonly #deps: NightlyDeps;
  #doneFor: string | undefined;
  #notBefore = 0;
  #running: Promise<void> | undefined;

  constructor(deps: NightlyDeps) {
    this.#deps = deps;
  }

  /** Makes the backup if it is owed; resolves when it is made, or has failed, which is logged. Never rejects. */
  run(): Promise<void> {
    this.#running ??= this.#make().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #make(): Promise<void> {
    const { store, file, folder, zone, now, log } = this.#deps;
    const night = nightOf(now(), zone);
    // The reserve is not for backups.
    if (night === this.#doneFor || performance.now() < this.#notBefore || store.full) return;
    const target = path.join(folder, nightlyName(file, night));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (!(await isThere(target))) {
        await requireRoom(file, folder);
        const startedAt = performance.now();
        await store.backup(target);
        log.info(
          { seconds: Math.round((performance.now() - startedAt) / 1_000) },
          'the nightly backup was made',
        );
      }
      const removed = await removeOldBackups(file, folder, night);
      if (removed > 0) log.info({ removed }, 'old backups were removed');
      this.#doneFor = night;
    } catch (error) {
      this.#notBefore = performance.now() + AGAIN_MS;
      log.error({ code: codeOf(error) }, 'the nightly backup failed; trying again in 15 minutes');
    }
  }
}

/** The date, `2027-03-01`, of the last half past four in a zone; where the clock skipped that, of the hour after. */
export function nightOf(now: Date, zone: string): string {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const today = here.toPlainDate();
  const begins = today.toZonedDateTime({ timeZone: zone, plainTime: { hour: HOUR, minute: MINUTE } });
  return (Temporal.ZonedDateTime.compare(here, begins) < 0 ? today.subtract({ days: 1 }) : today).toString();
}

/** A backup never fills the disk: where it shares one with the store, clicks would no longer be recorded. */
async function requireRoom(store: string, folder: string): Promise<void> {
  const [{ bavail, bsize }, { size }] = await Promise.all([statfs(folder), stat(store)]);
  if (bavail * bsize < size + 2 * RESERVE_BYTES)
    throw Object.assign(new Error('No room'), { code: 'ENOSPC' });
}
