import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createStore } from '../../src/store/keyed-store.js';
import { MemoryDriver } from '../../src/store/memory-driver.js';
import { Table } from '../../src/store/table.js';
import { StoredValueInvalid } from '../../src/store/types.js';
import { newKeys } from './stores.js';

/** A collection with rows that somebody else wrote between its own. */
async function damaged(sealed: boolean) {
  const driver = new MemoryDriver();
  const store = createStore(new Table(driver), newKeys());
  const notes = store.collection({ prefix: 'note', version: 1, schema: z.string(), sealed });
  for (const id of ['a', 'c', 'e']) await notes.put(id, `note ${id}`);
  await driver.set('note:b', 'not a row');
  await driver.set('note:d', '{"value":{"v":1,"d":7}}');
  return notes;
}

describe.each([false, true])('a range over damaged rows (sealed: %s)', (sealed) => {
  it('rejects: a list is never silently shorter', async () => {
    const notes = await damaged(sealed);
    await expect(notes.range({ limit: 10 })).rejects.toThrow(StoredValueInvalid);
  });

  it('has what was asked for in their place', async () => {
    const notes = await damaged(sealed);
    expect(await notes.range({ limit: 10 }, '')).toEqual([
      { id: 'a', value: 'note a' },
      { id: 'b', value: '' },
      { id: 'c', value: 'note c' },
      { id: 'd', value: '' },
      { id: 'e', value: 'note e' },
    ]);
  });
});
