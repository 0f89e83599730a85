const BEAT_MS = 20;
/** A beat that comes later than this was kept waiting. */
const WAITED_MS = 60;

/**
 * Time as this process gets it: real time, but where it was kept waiting for the machine only as much as it worked
 * itself. So a busy machine makes nothing late, and work of our own that keeps everybody waiting does.
 */
export class OwnTime {
  #ms = 0;
  #at = performance.now();
  #worked = process.cpuUsage();
  readonly #timer = setInterval(() => this.#beat(), BEAT_MS);

  get ms(): number {
    this.#beat();
    return this.#ms;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.#worked);
    const passed = now - this.#at;
    this.#ms += passed <= WAITED_MS ? passed : Math.min(passed, Math.max(WAITED_MS, (user + system) / 1_000));
    this.#at = now;
    this.#worked = process.cpuUsage();
  }
}
