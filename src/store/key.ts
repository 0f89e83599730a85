/** Characters of a key, as a class for patterns. All are ASCII, so that comparing strings is comparing bytes. */
const KEY = /^[a-z0-9:-]{1,200}$/u;
const PREFIX = /^[a-z0-9-]{1,40}$/u;
const PART = /^[a-z0-9:-]{0,200}$/u;

/** Sorts before every character a key may hold, so `${key}!` lies right behind `key` and before all longer keys. */
const BELOW_ALL = '!';
/** Sorts after every character a key may hold, so `${start}{` lies right behind all keys beginning with `start`. */
const ABOVE_ALL = '{';

/** The keys from `from` on (inclusive) up to `to` (exclusive), compared bytewise. */
export interface KeyRange {
  from: string;
  to: string;
}

/**
 * The key of one record: `prefix:id`. Keys are built here and nowhere else, because adapters differ in what they take (one
 * refuses what another cuts or folds), and a typed text as a key could reach other people's rows. Throws RangeError unless
 * the whole matches `^[a-z0-9:-]{1,200}$` and neither part is empty; the message shows the prefix only.
 */
export function buildKey(prefix: string, id: string): string {
  const key = `${prefix}:${id}`;
  if (id === '' || !KEY.test(key)) {
    throw new RangeError(
      `An id in "${prefix}" is not fit for a key: only a-z, 0-9, ":" and "-", 1 to 200 characters with the prefix`,
    );
  }
  return key;
}

/** Throws RangeError unless `prefix` is fit to name a collection: a-z, 0-9 and "-", 1 to 40 characters. */
export function checkPrefix(prefix: string): void {
  // Without a colon no collection can lie inside another one's range.
  if (!PREFIX.test(prefix))
    throw new RangeError(`"${prefix}" cannot name a collection: only a-z, 0-9 and "-"`);
}

/** The id inside a key built with this prefix. */
export function idOf(prefix: string, key: string): string {
  return key.slice(prefix.length + 1);
}

/**
 * The range of keys in a collection whose ids start with `within`, lie strictly after `after` and strictly before `before`.
 * One lower and one upper bound, because a database seeks by one and would filter row by row for a second. Throws
 * RangeError for parts that could not stand in a key.
 */
export function keyRange(
  prefix: string,
  range: { within?: string; after?: string; before?: string },
): KeyRange {
  for (const part of [range.within, range.after, range.before]) {
    if (part !== undefined && !PART.test(part))
      throw new RangeError(`A range in "${prefix}" has a part not fit for a key`);
  }
  const start = `${prefix}:${range.within ?? ''}`;
  let from = start;
  let to = `${start}${ABOVE_ALL}`;
  if (range.after !== undefined) from = later(from, `${prefix}:${range.after}${BELOW_ALL}`);
  if (range.before !== undefined) to = earlier(to, `${prefix}:${range.before}`);
  return { from, to };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
