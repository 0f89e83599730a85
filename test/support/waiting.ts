/** Waits until something is so. */
export async function until(what: string, so: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!so()) {
    if (performance.now() > deadline) throw new Error(`Waited ${String(withinMs)} ms for ${what}`);
    await sleep(5);
  }
}

/** Rejects where something takes too long. */
export async function soon<T>(what: string, work: Promise<T>, withinMs = 30_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${String(withinMs)} ms for ${what}`)), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Does something with each, so many at a time. */
export async function eachOf<T>(
  things: readonly T[],
  atOnce: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  const worker = async () => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await act(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
