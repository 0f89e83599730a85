import { expect, it, vi } from 'vitest';
import { GroupReader } from '../../src/store/group-reader.js';

function source(rows: Record<string, string>) {
  return {
    get: vi.fn((key: string) => Promise.resolve(rows[key])),
    getMany: vi.fn((keys: readonly string[]) => Promise.resolve(keys.map((key) => rows[key]))),
  };
}

it('reads waiting together are one look-up, the same key asked once', async () => {
  const from = source({ a: '1', b: '2' });
  const reader = new GroupReader(from);
  expect(await Promise.all(['a', 'b', 'c', 'a'].map((key) => reader.get(key)))).toEqual([
    '1',
    '2',
    undefined,
    '1',
  ]);
  expect(from.getMany.mock.calls).toEqual([[['a', 'b', 'c']]]);
  expect(from.get).not.toHaveBeenCalled();
});

it('a read asked for while another is under way is sent afterwards, so that it sees what was written meanwhile', async () => {
  const rows: Record<string, string> = { a: 'old' };
  const from = source(rows);
  const reader = new GroupReader(from);
  const first = reader.get('a');
  await Promise.resolve();
  rows['a'] = 'new';
  const second = reader.get('a');
  expect(await Promise.all([first, second])).toEqual(['old', 'new']);
});

it('a failed look-up of many is tried one by one, and what fails then rejects', async () => {
  const from = source({ a: '1', b: '2' });
  from.getMany.mockRejectedValue(new Error('too many'));
  from.get.mockImplementation((key) =>
    key === 'b' ? Promise.reject(new Error('unreadable')) : Promise.resolve('1'),
  );
  const reader = new GroupReader(from);
  const results = await Promise.allSettled([reader.get('a'), reader.get('b'), reader.get('b')]);
  expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

it('more than 500 keys are looked up in turns', async () => {
  const from = source({});
  const reader = new GroupReader(from);
  await Promise.all(Array.from({ length: 1_001 }, (_, index) => reader.get(String(index))));
  expect(from.getMany.mock.calls.map(([keys]) => keys.length)).toEqual([500, 500]);
  expect(from.get).toHaveBeenCalledTimes(1);
});
