import type { DiskRoom } from './disk-room.js';
import type { GroupReader } from './group-reader.js';
import type { GroupWriter, Write } from './group-writer.js';
import { KeptValues } from './kept-values.js';
import { buildKey, checkPrefix, idOf, keyRange } from './key.js';
import { freezeDeep } from './plain.js';
import { decode, encode } from './record.js';
import type { StoreKeys } from './store-keys.js';
import type { Table } from './table.js';
import {
  StoredValueInvalid,
  type Collection,
  type CollectionDefinition,
  type KeyQueue,
  type Marked,
} from './types.js';

/** What every collection of a store works with. */
export interface CollectionDeps {
  table: Table;
  reader: GroupReader;
  writer: GroupWriter;
  keys: StoreKeys;
  /** One line per record for `change`; not the queue the rooms see, so that they may call `change` inside their own. */
  changes: KeyQueue;
  /** Throws StoreUnavailable once the store is closing. */
  requireOpen: () => void;
  /** Who watches that the disk has room, if anybody does. */
  room: DiskRoom | undefined;
}

/** Somebody else writing the same record this often between a read and a write is a fault, not bad luck. */
const MAX_ATTEMPTS = 100;
const MAX_RANGE = 1_000;

/** Builds a typed view of the rows under one prefix; see {@link Collection} for what each call promises. */
export function createCollection<T>(
  deps: CollectionDeps,
  definition: CollectionDefinition<T>,
): Collection<T> {
  checkPrefix(definition.prefix);
  const { table, reader, writer, keys, changes, requireOpen, room } = deps;
  const { prefix } = definition;
  const kept = new KeptValues<T>(definition.keep ?? 0);
  const submit = (write: Write): Promise<boolean> => {
    room?.check(write.kind);
    return kept.whileWriting(write.key, () => writer.submit(write));
  };

  const keyOf = (id: string): string => {
    requireOpen();
    return buildKey(prefix, id);
  };
  const readKey = async (key: string): Promise<Marked<T> | undefined> => {
    const text = await reader.get(key);
    return text === undefined ? undefined : { value: decode(definition, keys, key, text), mark: text };
  };

  const decodeOr = (key: string, text: string, unreadable: T | undefined): T => {
    try {
      return decode(definition, keys, key, text);
    } catch (error) {
      if (unreadable !== undefined && error instanceof StoredValueInvalid) return unreadable;
      throw error;
    }
  };

  const attemptChange = async <R extends T | undefined>(
    key: string,
    decide: (current: T | undefined) => R | Promise<R>,
  ): Promise<{ stored: R } | undefined> => {
    requireOpen();
    const found = await readKey(key);
    const current = freezeDeep(found?.value);
    const decided = await decide(current);
    if (decided === current) return { stored: decided };
    requireOpen();
    if (decided === undefined) {
      // `found` is there, else the two would be equal.
      const gone = await submit({ kind: 'drop', key, from: found?.mark ?? '' });
      return gone ? { stored: decided } : undefined;
    }
    const { text, value } = encode(definition, keys, key, decided as T);
    const written = await submit(
      found === undefined
        ? { kind: 'insert', key, value: text }
        : { kind: 'swap', key, value: text, from: found.mark },
    );
    return written ? { stored: value as R } : undefined;
  };

  return {
    async get(id) {
      const key = keyOf(id);
      return kept.get(key) ?? kept.whileReading(key, async () => (await readKey(key))?.value);
    },
    async read(id) {
      return readKey(keyOf(id));
    },
    async getMany(ids) {
      const wanted = ids.map(keyOf);
      const texts = await table.getMany(wanted);
      return wanted.map((key, index) => {
        const text = texts[index];
        return text === undefined ? undefined : decode(definition, keys, key, text);
      });
    },
    async put(id, value) {
      const key = keyOf(id);
      await submit({ kind: 'put', key, value: encode(definition, keys, key, value).text });
    },
    async insert(id, value) {
      const key = keyOf(id);
      return submit({ kind: 'insert', key, value: encode(definition, keys, key, value).text });
    },
    async swap(id, mark, value) {
      const key = keyOf(id);
      return submit({
        kind: 'swap',
        key,
        from: mark,
        value: encode(definition, keys, key, value).text,
      });
    },
    async change(id, decide) {
      const key = keyOf(id);
      return changes.exclusive(key, async () => {
        for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
          const outcome = await attemptChange(key, decide);
          if (outcome !== undefined) return outcome.stored;
        }
        throw new Error(`The record ${key} kept being written by others`);
      });
    },
    async remove(id) {
      await submit({ kind: 'remove', key: keyOf(id) });
    },
    async range(range, unreadable) {
      requireOpen();
      if (!Number.isInteger(range.limit) || range.limit < 1 || range.limit > MAX_RANGE) {
        throw new RangeError(`The limit of a range is 1 to ${String(MAX_RANGE)}`);
      }
      const rows = await table.range(keyRange(prefix, range), range.limit);
      return rows.map(({ key, value }) => ({
        id: idOf(prefix, key),
        value: decodeOr(key, value, unreadable),
      }));
    },
  };
}
