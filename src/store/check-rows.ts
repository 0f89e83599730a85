import { OWN_PREFIX } from './check-record.js';
import type { CopyProgress } from './live-copy.js';
import { decode } from './record.js';
import type { StoreKeys } from './store-keys.js';
import type { Table } from './table.js';
import { StoredValueInvalid, type Checked, type CollectionDefinition } from './types.js';

const PAGE = 500;

/** Reads every row of a table with the definition its prefix has; see `Store.check`. */
export async function checkRows(
  table: Table,
  keys: StoreKeys,
  definitions: ReadonlyMap<string, CollectionDefinition<unknown>>,
  progress: CopyProgress = () => undefined,
): Promise<Checked> {
  const unreadable = new Map<string, number>();
  let readable = 0;
  let seen = 0;
  for (let from = ''; ;) {
    // Up to behind every key there can be.
    const rows = await table.range({ from, to: '~' }, PAGE);
    for (const { key, value } of rows) {
      const prefix = key.slice(0, Math.max(0, key.indexOf(':')));
      const definition = definitions.get(prefix);
      if (prefix === OWN_PREFIX || (definition !== undefined && opens(definition, keys, key, value))) {
        readable += 1;
      } else {
        const name = definition === undefined ? '' : prefix;
        unreadable.set(name, (unreadable.get(name) ?? 0) + 1);
      }
    }
    seen += rows.length;
    progress(seen);
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return { readable, unreadable };
    from = `${last.key}!`;
  }
}

function opens(
  definition: CollectionDefinition<unknown>,
  keys: StoreKeys,
  key: string,
  text: string,
): boolean {
  try {
    decode(definition, keys, key, text);
    return true;
  } catch (error) {
    if (error instanceof StoredValueInvalid) return false;
    throw error;
  }
}
