import type { WriteTarget } from './group-writer.js';

/** Hears of a batch of writes when it has ended: how long it took, in ms, and whether it is on disk. */
export type WriteListener = (tookMs: number, done: boolean) => void;

/** The target, with somebody who hears how long each statement took. */
export function timedWrites(target: WriteTarget, wrote: WriteListener): WriteTarget {
  const timed = async <T>(write: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    let done = false;
    try {
      const result = await write();
      done = true;
      return result;
    } finally {
      wrote(performance.now() - startedAt, done);
    }
  };
  return {
    putMany: (rows) => timed(() => target.putMany(rows)),
    insertMany: (rows) => timed(() => target.insertMany(rows)),
    swapMany: (rows) => timed(() => target.swapMany(rows)),
    dropMany: (rows) => timed(() => target.dropMany(rows)),
    removeMany: (keys) => timed(() => target.removeMany(keys)),
  };
}
