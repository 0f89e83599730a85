import { z } from 'zod';
import type { CollectionDefinition, Range, Store } from './types.js';

/** Something owed at an instant: what kind, which one, when. */
export interface Due {
  /** `a-z 0-9 -`, e.g. `closing`. */
  kind: string;
  /** `a-z 0-9 -`. */
  id: string;
  /** ISO 8601 in UTC (`…Z`); kept to the millisecond, what is finer is cut off. */
  at: string;
}

/** What is owed when, apart from the records themselves, so that a tick looks only at what is due. */
export interface DueIndex {
  /** Adding the same again changes nothing. Resolves when it is on disk. */
  add(due: Due): Promise<void>;
  /** Needs the same instant as when it was added. Nothing there is not an error. */
  remove(due: Due): Promise<void>;
  /**
   * What is due at `now` or before, earliest first, at most `limit` (1 to 1,000). `after` is the `key` of the last one seen,
   * for the next page. Costs what it returns, however much lies in the future.
   */
  until(now: Date, limit: number, after?: string): Promise<(Due & { key: string })[]>;
  /** All there is, due or not: otherwise like `until`. */
  page(limit: number, after?: string): Promise<(Due & { key: string })[]>;
  /** The earliest of all, due or not; with `after`, the earliest of those later than that instant. */
  next(after?: Date): Promise<Due | undefined>;
}

const PREFIX = 'due';
const PART = /^[a-z0-9-]{1,80}$/u;
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/u;
const ID = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d):(\d\d)(\d{3}):([a-z0-9-]+):([a-z0-9-]+)$/u;

/** Stands for a row whose key was damaged: nobody knows its kind, and it holds up no other. */
const UNREADABLE: Due = { kind: 'unreadable', id: 'row', at: new Date(0).toISOString() };

/** The key says everything; the row only has to be there. */
const DUE: CollectionDefinition<1> = { prefix: PREFIX, version: 1, schema: z.literal(1), sealed: false };

/**
 * The due index of a store. Rows are `due:<yyyymmddhhmm>:<ms in the minute>:<kind>:<id>` in UTC, so that their order is the
 * order in time and a minute is a bucket. Throws RangeError for a kind, id or instant not fit for that.
 */
export function createDueIndex(store: Store): DueIndex {
  const rows = store.collection(DUE);
  const read = async (range: Range, after?: string): Promise<(Due & { key: string })[]> => {
    const from = after === undefined ? {} : { after: after.slice(PREFIX.length + 1) };
    // The key says everything, so a value that was damaged does no harm.
    const found = await rows.range({ ...range, ...from }, 1);
    return found.map(({ id }) => ({ ...(dueOf(id) ?? UNREADABLE), key: `${PREFIX}:${id}` }));
  };
  return {
    async add(due) {
      await rows.put(idOf(due), 1);
    },
    async remove(due) {
      await rows.remove(idOf(due));
    },
    // `behind(now)` lies behind `now` itself, whose ids carry more and sort before it.
    until: (now, limit, after) => read({ before: behind(now), limit }, after),
    page: (limit, after) => read({ limit }, after),
    async next(after) {
      const [first] = await rows.range(
        {
          limit: 1,
          ...(after === undefined ? {} : { after: behind(after) }),
        },
        1,
      );
      return first === undefined ? undefined : dueOf(first.id);
    },
  };
}

function idOf({ kind, id, at }: Due): string {
  if (!PART.test(kind) || !PART.test(id))
    throw new RangeError('A due row takes a kind and an id of a-z, 0-9 and "-"');
  const match = INSTANT.exec(at);
  const time =
    match === null ? NaN : Date.parse(`${match[1] ?? ''}.${(match[2] ?? '').slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(time))
    throw new RangeError('A due row takes an instant in UTC, like 2027-05-01T10:00:00Z');
  return `${positionOf(time)}:${kind}:${id}`;
}

/** The position right behind an instant. */
function behind(instant: Date): string {
  return positionOf(instant.getTime() + 1);
}

/** `202705011000:00000` for an instant in ms since 1970; sorts like time up to the year 9999. */
function positionOf(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().slice(0, -1).split('T');
  const [hours = '', minutes = '', seconds = ''] = clock.split(':');
  return `${date.replaceAll('-', '')}${hours}${minutes}:${seconds.replace('.', '')}`;
}

/** Undefined for a key of another form. */
function dueOf(id: string): Due | undefined {
  const match = ID.exec(id);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, ms, kind = '', about = ''] = match;
  return { kind, id: about, at: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z` };
}
