import type { Collection } from '../../src/store/types.js';

/** A collection whose pages cannot be read so many times; each row by itself can. */
export function misread<T>(collection: Collection<T>, times: number): Collection<T> {
  let left = times;
  return {
    ...collection,
    async range(range, unreadable) {
      const rows = await collection.range(range, unreadable);
      if (unreadable === undefined || (left -= 1) < 0) return rows;
      return rows.map((row) => ({ ...row, value: unreadable }));
    },
  };
}
