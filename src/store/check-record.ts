import { randomBytes } from 'node:crypto';
import { buildKey } from './key.js';
import { decode, encode } from './record.js';
import type { StoreKeys } from './store-keys.js';
import type { Table } from './table.js';
import { StoreUnavailable, StoredValueInvalid, type CollectionDefinition } from './types.js';
import { z } from 'zod';

/** First part of the keys the store keeps for itself. */
export const OWN_PREFIX = 'store';
const CHECK_KEY = buildKey(OWN_PREFIX, 'check');
const PROBE_KEY = buildKey(OWN_PREFIX, 'probe');

/** The first row of every store: opens only under the key that all others were sealed with. */
const CHECK: CollectionDefinition<'strike-together'> = {
  prefix: OWN_PREFIX,
  version: 1,
  schema: z.literal('strike-together'),
  sealed: true,
};

/**
 * Makes sure that keys and store belong together. An empty store gets its check record; one with a record that does not
 * open, or with rows and no record, is refused with StoreUnavailable before anything is written, because new values under
 * another key would make both halves useless. `name` is the store's path, for the sentence.
 */
export async function requireKeysFit(table: Table, keys: StoreKeys, name: string): Promise<void> {
  const text = await table.get(CHECK_KEY);
  if (text === undefined) {
    // From and to as the lowest and highest possible: any row at all.
    const rows = await table.range({ from: '', to: '~' }, 1);
    if (rows.length > 0) {
      throw new StoreUnavailable(
        `The store ${name} holds rows but was not made by this bot: set STORE_URL to another path, then start again.`,
      );
    }
    await table.putMany([{ key: CHECK_KEY, value: encode(CHECK, keys, CHECK_KEY, 'strike-together').text }]);
    return;
  }
  try {
    decode(CHECK, keys, CHECK_KEY, text);
  } catch (error) {
    if (!(error instanceof StoredValueInvalid)) throw error;
    throw new StoreUnavailable(
      keys.source.made
        ? `The store ${name} exists but its key was missing, and the one just made in ${keys.source.from} does not fit this store: restore the key folder from its backup, then start again.`
        : `The key in ${keys.source.from} does not fit this store (${name}): restore the key folder that belongs to it, or set STORE_URL to another path, then start again.`,
    );
  }
}

/** Writes, reads and deletes a row, so that a store which only pretends to work is found at the start. */
export async function probe(table: Table): Promise<void> {
  const token = JSON.stringify(randomBytes(8).toString('hex'));
  await table.putMany([{ key: PROBE_KEY, value: token }]);
  const back = await table.get(PROBE_KEY);
  await table.removeMany([PROBE_KEY]);
  if (back !== token || (await table.get(PROBE_KEY)) !== undefined) {
    throw new Error('The store does not keep what is written to it');
  }
}
