import { createCollection } from './collection.js';
import { GroupReader } from './group-reader.js';
import { GroupWriter } from './group-writer.js';
import { createKeyQueue } from './key-queue.js';
import type { StoreKeys } from './store-keys.js';
import type { Table } from './table.js';
import { StoreUnavailable, type Collection, type CollectionDefinition, type Store } from './types.js';

/**
 * Up to this size the file is written anew at a checkpoint: a tenth of a second or so in which no click is recorded. A
 * store of a few dozen servers is smaller.
 */
const REWRITE_BYTES = 16 * 1024 * 1024;

/** First part of the keys the store keeps for itself. */
export const OWN_PREFIX = 'store';

/** A {@link Store} over a table that is open and checked. Closing it closes the driver below. */
export function createStore(table: Table, keys: StoreKeys): Store {
  const { driver } = table;
  const reader = new GroupReader(table);
  const writer = new GroupWriter(table);
  const changes = createKeyQueue();
  // The definitions as given: a Collection<T> for every T cannot be written as one type.
  const collections = new Map<string, { definition: Compared; collection: unknown }>();
  let closing: Promise<void> | undefined;

  const requireOpen = (): void => {
    if (closing !== undefined)
      throw new StoreUnavailable('The store is closed: start the bot again to use it.');
  };
  const whenOpen = async (work: () => Promise<void>): Promise<void> => {
    requireOpen();
    await writer.drain();
    await work();
  };

  const close = async (): Promise<void> => {
    await writer.drain();
    try {
      await driver.checkpoint();
    } finally {
      await driver.disconnect();
    }
  };

  return {
    queue: createKeyQueue(),
    pseudonym: (userId) => keys.pseudonym(userId),
    secretFor: (purpose) => keys.secretFor(purpose),
    collection<T>(definition: CollectionDefinition<T>): Collection<T> {
      const known = collections.get(definition.prefix);
      if (known !== undefined) {
        if (sameDefinition(known.definition, definition)) {
          return known.collection as Collection<T>;
        }
        throw new Error(`The prefix "${definition.prefix}" belongs to another collection`);
      }
      if (definition.prefix === OWN_PREFIX) throw new RangeError(`"${OWN_PREFIX}" is the store's own prefix`);
      const collection = createCollection({ table, reader, writer, keys, changes, requireOpen }, definition);
      collections.set(definition.prefix, { definition: { ...definition }, collection });
      return collection;
    },
    drain: () => whenOpen(() => Promise.resolve()),
    checkpoint: () =>
      whenOpen(async () => {
        await driver.rewrite(REWRITE_BYTES);
        await driver.checkpoint();
      }),
    backup: (file) => whenOpen(() => driver.backup(file)),
    close: () => (closing ??= close()),
  };
}

/** A definition of whatever type, for comparing. */
type Compared = { [K in keyof CollectionDefinition<never>]?: unknown };

function sameDefinition(a: Compared, b: Compared): boolean {
  return (
    a.version === b.version &&
    a.sealed === b.sealed &&
    a.schema === b.schema &&
    a.upgrade === b.upgrade &&
    a.keep === b.keep
  );
}
