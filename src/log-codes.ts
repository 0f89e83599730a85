import { createHmac, randomBytes } from 'node:crypto';

/**
 * Short codes that stand in the log for a person or a server, so that lines about the same one can be put together. They
 * are salted anew each day with bytes that are kept nowhere: yesterday's codes lead to nobody.
 */
export class LogCodes {
  #day = '';
  #salt = randomBytes(16);

  /** The code of an id on the day (UTC) of `now`: six hex digits. */
  of(id: string, now: Date): string {
    const day = now.toISOString().slice(0, 10);
    if (day !== this.#day) {
      this.#day = day;
      this.#salt = randomBytes(16);
    }
    return createHmac('sha256', this.#salt).update(id, 'utf8').digest('hex').slice(0, 6);
  }
}
