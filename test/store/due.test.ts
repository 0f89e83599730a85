import fc from 'fast-check';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDueIndex, type Due, type DueIndex } from '../../src/store/due.js';
import { openMemoryStore } from '../../src/store/open.js';
import type { Store } from '../../src/store/types.js';
import { closing, folder, newKeys, openWithDriver } from './stores.js';

const at = (text: string): Date => new Date(text);
const due = (id: string, when: string, kind = 'closing'): Due => ({ kind, id, at: when });
const ids = (found: readonly Due[]): string[] => found.map((one) => one.id);

describe('what is due', () => {
  let store: Store;
  let index: DueIndex;

  beforeEach(async () => {
    store = closing(await openMemoryStore({ keys: newKeys() }));
    index = createDueIndex(store);
  });

  it('is what lies at the instant or before, earliest first, to the millisecond', async () => {
    await index.add(due('c', '2027-05-01T10:00:00.001Z'));
    await index.add(due('b', '2027-05-01T10:00:00Z'));
    await index.add(due('a', '2027-05-01T09:59:59.999Z'));
    await index.add(due('z', '2026-12-31T23:59:59.999Z'));
    expect(ids(await index.until(at('2027-05-01T10:00:00Z'), 10))).toEqual(['z', 'a', 'b']);
    expect(ids(await index.until(at('2027-05-01T10:00:00.001Z'), 10))).toEqual(['z', 'a', 'b', 'c']);
    expect(await index.until(at('2026-01-01T00:00:00Z'), 10)).toEqual([]);
  });

  it('comes back with kind, id, instant and its key', async () => {
    await index.add(due('4kq-1', '2027-05-01T10:02:03.456789Z', 'reminder'));
    expect(await index.until(at('2028-01-01T00:00:00Z'), 10)).toEqual([
      {
        kind: 'reminder',
        id: '4kq-1',
        at: '2027-05-01T10:02:03.456Z',
        key: 'due:202705011002:03456:reminder:4kq-1',
      },
    ]);
    expect(await index.next()).toEqual({ kind: 'reminder', id: '4kq-1', at: '2027-05-01T10:02:03.456Z' });
  });

  it('is there once however often it is added, and gone when removed with the same instant', async () => {
    const one = due('a', '2027-05-01T10:00:00Z');
    await Promise.all([index.add(one), index.add(one), createDueIndex(store).add(one)]);
    await index.add({ ...one, kind: 'outbox' });
    expect(await index.until(at('2027-05-01T10:00:00Z'), 10)).toHaveLength(2);
    await index.remove({ ...one, at: '2027-05-01T10:00:00.000Z' });
    await index.remove(one);
    expect((await index.until(at('2027-05-01T10:00:00Z'), 10)).map((found) => found.kind)).toEqual([
      'outbox',
    ]);
  });

  it('comes in pages, and a page stays right when rows of the last one are removed', async () => {
    for (let second = 10; second < 20; second += 1) {
      await index.add(due(`n${String(second)}`, `2027-05-01T10:00:${String(second)}Z`));
    }
    const now = at('2027-05-01T10:00:18Z');
    const first = await index.until(now, 4);
    await Promise.all(first.map((one) => index.remove(one)));
    const second = await index.until(now, 4, first.at(-1)?.key);
    const third = await index.until(now, 4, second.at(-1)?.key);
    expect([first, second, third].map((page) => ids(page))).toEqual([
      ['n10', 'n11', 'n12', 'n13'],
      ['n14', 'n15', 'n16', 'n17'],
      ['n18'],
    ]);
    expect((await index.next())?.id).toBe('n14');
  });

  it('can be looked at before its time, in pages, and the next after an instant found', async () => {
    for (let hour = 10; hour < 15; hour += 1)
      await index.add(due(`n${String(hour)}`, `2027-05-01T${String(hour)}:00:00Z`));
    const first = await index.page(3);
    const second = await index.page(3, first.at(-1)?.key);
    expect([first, second].map((page) => ids(page))).toEqual([
      ['n10', 'n11', 'n12'],
      ['n13', 'n14'],
    ]);
    const after = async (when: string) => (await index.next(at(when)))?.id;
    expect(await after('2027-05-01T09:59:59.999Z')).toBe('n10');
    expect(await after('2027-05-01T10:00:00Z')).toBe('n11');
    expect(await after('2027-05-01T14:00:00Z')).toBeUndefined();
  });

  it('of a damaged row is unreadable, and what lies behind it is found all the same', async () => {
    const { store: onDisk, driver } = await openWithDriver(join(await folder(), 'store.sqlite'));
    const rows = createDueIndex(onDisk);
    await driver.set('due:202705010959:00000:closing', '{"v":1,"d":1}');
    await driver.set('due:202705010959:00001:closing:b', 'no record');
    await rows.add(due('c', '2027-05-01T10:00:00Z'));
    const found = await rows.until(at('2027-05-01T10:00:00Z'), 10);
    expect(found.map(({ kind, id }) => [kind, id])).toEqual([
      ['unreadable', 'row'],
      ['closing', 'b'],
      ['closing', 'c'],
    ]);
  });

  it('is nothing in an empty index', async () => {
    expect(await index.next()).toBeUndefined();
    expect(await index.page(10)).toEqual([]);
    expect(await index.until(at('2027-05-01T10:00:00Z'), 10)).toEqual([]);
  });

  it.each([
    due('A', '2027-05-01T10:00:00Z'),
    due('', '2027-05-01T10:00:00Z'),
    due('a:b', '2027-05-01T10:00:00Z'),
    due('a', '2027-05-01T10:00:00Z', 'a:b'),
    due('a', '2027-05-01T10:00:00+02:00'),
    due('a', '2027-05-01T10:00:00'),
    due('a', '2027-05-01'),
    due('a', '2027-13-01T10:00:00Z'),
    due('a', 'tomorrow'),
  ])('cannot be $kind/$id at $at', async (wrong) => {
    await expect(index.add(wrong)).rejects.toThrow(RangeError);
    await expect(index.remove(wrong)).rejects.toThrow(RangeError);
  });

  it('agrees with sorting by instant, for any instants', async () => {
    const instant = fc.date({
      min: at('1970-01-01T00:00:00Z'),
      max: at('2999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(instant, { maxLength: 30 }), instant, async (times, now) => {
        const fresh = createDueIndex(closing(await openMemoryStore({ keys: newKeys() })));
        await Promise.all(times.map((time, nth) => fresh.add(due(`i${String(nth)}`, time.toISOString()))));
        const expected = times.filter((time) => time <= now).map((time) => time.toISOString());
        expect((await fresh.until(now, 100)).map((one) => one.at)).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('is found on SQLite by one seek, whatever else is stored', async () => {
    const { store: onDisk, driver } = await openWithDriver(join(await folder(), 'store.sqlite'));
    const dueOnDisk = createDueIndex(onDisk);
    await dueOnDisk.add(due('a', '2027-05-01T10:00:00Z'));
    const query = vi.spyOn(driver, 'query');
    expect(await dueOnDisk.until(at('2027-05-01T10:00:00Z'), 10)).toHaveLength(1);
    expect(query).toHaveBeenCalledTimes(1);
    const [sql, values] = query.mock.calls[0] ?? [];
    const plan = (await driver.query(`EXPLAIN QUERY PLAN ${String(sql)}`, values)) as { detail: string }[];
    expect(plan.map((step) => step.detail)).toEqual([
      expect.stringMatching(/^SEARCH keyv USING INDEX .*\(key>\? AND key<\?\)$/u),
    ]);
  });
});
