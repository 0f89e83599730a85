import { expect, it } from 'vitest';
import { MemoryDriver } from '../../src/store/memory-driver.js';
import { Table } from '../../src/store/table.js';
import { timedWrites } from '../../src/store/timed-writes.js';

it('hears of every batch of writes, of those that failed too, and changes none of them', async () => {
  const table = new Table(new MemoryDriver());
  const heard: boolean[] = [];
  const target = timedWrites(table, (tookMs, done) => {
    expect(tookMs).toBeGreaterThanOrEqual(0);
    heard.push(done);
  });
  await target.putMany([{ kind: 'put', key: 'a:1', value: '1' }]);
  expect(await target.insertMany([{ kind: 'insert', key: 'a:1', value: '2' }])).toEqual(new Set());
  expect(await target.swapMany([{ kind: 'swap', key: 'a:1', from: '1', value: '3' }])).toEqual(
    new Set(['a:1']),
  );
  expect(await target.dropMany([{ kind: 'drop', key: 'a:1', from: '3' }])).toEqual(new Set(['a:1']));
  await target.removeMany(['a:1']);
  const full = new Error('full');
  table.driver.setMany = () => Promise.reject(full);
  table.driver.set = () => Promise.reject(full);
  await expect(target.putMany([{ kind: 'put', key: 'a:2', value: '1' }])).rejects.toThrow('full');
  expect(heard).toEqual([true, true, true, true, true, false]);
});
