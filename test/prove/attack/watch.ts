/** What nobody caught in this process while it is watched; in time order, one line each. */
export class Uncaught {
  readonly found: string[] = [];
  readonly #note = (error: unknown) => {
    this.found.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  constructor() {
    process.on('unhandledRejection', this.#note);
    process.on('uncaughtException', this.#note);
  }

  /** Gives what is on its way the time to be noticed, then stops watching. */
  async end(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', this.#note);
    process.off('uncaughtException', this.#note);
  }
}
