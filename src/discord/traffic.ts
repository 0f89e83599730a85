/** So many acts a person has in hand, and so many come back each second; more than anyone does by hand. */
const IN_HAND = 200;
const BACK_PER_SECOND = 4;
/** So many people are remembered before those are forgotten who have all in hand again. */
const REMEMBERED = 10_000;
/** So many acts are worked on at once; enough that the store writes them together. */
const AT_ONCE = 256;
/** So many of one server may wait; who comes after them would be answered too late for Discord. */
const MOST_WAITING = 2_000;

interface Hand {
  left: number;
  /** When it was counted, in ms of the steady clock. */
  at: number;
}

/**
 * Keeps the bot quick for everybody else, whatever one person or one server does: a person who acts more often than
 * hands can is refused without any work, and servers take turns. `steady` is a clock that nobody sets, in ms.
 */
export class Traffic {
  readonly #steady: () => number;
  readonly #hands = new Map<string, Hand>();
  readonly #waiting = new Map<string, (() => void)[]>();
  #free = AT_ONCE;
  #forgetAbove = REMEMBERED;

  constructor(steady: () => number) {
    this.#steady = steady;
  }

  /** How many people it remembers. */
  get remembered(): number {
    return this.#hands.size;
  }

  /** Counts an act of a person. Undefined where it is fine; else in how many seconds they can act again. */
  tooFast(personId: string): number | undefined {
    const at = this.#steady();
    const hand = this.#hands.get(personId);
    const left = hand === undefined ? IN_HAND : this.#leftOf(hand, at);
    if (left < 1) return Math.ceil((1 - left) / BACK_PER_SECOND);
    this.#hands.set(personId, { left: left - 1, at });
    if (this.#hands.size > this.#forgetAbove) this.#forget(at);
    return undefined;
  }

  /**
   * Does what somebody asked for when it is the turn of their server (or, in a private message, of the person).
   * Undefined, without doing it, where too much of that server is waiting.
   */
  async inTurn<T>(place: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#free === 0) {
      const line = this.#waiting.get(place) ?? [];
      if (line.length >= MOST_WAITING) return undefined;
      this.#waiting.set(place, line);
      await new Promise<void>((resolve) => line.push(resolve));
    } else this.#free -= 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** The place that becomes free goes to the server whose turn it is, which then waits behind the others. */
  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#free += 1;
      return;
    }
    const [place, line] = first;
    const begin = line.shift();
    this.#waiting.delete(place);
    if (line.length > 0) this.#waiting.set(place, line);
    begin?.();
  }

  #leftOf({ left, at }: Hand, now: number): number {
    return Math.min(IN_HAND, left + ((now - at) / 1_000) * BACK_PER_SECOND);
  }

  #forget(now: number): void {
    for (const [personId, hand] of this.#hands)
      if (this.#leftOf(hand, now) >= IN_HAND) this.#hands.delete(personId);
    // In a crowd of many there may be nobody to forget; looking for them again at every act would cost more than they do.
    this.#forgetAbove = Math.max(REMEMBERED, 2 * this.#hands.size);
  }
}
