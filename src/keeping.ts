import { resolve } from 'node:path';
import type { Config } from './config.js';
import type { DueHandler } from './due-work.js';
import type { Logger } from './log.js';
import { remedyFor } from './operator/backup-files.js';
import { storeFile, type Installation } from './operator/installation.js';
import { Nightly } from './operator/nightly.js';
import type { RoomListener } from './store/disk-room.js';
import { openStore, type OpenStore, type Store } from './store/index.js';

/** How often it is looked whether a full disk has room again, in ms. */
const LOOK_EVERY_MS = 60_000;

/** Where the store that a bot was started with is, and its backups. */
export function placeOf(config: Config): Pick<Installation, 'store' | 'backupDir'> {
  const { BACKUP_DIR: folder } = config;
  return {
    store: storeFile(config.STORE_URL),
    backupDir: folder === undefined ? undefined : resolve(folder),
  };
}

/** Opens the bot's store with a reserve for a full disk; says in the log when that is needed, and when no more. */
export function openKept(
  config: Config,
  log: Logger,
  options: Pick<OpenStore, 'keys' | 'wrote'>,
): Promise<Store> {
  const { store, backupDir } = placeOf(config);
  const told: RoomListener = (state) => {
    if (state === 'room') log.info('there is room on the disk again: everything is recorded as before');
    else
      log.error(
        'the disk of the store is full: nothing new is recorded, only closing and erasing go on; free some space',
      );
  };
  return openStore({
    ...options,
    path: store,
    // The local Discord is for trying: its store may be deleted without a word.
    ...(config.DISCORD_TOKEN === undefined ? {} : { reserve: { told } }),
    journalMissing: () =>
      log.warn(
        'the bot did not stop cleanly, and the journal of its store is gone: unless another tool folded it in, what was recorded last is missing',
      ),
    remedy: () => remedyFor(store, backupDir),
  });
}

/** Looks after an open store: the nightly backup, and whether a full disk has room again. */
export class Keeper {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #nightly: Nightly | undefined;
  #lookedAt = performance.now();

  constructor(config: Config, store: Store, now: () => Date, log: Logger) {
    this.#store = store;
    this.#log = log;
    const { store: file, backupDir: folder } = placeOf(config);
    const zone = config.DEFAULT_TIMEZONE;
    this.#nightly = folder === undefined ? undefined : new Nightly({ store, file, folder, zone, now, log });
  }

  /** Does what has come due; resolves when that is done or has failed, which is logged. Never rejects. */
  async tick(): Promise<void> {
    if (this.#store.full && performance.now() - this.#lookedAt > LOOK_EVERY_MS) {
      this.#lookedAt = performance.now();
      try {
        await this.#store.lookForRoom();
      } catch (error) {
        this.#log.error({ err: error }, 'whether the disk has room again could not be found out');
      }
    }
    await this.#nightly?.run();
  }
}

/** The same handlers, going on while the disk is full: what is due is closing, delivering and removing. */
export function urgently(
  store: Store,
  handlers: Readonly<Record<string, DueHandler>>,
): Record<string, DueHandler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([kind, handle]): [string, DueHandler] => [
      kind,
      (id, now, due) => store.urgent(() => handle(id, now, due)),
    ]),
  );
}
