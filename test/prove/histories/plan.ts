import type { Choice } from './model.js';

/** What can happen in a history, each at an instant. */
export type Happening =
  | { kind: 'press'; press: Press }
  /** A click reaches the bot, so many times at once. */
  | { kind: 'arrive'; click: number; together: number }
  | { kind: 'amend'; minutes: number }
  | { kind: 'leave'; server: string }
  | { kind: 'withdraw' }
  | { kind: 'bring forward' }
  | { kind: 'organisation'; server: string }
  /** Somebody's roles change, or they join a server. */
  | { kind: 'member'; person: string; server: string; roleIds: string[] }
  | { kind: 'grow'; counted: string; by: number }
  | { kind: 'restart' }
  | { kind: 'tick' };

/** A button somebody presses. */
export interface Press {
  person: string;
  server: string;
  wants: Choice | 'take back';
  entry?: string;
  move?: boolean;
  /** On a card or question from before the text changed. */
  stale?: boolean;
}

/** Happenings in order of time; equal times in order of planning. */
export class Agenda {
  readonly #waiting: { at: number; number: number; what: Happening }[] = [];
  #number = 0;

  add(at: number, what: Happening): void {
    this.#number += 1;
    const entry = { at, number: this.#number, what };
    let index = this.#waiting.length;
    while (index > 0 && isBefore(entry, this.#waiting[index - 1]!)) index -= 1;
    this.#waiting.splice(index, 0, entry);
  }

  next(): { at: number; what: Happening } | undefined {
    return this.#waiting.shift();
  }
}

function isBefore(one: { at: number; number: number }, other: { at: number; number: number }): boolean {
  return one.at < other.at || (one.at === other.at && one.number < other.number);
}
