import type { Random } from '../random.js';
import type { Kill } from './kills.js';
import { STEPS, type Step } from './course.js';

const TEN_MINUTES = 600_000;
const WHENS = ['before', 'after'] as const;
/** Writes come together now so, now so: after so many lives that got through there are no more of them. */
const THROUGH = 2;
/**
 * Before a write and after the one before it are the same for the store, and requests have moments of their own. So far both
 * are tried; further on, where a step only brings posts up to date again, one of the two, as the dice fall.
 */
const BOTH_UP_TO = 60;

/** All moments to kill at, by step; those at requests also by a plot in which they are made. */
export class Points {
  readonly #random: Random;
  readonly #requests = new Map<string, Kill[]>();
  readonly #writes = new Map<string, { n: number; through: number; again: Kill[] }>();
  readonly #plots: number;
  readonly #odd: 'before' | 'after';
  /** Whose turn it is, so that both kinds come by turns. */
  #turn = 0;

  /** `requests` are those of each step, for each plot in turn. */
  constructor(random: Random, requests: readonly ReadonlyMap<Step, readonly string[]>[]) {
    this.#random = random;
    this.#plots = requests.length;
    this.#odd = random.pick(WHENS);
    for (const step of STEPS) {
      const plots = requests.map((of) => of.get(step) ?? []);
      for (const name of random.shuffled([...new Set(plots.flat())]))
        for (const when of WHENS) {
          const plot = random.pick([...plots.keys()].filter((one) => plots[one]?.includes(name)));
          this.giveBack(plot, step, { at: 'request', name, when, awayMs: this.#away() });
        }
    }
    for (const step of STEPS)
      for (const when of WHENS) this.#writes.set(key(when, step), { n: 1, through: 0, again: [] });
  }

  /** The next moment of each step on a plot; undefined where there is none left in any step of any plot. */
  next(): { plot: number; kills: Map<Step, Kill> } | undefined {
    this.#turn += 1;
    for (let tried = 0; tried < this.#plots; tried += 1) {
      const plot = (this.#turn + tried) % this.#plots;
      const kills = new Map<Step, Kill>();
      for (const step of STEPS) {
        const kill = this.#nextOf(plot, step);
        if (kill !== undefined) kills.set(step, kill);
      }
      if (kills.size > 0) return { plot, kills };
    }
    return undefined;
  }

  /** A moment that was not come to. */
  giveBack(plot: number, step: Step, kill: Kill): void {
    if (kill.at === 'request')
      this.#requests.set(key(plot, step), [...(this.#requests.get(key(plot, step)) ?? []), kill]);
    else this.#writes.get(key(kill.when, step))?.again.push(kill);
  }

  /** The bot got through the step and its trap did not catch it. */
  gotThrough(step: Step, kill: Kill): void {
    const writes = kill.at === 'write' ? this.#writes.get(key(kill.when, step)) : undefined;
    if (writes !== undefined) writes.through += 1;
  }

  #nextOf(plot: number, step: Step): Kill | undefined {
    const requests = this.#requests.get(key(plot, step)) ?? [];
    const [one, other] = this.#turn % 4 < 2 ? WHENS : WHENS.toReversed();
    const write = () => this.#nextWrite(step, one) ?? this.#nextWrite(step, other);
    return this.#random.next() < 0.6 ? (write() ?? requests.pop()) : (requests.pop() ?? write());
  }

  #nextWrite(step: Step, when: 'before' | 'after'): Kill | undefined {
    const writes = this.#writes.get(key(when, step));
    if (writes === undefined) return undefined;
    const again = writes.again.pop();
    if (again !== undefined || writes.through >= THROUGH) return again;
    const { n } = writes;
    const isOthers = (one: number) => one > BOTH_UP_TO && (one % 2 === 1) !== (when === this.#odd);
    do writes.n += 1;
    while (isOthers(writes.n));
    return { at: 'write', n, when, awayMs: this.#away() };
  }

  #away(): number {
    return this.#random.next() < 0.5 ? 0 : TEN_MINUTES;
  }
}

function key(one: number | string, step: Step): string {
  return `${String(one)} ${step}`;
}
