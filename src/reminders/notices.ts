import { z } from 'zod';
import { NOBODY } from '../nobody.js';
import type { Collection, Store } from '../store/types.js';

const nothing = z.strictObject({}) as unknown as z.ZodType<Record<string, never>>;

/**
 * Reminders that could not be delivered wait for the owner's next private answer. Kept in memory besides the store, so
 * that an ordinary click costs no look-up.
 */
export class Notices {
  readonly #store: Store;
  readonly #rows: Collection<Record<string, never>>;
  readonly #waiting = new Map<string, Set<string>>();

  private constructor(store: Store) {
    this.#store = store;
    this.#rows = store.collection({ prefix: 'notice', version: 1, schema: nothing, sealed: false });
  }

  /** Reads what waited at the last stop. */
  static async load(store: Store): Promise<Notices> {
    const notices = new Notices(store);
    for (let after: string | undefined; ;) {
      const page = await notices.#rows.range({ limit: 1_000, ...(after === undefined ? {} : { after }) });
      for (const { id } of page) {
        const [pseudonym = '', reminderId = ''] = id.split(':');
        notices.#remember(pseudonym, reminderId);
      }
      if (page.length < 1_000) return notices;
      after = page.at(-1)?.id;
    }
  }

  /** Has somebody told; there is nobody to tell of a reminder whose owner had themselves erased. */
  async add(userId: string, reminderId: string): Promise<void> {
    if (userId === NOBODY) return;
    const pseudonym = this.#store.pseudonym(userId);
    await this.#rows.put(`${pseudonym}:${reminderId}`, {});
    this.#remember(pseudonym, reminderId);
  }

  async remove(userId: string, reminderId: string): Promise<void> {
    const pseudonym = this.#store.pseudonym(userId);
    if (this.#waiting.get(pseudonym)?.has(reminderId) === true) await this.drop(pseudonym, reminderId);
  }

  /** Lets a notice go by the row it is kept in: `PSEUDONYM:REMINDER`. */
  async drop(pseudonym: string, reminderId: string): Promise<void> {
    this.#waiting.get(pseudonym)?.delete(reminderId);
    if (this.#waiting.get(pseudonym)?.size === 0) this.#waiting.delete(pseudonym);
    await this.#rows.remove(`${pseudonym}:${reminderId}`);
  }

  /** All that wait, whoever for. */
  waiting(): { pseudonym: string; reminderId: string }[] {
    return [...this.#waiting].flatMap(([pseudonym, ids]) =>
      [...ids].map((reminderId) => ({ pseudonym, reminderId })),
    );
  }

  /** Ids of reminders the person has not been told about; empty for nearly everybody. */
  waitingFor(userId: string): string[] {
    if (this.#waiting.size === 0) return [];
    return [...(this.#waiting.get(this.#store.pseudonym(userId)) ?? [])];
  }

  #remember(pseudonym: string, reminderId: string): void {
    const ids = this.#waiting.get(pseudonym) ?? new Set();
    this.#waiting.set(pseudonym, ids.add(reminderId));
  }
}
