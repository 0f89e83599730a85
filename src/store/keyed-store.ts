import { OWN_PREFIX, probe } from './check-record.js';
import { checkRows } from './check-rows.js';
import { createCollection } from './collection.js';
import { isFull, type DiskRoom } from './disk-room.js';
import { GroupReader } from './group-reader.js';
import { GroupWriter } from './group-writer.js';
import { createKeyQueue } from './key-queue.js';
import type { StoreKeys } from './store-keys.js';
import type { Table } from './table.js';
import { timedWrites, type WriteListener } from './timed-writes.js';
import { StoreUnavailable, type Collection, type CollectionDefinition, type Store } from './types.js';

/**
 * Up to this size the file is written anew at a checkpoint: a tenth of a second or so in which no click is recorded. A
 * store of a few dozen servers is smaller.
 */
const REWRITE_BYTES = 16 * 1024 * 1024;

/**
 * A {@link Store} over a table that is open and checked. Closing it closes the driver below. Without `room` nobody watches
 * whether the disk is full, and writes simply fail then. `wrote` hears of each batch of writes.
 */
export function createStore(table: Table, keys: StoreKeys, room?: DiskRoom, wrote?: WriteListener): Store {
  const { driver } = table;
  const reader = new GroupReader(table);
  const target = room?.watching(table) ?? table;
  const writer = new GroupWriter(wrote === undefined ? target : timedWrites(target, wrote));
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
      const deps = { table, reader, writer, keys, changes, requireOpen, room };
      const collection = createCollection(deps, definition);
      collections.set(definition.prefix, { definition: { ...definition }, collection });
      return collection;
    },
    get full() {
      return room?.full ?? false;
    },
    urgent: (work) => room?.urgent(work) ?? work(),
    lookForRoom: async () => {
      if (room?.full === true) await whenOpen(async () => void (await room.make(() => probe(table))));
    },
    check: (progress) => {
      const known = new Map([...collections].map(([prefix, { definition }]) => [prefix, definition]));
      return checkRows(table, keys, known, progress);
    },
    probe: async () => {
      requireOpen();
      await probe(table);
    },
    drain: () => whenOpen(() => Promise.resolve()),
    checkpoint: () =>
      whenOpen(async () => {
        try {
          // As long as the file: the reserve is not for that. What it would have cleared away is sealed.
          if (room?.full !== true) await driver.rewrite(REWRITE_BYTES);
        } catch (error) {
          if (room === undefined || !isFull(error)) throw error;
          await room.enter();
        }
        await driver.checkpoint();
      }),
    backup: (file, progress) => whenOpen(() => driver.backup(file, progress)),
    close: () => (closing ??= close()),
  };
}

/** A definition of whatever type, for comparing. */
type Compared = CollectionDefinition<unknown>;

function sameDefinition(a: Compared, b: Compared): boolean {
  return (
    a.version === b.version &&
    a.sealed === b.sealed &&
    a.schema === b.schema &&
    a.upgrade === b.upgrade &&
    a.keep === b.keep
  );
}
