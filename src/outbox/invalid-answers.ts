/** Discord bans an address for a while at 10,000 in ten minutes; long before that the bot holds back (threats section 4). */
const MOST = 400;
const WITHIN_MS = 600_000;

/** Counts answers Discord calls invalid: 401, 403 and 429, but not a 429 for what all bots share (`scope`). */
export class InvalidAnswers {
  /** When each came, in ms, oldest first. */
  #times: number[] = [];

  /** Notes an answer by its status and, of a 429, its X-RateLimit-Scope. */
  note(status: number, scope: string | null, now: Date): void {
    if (status !== 401 && status !== 403 && (status !== 429 || scope === 'shared')) return;
    this.#forget(now);
    this.#times.push(now.getTime());
  }

  /** Until when only answers to people may go out; undefined while everything may. */
  heldUntil(now: Date): Date | undefined {
    this.#forget(now);
    const last = this.#times.at(-1 - MOST);
    return last === undefined ? undefined : new Date(last + WITHIN_MS);
  }

  #forget(now: Date): void {
    const oldest = now.getTime() - WITHIN_MS;
    const first = this.#times.findIndex((time) => time > oldest);
    if (first !== 0) this.#times = first === -1 ? [] : this.#times.slice(first);
  }
}
