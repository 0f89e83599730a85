import { collectionsOf } from '../collections.js';
import { deployedCollection } from '../discord/deploy.js';
import { outboxCollection } from '../outbox/outbox.js';
import { Notices } from '../reminders/notices.js';
import { createDueIndex, loadStoreKeys, openStore, StoreUnavailable, type Store } from '../store/index.js';
import { askBot } from './ask.js';
import type { Installation } from './installation.js';
import { restoredCollection } from './restored.js';
import type { OperatorAnswer, OperatorRequest } from './socket.js';

/** Has the running bot do something; undefined where none runs. */
export async function askIfRunning(
  { keyDir }: Installation,
  request: OperatorRequest,
  progress: (said: string) => void,
): Promise<OperatorAnswer | undefined> {
  let connected = false;
  try {
    return await askBot(keyDir, request, progress, () => (connected = true));
  } catch {
    if (connected) throw new StoreUnavailable('The bot stopped before it was done: try again.');
    return undefined;
  }
}

/** Opens a store of this installation, does something with it, and closes it. Rejects with StoreUnavailable. */
export async function withStore<T>(
  file: string,
  keyDir: string,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({ path: file, keys: await loadStoreKeys(keyDir) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Asks for every collection there is, so that `Store.check` knows what each row has to be. */
export async function askForAll(store: Store): Promise<void> {
  collectionsOf(store);
  outboxCollection(store);
  deployedCollection(store);
  restoredCollection(store);
  createDueIndex(store);
  await Notices.load(store);
}
