import type { z } from 'zod';
import type { CopyProgress } from './live-copy.js';

/**
 * What the rooms see of the store. Every promise here either resolves when the fact is on disk (writes) or is known
 * to be what the disk holds (reads), or rejects: a failed read is never "nothing there".
 *
 * Ids become part of keys: only `a-z 0-9 : -`, at most 200 characters with the prefix, never typed text. The id of a
 * person enters a key only as `Store.pseudonym(...)`.
 */
export interface Store {
  collection<T>(definition: CollectionDefinition<T>): Collection<T>;
  /** Serialises work under a name; see {@link KeyQueue}. */
  readonly queue: KeyQueue;
  /** A 128-bit HMAC (32 hex characters) of a person's id under the installation's store key, for use inside keys. */
  pseudonym(userId: string): string;
  /** 32 bytes derived from the installation's store key for one purpose; the same purpose gives the same bytes. */
  secretFor(purpose: string): Buffer;
  /** True while the disk is full: what people do anew is refused with StoreFull. */
  readonly full: boolean;
  /**
   * Runs work whose writes go on with the reserve while the disk is full: closing, erasing, delivering. What it starts
   * without waiting for it counts as well.
   */
  urgent<T>(work: () => Promise<T>): Promise<T>;
  /** While the disk is full: looks whether there is room again, and if so takes the reserve and ends that. */
  lookForRoom(): Promise<void>;
  /**
   * Reads every row: counts those that their collection reads, and tells of those that it does not, or that have none.
   * Collections have to be asked for first. `progress` is told now and then how many rows were read.
   */
  check(progress?: CopyProgress): Promise<Checked>;
  /**
   * Writes, reads and deletes a row of its own: resolves where the disk keeps what is written. One at a time; two at
   * once would take each other for a disk that does not.
   */
  probe(): Promise<void>;
  /** Resolves when every write handed in so far is on disk, or has failed and its caller has been told. */
  drain(): Promise<void>;
  /**
   * Drains and folds the journal back into the file, so that what was removed is in neither any more: for after a vote
   * has ended and after erasing a person. A file of at most 16 MB is written anew first, about 6 ms per MB in which other
   * writes wait; in a larger one, copies that SQLite left where rows were moved stay until their place is used again. They
   * are sealed, those of secret ballots under a key that is destroyed by then.
   */
  checkpoint(): Promise<void>;
  /**
   * Writes a checked copy of everything that is on disk to `file` (0600, must not exist yet; its folder must): all that
   * was confirmed before, and what was up to the copy's end. Reads and writes go on; none waits longer for it than some ten
   * ms. Never copy the files of an open store: what is still in the journal would be missing. The file has its name only
   * once it is whole. `progress` is told now and then how many rows are copied. Rejects with StoreUnavailable for a store
   * in memory, and when the store is closed meanwhile.
   */
  backup(file: string, progress?: CopyProgress): Promise<void>;
  /**
   * Drains, folds the journal back into the file, and closes. Closing again waits for the same; every other later call
   * rejects with StoreUnavailable.
   */
  close(): Promise<void>;
}

/** What reading every row found. */
export interface Checked {
  /** Rows that can be read. */
  readable: number;
  /** Prefixes with unreadable rows, and how many each has; under '' those of no collection that was asked for. */
  unreadable: ReadonlyMap<string, number>;
}

export interface CollectionDefinition<T> {
  /**
   * First part of every key, e.g. `proposal` for `proposal:4kq…`: `a-z 0-9 -`, no colon. Each prefix belongs to one
   * collection; asking again with another definition throws.
   */
  prefix: string;
  /** Raised when the shape changes; stored beside each value. */
  version: number;
  /**
   * Parsed on reading and on writing; what it returns is what is stored, so it must accept its own output. Plain JSON
   * only: ids and instants are strings.
   */
  schema: z.ZodType<T>;
  /** True for values that tie a person to anything: stored encrypted under the key in KEY_DIR/store, bound to their key. */
  sealed: boolean;
  /** Brings a value stored under an older version to the present shape, before parsing. */
  upgrade?: (value: unknown, from: number) => unknown;
  /**
   * So many of the values read last stay in memory, frozen, for `get`; for records read with every click and written
   * seldom. This process alone writes to the store, so what it wrote is what there is.
   */
  keep?: number;
}

export interface Entry<T> {
  id: string;
  value: T;
}

/** A value as read, with the mark that {@link Collection.swap} compares. */
export interface Marked<T> {
  value: T;
  mark: string;
}

export interface Range {
  /** Ids that start with this; all when absent. */
  within?: string;
  /** Only ids strictly after this one (for the next page). */
  after?: string;
  /** Only ids strictly before this one. */
  before?: string;
  /** At most this many entries, 1 to 1,000. */
  limit: number;
}

/**
 * Values of one kind. An id or a range outside the rule for keys throws RangeError (a mistake in the program, not of a
 * person); a value outside the schema or not plain JSON rejects with StoredValueInvalid; everything rejects with
 * StoreUnavailable after closing, with StoreFull when the disk is full, and with the driver's own error when it fails.
 *
 * Writes to one record reach the disk in the order in which they were handed in, awaited or not. Between different
 * records only awaiting orders them.
 */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  read(id: string): Promise<Marked<T> | undefined>;
  getMany(ids: readonly string[]): Promise<(T | undefined)[]>;
  /** Writes whatever was there before. Waits together with other writes for one multi-row upsert. */
  put(id: string, value: T): Promise<void>;
  /** Writes only if nothing is there; false when something is. */
  insert(id: string, value: T): Promise<boolean>;
  /** Writes only if the stored value is still the one marked; false on conflict. */
  swap(id: string, mark: string, value: T): Promise<boolean>;
  /**
   * Read, decide, write, inside the record's queue. `decide` gets what is stored now (frozen) and returns what shall be
   * stored; returning the very value it was given (or undefined when nothing is there) writes nothing; returning undefined
   * when something is there removes it; throwing writes nothing and rejects with what was thrown. Resolves to what is
   * stored afterwards.
   *
   * Changes of one record run one after the other. Should the record be written past `change` meanwhile (`put`, `swap`,
   * another process), nothing of that is lost: `decide` is asked again with what is stored then.
   *
   * The record's queue is of its own, apart from the names of `Store.queue`: `change` may be called inside work under any
   * name, but `decide` must not wait for such work, nor for another change of the same record.
   */
  change<R extends T | undefined>(id: string, decide: (current: T | undefined) => R | Promise<R>): Promise<R>;
  /** Nothing there is not an error. */
  remove(id: string): Promise<void>;
  /**
   * In ascending order of id (bytewise). One unreadable row rejects the page: a list is never silently shorter. With
   * `unreadable`, that stands in place of such a row's value instead.
   */
  range(range: Range, unreadable?: T): Promise<Entry<T>[]>;
}

/**
 * Work on one record, in order of arrival. Names are free strings, usually `collection:id`. Whatever `work` returns or
 * throws is passed on, and the name is free again either way. Waiting for a name inside work under that same name never
 * ends: take each name once, from the outside in.
 */
export interface KeyQueue {
  /** Alone: waits for all earlier work under the name, and everything later waits for it. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Beside other shared work, but not beside exclusive work (casting is shared, closing exclusive). */
  shared<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** The store cannot be opened, is in use, or its key is missing or wrong. `message` is one sentence with the next step. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** The store's file, or its journal, is not what it has to be; `message` says what is wrong, without what to do. */
export class StoreDamaged extends StoreUnavailable {
  override name = 'StoreDamaged';
}

/** Nothing was written, because the disk is full; what was confirmed before stands. */
export class StoreFull extends Error {
  override name = 'StoreFull';

  constructor(options?: ErrorOptions) {
    super('The disk is full: only closing, erasing and removing go on', options);
  }
}

/** A stored value that does not open or parse. Names the key, never the value. */
export class StoredValueInvalid extends Error {
  override name = 'StoredValueInvalid';
}
