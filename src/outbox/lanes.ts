interface Lane {
  waiting: (() => Promise<void>)[];
  busy: boolean;
}

/**
 * Lets work through in lanes: one piece at a time per lane, in order, and so many lanes at a time, which take turns. A
 * channel is a lane, so that one that hangs or is waited for by rate limits holds up no other, and none gets more than
 * its turn.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  /** Lanes with work waiting and none under way, whose turn came first. */
  #ready: string[] = [];
  #free: number;
  #stopped = false;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Runs `work` when its turn comes. Resolves with what it did; with undefined, without running it, once stopped. */
  run<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#stopped) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const lane = this.#lanes.get(name) ?? { waiting: [], busy: false };
      this.#lanes.set(name, lane);
      lane.waiting.push(async () => {
        try {
          resolve(this.#stopped ? undefined : await work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      if (!lane.busy && lane.waiting.length === 1) this.#ready.push(name);
      this.#go();
    });
  }

  /** Lets go of what waits; what is under way ends as it will. */
  stop(): void {
    this.#stopped = true;
  }

  #go(): void {
    while (this.#free > 0) {
      const name = this.#ready.shift();
      const lane = name === undefined ? undefined : this.#lanes.get(name);
      const next = lane?.waiting.shift();
      if (name === undefined || lane === undefined || next === undefined) return;
      lane.busy = true;
      this.#free -= 1;
      void next().finally(() => {
        lane.busy = false;
        this.#free += 1;
        if (lane.waiting.length > 0) this.#ready.push(name);
        else this.#lanes.delete(name);
        this.#go();
      });
    }
  }
}
