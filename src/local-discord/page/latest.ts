/** Runs a reading so that of several under way only the last one counts. */
export function latest(read: (fresh: () => boolean) => Promise<void>): () => Promise<void> {
  let run = 0;
  return async () => {
    run += 1;
    const mine = run;
    await read(() => mine === run);
  };
}
