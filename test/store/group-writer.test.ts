import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupWriter, type Write, type WriteTarget } from '../../src/store/group-writer.js';

const POISON = 'poison';
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A database in memory that takes its time and refuses whole statements because of one row. */
class Target implements WriteTarget {
  readonly rows = new Map<string, string>();
  readonly batches: number[] = [];
  readonly #delays: number[];
  #busy = false;

  constructor(delays: readonly number[] = []) {
    this.#delays = [...delays];
  }

  async putMany(rows: readonly { key: string; value: string }[]): Promise<void> {
    await this.#statement(rows, () => true);
  }
  insertMany(rows: readonly { key: string; value: string }[]): Promise<ReadonlySet<string>> {
    return this.#statement(rows, ({ key }) => !this.rows.has(key));
  }
  swapMany(rows: readonly { key: string; value: string; from: string }[]): Promise<ReadonlySet<string>> {
    return this.#statement(rows, ({ key, from }) => this.rows.get(key) === from);
  }
  dropMany(rows: readonly { key: string; from: string }[]): Promise<ReadonlySet<string>> {
    return this.#statement(rows, ({ key, from }) => this.rows.get(key) === from);
  }
  async removeMany(keys: readonly string[]): Promise<void> {
    await this.#statement(
      keys.map((key) => ({ key })),
      () => true,
    );
  }

  async #statement<R extends { key: string; value?: string }>(
    rows: readonly R[],
    holds: (row: R) => boolean,
  ): Promise<Set<string>> {
    expect(this.#busy).toBe(false);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    this.#busy = true;
    for (let left = this.#delays.shift() ?? 0; left > 0; left -= 1) await tick();
    await tick();
    this.#busy = false;
    this.batches.push(rows.length);
    if (rows.some((row) => row.value === POISON)) throw new Error(`refused ${String(rows.length)}`);
    const done = rows.filter(holds);
    for (const { key, value } of done) {
      if (value === undefined) this.rows.delete(key);
      else this.rows.set(key, value);
    }
    return new Set(done.map((row) => row.key));
  }
}

/** What each write must come to, one after the other. */
function model(writes: readonly Write[]): { results: (boolean | 'refused')[]; rows: Map<string, string> } {
  const rows = new Map<string, string>();
  const results = writes.map((write) => {
    if ('value' in write && write.value === POISON) return 'refused' as const;
    const held = rows.get(write.key);
    if (write.kind === 'insert' && held !== undefined) return false;
    if ((write.kind === 'swap' || write.kind === 'drop') && held !== write.from) return false;
    if ('value' in write) rows.set(write.key, write.value);
    else rows.delete(write.key);
    return true;
  });
  return { results, rows };
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const value = fc.constantFrom('1', '2', '3', POISON);
const from = fc.constantFrom('1', '2', '3');
const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, value }),
  fc.record({ kind: fc.constant('insert' as const), key, value }),
  fc.record({ kind: fc.constant('swap' as const), key, value, from }),
  fc.record({ kind: fc.constant('drop' as const), key, from }),
  fc.record({ kind: fc.constant('remove' as const), key }),
);

describe('writing in groups', () => {
  it('comes to what one write after the other would, however they arrive and whatever is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ write: anyWrite, pause: fc.nat(2) }), { maxLength: 40 }),
        fc.array(fc.nat(3), { maxLength: 20 }),
        async (steps, delays) => {
          const target = new Target(delays);
          const writer = new GroupWriter(target);
          const results: Promise<boolean | 'refused'>[] = [];
          for (const { write, pause } of steps) {
            results.push(writer.submit(write).catch(() => 'refused' as const));
            for (let left = pause; left > 0; left -= 1) await tick();
          }
          const expected = model(steps.map((step) => step.write));
          expect(await Promise.all(results)).toEqual(expected.results);
          expect(target.rows).toEqual(expected.rows);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('sends the first at once, and what arrives meanwhile together', async () => {
    const target = new Target();
    const writer = new GroupWriter(target);
    const first = writer.submit({ kind: 'put', key: 'first', value: '1' });
    await Promise.resolve();
    const others = Array.from({ length: 30 }, (_, index) =>
      writer.submit({ kind: 'put', key: String(index), value: '1' }),
    );
    await Promise.all([first, ...others]);
    expect(target.batches).toEqual([1, 30]);
  });

  it('sends at most 500 rows in one statement', async () => {
    const target = new Target();
    const writer = new GroupWriter(target);
    await Promise.all(
      Array.from({ length: 1_201 }, (_, index) =>
        writer.submit({ kind: 'put', key: String(index), value: '1' }),
      ),
    );
    expect(target.batches).toEqual([500, 500, 201]);
  });

  it('tries the rows of a failed batch one by one, and only the poisoned one fails, with its own error', async () => {
    const target = new Target();
    const writer = new GroupWriter(target);
    const results = await Promise.allSettled(
      ['1', '2', POISON, '4'].map((text, index) =>
        writer.submit({ kind: 'put', key: String(index), value: text }),
      ),
    );
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({ reason: new Error('refused 1') });
    expect(target.batches).toEqual([4, 1, 1, 1, 1]);
  });

  it('goes on after a failure', async () => {
    const target = new Target();
    const writer = new GroupWriter(target);
    await expect(writer.submit({ kind: 'put', key: 'a', value: POISON })).rejects.toThrow('refused');
    expect(await writer.submit({ kind: 'put', key: 'a', value: '1' })).toBe(true);
  });

  it('drains what was handed in before, not what comes later', async () => {
    const writer = new GroupWriter(new Target([1, 50]));
    await writer.drain();
    const before = writer.submit({ kind: 'put', key: 'a', value: '1' });
    const refused = writer.submit({ kind: 'put', key: 'b', value: POISON }).catch(() => 'refused');
    const drained = writer.drain();
    let later = false;
    const after = writer.submit({ kind: 'put', key: 'a', value: '2' }).then(() => (later = true));
    await drained;
    expect(later).toBe(false);
    await Promise.all([before, refused, after]);
  });
});
