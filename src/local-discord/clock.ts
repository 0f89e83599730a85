export type ClockListener = (now: Date) => void | Promise<void>;

/** The local Discord's clock: real time plus what people moved it forward by. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward and waits for everybody who asked to be told. */
  advance(ms: number): Promise<void>;
  /** Calls `listener` after each move; the answer takes it off again. */
  onMove(listener: ClockListener): () => void;
}

/** Builds a clock over `base`. `moved` is told the new offset before the listeners are. */
export function createClock(base: () => number, offset: number, moved: (offset: number) => void): Clock {
  let ahead = offset;
  const listeners = new Set<ClockListener>();
  const now = () => new Date(base() + ahead);
  return {
    now,
    async advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new Error('The clock only moves forward.');
      ahead += Math.round(ms);
      moved(ahead);
      // One after the other: what a listener starts is finished before the next one looks.
      for (const listener of [...listeners]) await listener(now());
    },
    onMove(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
