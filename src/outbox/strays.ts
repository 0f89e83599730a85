import type { Due } from '../store/due.js';

/** So long a row has to have been seen without anything to do, in ms. */
const STRAY_MS = 60_000;

/**
 * Due rows for which there is nothing to do. A row is written before what it is for, which may still be on the way to
 * disk; how old the row is says nothing about that, because clocks are set.
 */
export class Strays {
  /** When each was first seen so, in ms. */
  readonly #since = new Map<string, number>();

  /** Notes that there is nothing to do for a row; true when that has been so for long enough to remove it. */
  isStray(row: Pick<Due, 'id' | 'at'>, now: Date): boolean {
    const since = this.#since.get(nameOf(row)) ?? now.getTime();
    const stray = now.getTime() - since > STRAY_MS;
    if (stray) this.#since.delete(nameOf(row));
    else this.#since.set(nameOf(row), since);
    return stray;
  }

  /** Notes that there is something to do for a row after all. */
  found(row: Pick<Due, 'id' | 'at'>): void {
    this.#since.delete(nameOf(row));
  }
}

function nameOf({ id, at }: Pick<Due, 'id' | 'at'>): string {
  return `${id} ${at}`;
}
