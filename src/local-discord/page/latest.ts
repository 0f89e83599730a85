/** The longest pause between two readings of the same, in ms; shorter where reading is quick. */
const longestPause = 400;

/**
 * Runs a reading one at a time: calls while one is under way share the one that follows it. However many changes are
 * told, no more is read, and half the time is left for whoever uses the page.
 */
export function paced(read: () => Promise<void>): () => Promise<void> {
  let free = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= free.then(() => {
      next = undefined;
      const began = performance.now();
      const reading = read();
      free = reading
        .catch(() => undefined)
        .then(() => pause(Math.min(longestPause, performance.now() - began)));
      return reading;
    });
    return next;
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs a reading so that of several under way only the last one counts. */
export function latest(read: (fresh: () => boolean) => Promise<void>): () => Promise<void> {
  let run = 0;
  return async () => {
    run += 1;
    const mine = run;
    await read(() => mine === run);
  };
}
