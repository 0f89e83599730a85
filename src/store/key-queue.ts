import type { KeyQueue } from './types.js';

interface Line {
  /** How much work is running under the name. */
  running: number;
  /** True while the one running is exclusive. */
  alone: boolean;
  waiting: { shared: boolean; start: () => void }[];
}

/**
 * One line per name, kept only while somebody runs or waits under it. Fair: shared work that arrives behind waiting
 * exclusive work waits behind it, so that a stream of casts cannot hold up a closing.
 */
export function createKeyQueue(): KeyQueue & { readonly size: number } {
  const lines = new Map<string, Line>();

  const enter = (name: string, shared: boolean): Promise<void> | undefined => {
    const line = lines.get(name);
    if (line === undefined) {
      lines.set(name, { running: 1, alone: !shared, waiting: [] });
      return undefined;
    }
    if (shared && !line.alone && line.waiting.length === 0) {
      line.running += 1;
      return undefined;
    }
    return new Promise((start) => {
      line.waiting.push({ shared, start });
    });
  };

  const leave = (name: string): void => {
    const line = lines.get(name);
    if (line === undefined) return;
    line.running -= 1;
    if (line.running > 0) return;
    const first = line.waiting.shift();
    if (first === undefined) {
      lines.delete(name);
      return;
    }
    line.running = 1;
    line.alone = !first.shared;
    first.start();
    while (first.shared && line.waiting[0]?.shared === true) {
      line.running += 1;
      line.waiting.shift()?.start();
    }
  };

  const run = async <T>(name: string, shared: boolean, work: () => Promise<T>): Promise<T> => {
    await enter(name, shared);
    try {
      return await work();
    } finally {
      leave(name);
    }
  };

  return {
    exclusive: (name, work) => run(name, false, work),
    shared: (name, work) => run(name, true, work),
    get size() {
      return lines.size;
    },
  };
}
