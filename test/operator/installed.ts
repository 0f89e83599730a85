import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Installation } from '../../src/operator/installation.js';
import { loadStoreKeys, openStore, type Collection, type Store } from '../../src/store/index.js';
import { loadRecordKeys } from '../../src/proposals/record-keys.js';
import { peopleCollection, type PersonRecord } from '../../src/settings/person-zone.js';
import { closing, folder } from '../store/stores.js';

/** The files of a bot that is stopped, with some people in its store. */
export interface Installed extends Installation {
  backupDir: string;
  folder: string;
  /** Opens the store until the test ends, or it is closed. */
  open(file?: string): Promise<{ store: Store; people: Collection<PersonRecord> }>;
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];

/** An installation in a folder of its own; `people` have a zone each. */
export async function installed(people = 50): Promise<Installed> {
  const where = await folder();
  const keyDir = path.join(where, 'keys');
  const made: Installed = {
    folder: where,
    store: path.join(where, 'bot.sqlite'),
    keyDir,
    backupDir: path.join(where, 'backups'),
    async open(file = made.store) {
      const store = closing(await openStore({ path: file, keys: await loadStoreKeys(keyDir) }));
      return { store, people: peopleCollection(store) };
    },
  };
  await mkdir(path.join(keyDir, 'ballots'), { recursive: true });
  await loadRecordKeys(keyDir);
  const { store, people: rows } = await made.open();
  await Promise.all(
    Array.from({ length: people }, (_, at) =>
      rows.put(String(at).padStart(4, '0'), { timezone: ZONES[at % ZONES.length] ?? 'UTC' }),
    ),
  );
  await store.close();
  return made;
}

export const NOW = new Date('2027-03-01T12:00:00Z');
export const quiet = () => undefined;
