import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMemoryStore, openStore } from '../../src/store/open.js';
import { buildKey, keyRange } from '../../src/store/key.js';
import type { Store } from '../../src/store/types.js';
import { anything, closing, folder, newKeys } from './stores.js';

const id = fc.string({ unit: fc.constantFrom('-', '0', '9', ':', 'a', 'z'), minLength: 1, maxLength: 6 });
const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('keys', () => {
  it('are prefix and id, at most 200 characters, nothing else', () => {
    expect(buildKey('ballot', '4kq:0f')).toBe('ballot:4kq:0f');
    expect(buildKey('a', 'x'.repeat(198))).toHaveLength(200);
    for (const bad of ['', 'x'.repeat(199), 'A', 'é', '\u0000', ' ', "'", ';', '\n']) {
      expect(() => buildKey('a', bad)).toThrow(RangeError);
    }
  });

  it('never show an unfit id in the error', () => {
    expect(() => buildKey('a', 'Rosa Parks')).toThrow(expect.not.stringContaining('Rosa') as Error);
  });

  it('lie inside a range exactly when their id fits it', () => {
    const part = fc.option(id, { nil: undefined });
    fc.assert(
      fc.property(id, part, part, part, (one, within, after, before) => {
        const range = {
          ...(within === undefined ? {} : { within }),
          ...(after === undefined ? {} : { after }),
          ...(before === undefined ? {} : { before }),
        };
        const { from, to } = keyRange('p', range);
        const key = buildKey('p', one);
        const fits =
          (within === undefined || one.startsWith(within)) &&
          (after === undefined || bytewise(one, after) > 0) &&
          (before === undefined || bytewise(one, before) < 0);
        expect(key >= from && key < to).toBe(fits);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe.each([
  ['in memory', () => openMemoryStore({ keys: newKeys() })],
  ['on SQLite', async () => openStore({ path: join(await folder(), 'store.sqlite'), keys: newKeys() })],
] as [string, () => Promise<Store>][])('ranges %s', (_name, open) => {
  it('give every id once, in bytewise order, page by page of any size', async () => {
    const store = closing(await open());
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id, { maxLength: 30 }),
        fc.uniqueArray(id, { maxLength: 10 }),
        fc.integer({ min: 1, max: 7 }),
        async (ids, gone, limit) => {
          round += 1;
          const collection = store.collection(anything(`round-${String(round)}`));
          await Promise.all(ids.map((one) => collection.put(one, one)));
          await Promise.all(gone.map((one) => collection.remove(one)));
          const seen: string[] = [];
          for (;;) {
            const after = seen.at(-1);
            const page = await collection.range({ limit, ...(after === undefined ? {} : { after }) });
            seen.push(...page.map((entry) => entry.id));
            if (page.length < limit) break;
          }
          expect(seen).toEqual(ids.filter((one) => !gone.includes(one)).toSorted(bytewise));
        },
      ),
      { numRuns: 40 },
    );
  });
});
