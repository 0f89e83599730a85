/** Names that reach into the prototype when a parsed object is merged or copied carelessly. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Any text that could hold such a name, also written with an escape; most texts do not, and need no second look. */
const SUSPICIOUS = /__proto__|constructor|prototype|\\u00/u;
/** Deeper than anything stored here, and far from what would overflow the stack. */
const MAX_DEPTH = 64;

/** A value that JSON would change, drop or refuse. `message` says what and where, never the value. */
export class NotPlain extends Error {
  override name = 'NotPlain';
}

/**
 * Throws NotPlain unless `value` comes back equal from JSON: null, booleans, finite numbers, strings, arrays and plain
 * objects of these, at most 64 deep. A property that is undefined counts as absent, as zod's optional fields do; undefined
 * anywhere else is refused, and so are Date, Map, Buffer, NaN and class instances, which JSON changes without a word.
 */
export function assertPlain(value: unknown): void {
  check(value, 0);
}

function check(value: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new NotPlain('a number that is not finite');
      return;
    case 'object':
      if (value !== null) checkObject(value, depth);
      return;
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw new NotPlain(`${typeof value} instead of plain JSON`);
  }
}

function checkObject(value: object, depth: number): void {
  if (depth >= MAX_DEPTH) throw new NotPlain(`more than ${String(MAX_DEPTH)} levels`);
  if (Array.isArray(value)) {
    // By index: for…of and forEach would not notice a hole, which JSON turns into null.
    for (let index = 0; index < value.length; index += 1) check(value[index], depth + 1);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotPlain('an object that is not plain');
  for (const [name, inner] of Object.entries(value)) {
    if (FORBIDDEN_NAMES.has(name)) throw new NotPlain(`a property named ${name}`);
    if (inner !== undefined) check(inner, depth + 1);
  }
}

/**
 * Parses JSON that was stored. Throws SyntaxError for what is not JSON and NotPlain for objects with a property named
 * `__proto__`, `constructor` or `prototype`, which we never write.
 */
export function parsePlain(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (SUSPICIOUS.test(text)) check(value, 0);
  return value;
}

/** Freezes a plain value all the way down and returns it. */
export function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freezeDeep(inner);
  }
  return value;
}
