/** First instant of Discord's ids. */
const EPOCH = 1_420_070_400_000n;
/** Ids of one millisecond begin here, as if one worker made them all. */
const WORKER = 1n << 17n;

/** The id a thing made at this instant would have. `low` tells apart things of one millisecond. */
export function snowflakeAt(ms: number, low = 0): string {
  return (((BigInt(ms) - EPOCH) << 22n) | WORKER | BigInt(low)).toString();
}

/** The instant inside an id, in milliseconds. */
export function instantOf(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH);
}

export interface Snowflakes {
  /** A new id, larger than every one before. */
  next(): string;
  last(): string;
}

/** Makes ids from a clock. They only ever grow, even where the clock stands still or steps back. */
export function createSnowflakes(now: () => number, lastId: string): Snowflakes {
  let last = BigInt(lastId);
  return {
    next() {
      const wanted = BigInt(snowflakeAt(now()));
      last = wanted > last ? wanted : last + 1n;
      return last.toString();
    },
    last: () => last.toString(),
  };
}
