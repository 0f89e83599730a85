/** Loaded before a store is opened, so that one of its statements can be made to go wrong. */
import sqlite3 from 'sqlite3';

/** What may become of a statement. */
export const WAYS = [
  'locked',
  'full',
  'read-only',
  'closed',
  'unreadable value',
  'slow',
  'wrong answer',
] as const;
/** For the self-check: a write that is confirmed and never happens, which nobody can defend themselves against. */
export const LYING = 'lying';
export type Way = (typeof WAYS)[number] | typeof LYING;

const CODES: Partial<Record<Way, string>> = {
  locked: 'SQLITE_BUSY',
  full: 'SQLITE_FULL',
  'read-only': 'SQLITE_READONLY',
  closed: 'SQLITE_MISUSE',
};
/** So long a slow statement takes, in ms: longer than people are answered without a word. */
const SLOW_MS = 1_300;

let plan: { way: Way; left: number } | undefined;
let done = 0;

/** Spoils the n-th statement from now (1 the next) that this way can spoil; undefined takes it back. */
export function spoil(way: Way | undefined, n = 1): void {
  plan = way === undefined ? undefined : { way, left: n };
}

/** How many statements were spoilt. */
export function spoilt(): number {
  return done;
}

type Callback = (this: unknown, error: Error | null, rows?: unknown[]) => void;
type Query = (this: unknown, sql: string, ...rest: unknown[]) => unknown;
const database = sqlite3.Database.prototype as unknown as { all: Query };
const { all } = database;

database.all = function (sql, ...rest) {
  const answer = rest.at(-1) as Callback | undefined;
  const way = typeof answer === 'function' ? wayOf(sql) : undefined;
  if (way === undefined || answer === undefined) return all.call(this, sql, ...rest);
  done += 1;
  const code = CODES[way];
  if (code !== undefined) {
    const error = Object.assign(new Error(`${code}: made to fail`), { code });
    setImmediate(() => answer.call(this, error));
    return this;
  }
  if (way === 'slow') {
    setTimeout(() => all.call(this, sql, ...rest), SLOW_MS);
    return this;
  }
  if (way === LYING) {
    const [written] = rest as [string[]];
    setImmediate(() => answer.call(this, null, keysOf(written)));
    return this;
  }
  // Nothing is written, and nothing is said of it; of what is read another value comes back.
  if (isWrite(sql)) {
    setImmediate(() => answer.call(this, null, []));
    return this;
  }
  const value = way === 'wrong answer' ? '{"value":{}}' : '\u0000';
  const turned: Callback = function (error, rows) {
    answer.call(
      this,
      error,
      rows?.map((row) => ({ ...(row as object), value })),
    );
  };
  return all.call(this, sql, ...rest.slice(0, -1), turned);
};

function wayOf(sql: string): Way | undefined {
  if (plan === undefined || /^\s*(?:PRAGMA|CREATE|VACUUM)/iu.test(sql)) return undefined;
  const { way } = plan;
  if (way === 'unreadable value' && isWrite(sql)) return undefined;
  if (way === LYING && !isWrite(sql)) return undefined;
  // A write without an answer of its own is confirmed by coming back; only one that names its keys can answer wrongly.
  if (way === 'wrong answer' && isWrite(sql) && !/RETURNING/iu.test(sql)) return undefined;
  if ((plan.left -= 1) > 0) return undefined;
  plan = undefined;
  return way;
}

/** What a write of these rows would answer: a list of keys, or of rows that begin with them. */
function keysOf([written = '[]']: readonly string[]): { key: string }[] {
  const rows = JSON.parse(written) as (string | [string])[];
  return rows.map((row) => ({ key: typeof row === 'string' ? row : row[0] }));
}

function isWrite(sql: string): boolean {
  return /^\s*(?:INSERT|UPDATE|DELETE|WITH)\b/iu.test(sql);
}
