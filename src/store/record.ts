import type { z } from 'zod';
import { NotPlain, assertPlain, parsePlain } from './plain.js';
import type { StoreKeys } from './store-keys.js';
import { StoredValueInvalid, type CollectionDefinition } from './types.js';

/** A value ready to be written: the text for the row, and the value as it will be read back. */
export interface Encoded<T> {
  text: string;
  value: T;
}

/**
 * Turns a value into the text of its row: `{"v":version,"d":data}`, or `{"v":version,"s":"…"}` with the data sealed to
 * this key and version. Throws StoredValueInvalid if it does not fit the schema or is not plain JSON.
 */
export function encode<T>(
  definition: CollectionDefinition<T>,
  keys: StoreKeys,
  key: string,
  value: T,
): Encoded<T> {
  const parsed = definition.schema.safeParse(value);
  if (!parsed.success)
    throw new StoredValueInvalid(`The value for ${key} does not fit: ${issues(parsed.error)}`);
  try {
    assertPlain(parsed.data);
  } catch (error) {
    if (error instanceof NotPlain)
      throw new StoredValueInvalid(`The value for ${key} holds ${error.message}`);
    throw error;
  }
  const json = JSON.stringify(parsed.data);
  const version = String(definition.version);
  const text = definition.sealed
    ? `{"v":${version},"s":"${keys.seal(placeOf(key, definition.version), json)}"}`
    : `{"v":${version},"d":${json}}`;
  return { text, value: parsed.data };
}

/**
 * Reads what {@link encode} made, bringing older versions up to date. Throws StoredValueInvalid, naming the key and never
 * the value, for anything else: a sealed value that does not open, an open one where sealed ones are due, a version from
 * the future, a shape the schema refuses.
 */
export function decode<T>(
  definition: CollectionDefinition<T>,
  keys: StoreKeys,
  key: string,
  text: string,
): T {
  const { v: version, data } = openRecord(definition, keys, key, text);
  let current = data;
  if (version !== definition.version) {
    if (version > definition.version || definition.upgrade === undefined) {
      throw invalid(key, `has version ${String(version)}, known is ${String(definition.version)}`);
    }
    current = definition.upgrade(data, version);
  }
  const parsed = definition.schema.safeParse(current);
  if (!parsed.success) throw invalid(key, `does not fit: ${issues(parsed.error)}`);
  return parsed.data;
}

function openRecord<T>(
  definition: CollectionDefinition<T>,
  keys: StoreKeys,
  key: string,
  text: string,
): { v: number; data: unknown } {
  const record = parse(key, text);
  if (typeof record !== 'object' || record === null || !('v' in record) || !Number.isSafeInteger(record.v)) {
    throw invalid(key, 'is not a record of this store');
  }
  const version = record.v as number;
  if (!definition.sealed) {
    if (!('d' in record)) throw invalid(key, 'is not readable as an open value');
    return { v: version, data: record.d };
  }
  // An open value here would be one that somebody slipped in without knowing the key.
  if (!('s' in record) || typeof record.s !== 'string') throw invalid(key, 'is not sealed');
  const opened = keys.open(placeOf(key, version), record.s);
  if (opened === undefined)
    throw invalid(key, 'does not open: it was changed, moved, or sealed under another key');
  return { v: version, data: parse(key, opened) };
}

function parse(key: string, text: string): unknown {
  try {
    return parsePlain(text);
  } catch {
    // Without the cause: a parser's message may quote the text.
    throw invalid(key, 'is not plain JSON');
  }
}

/** What a sealed value is bound to. A key holds no `@`, so no two rows and versions share a place. */
function placeOf(key: string, version: number): string {
  return `${key}@${String(version)}`;
}

function invalid(key: string, what: string): StoredValueInvalid {
  return new StoredValueInvalid(`The stored value at ${key} ${what}`);
}

/** Codes and field names only; a message or a key of a record could carry what somebody typed. */
function issues(error: z.ZodError): string {
  const field = /^[a-zA-Z]{1,40}$/u;
  return error.issues
    .slice(0, 5)
    .map(({ code, path }) => {
      const where = path.map((part) => (typeof part === 'string' && field.test(part) ? part : '*')).join('.');
      return where === '' ? code : `${code} at ${where}`;
    })
    .join(', ');
}
