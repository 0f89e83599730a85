import type { Logger } from '../log.js';

/** Host and platform agree when they differ by no more than this; then the host's clock is the finer one. */
const AGREE_MS = 30_000;
/** So many answers in a row must say the same before the clock is moved: one odd header moves nothing. */
const CONFIRMATIONS = 3;
/** Two answers say the same when they differ by no more than this, the time between them counted. */
const SAME_MS = 5_000;
/** An answer on its way longer than this says too little about now. */
const LONGEST_WAY_MS = 10_000;
/** A header has whole seconds; what differs by less than this is noise. */
const NOISE_MS = 2_000;
/** Between question and answer the host's clock may differ by so much from the steady one, else it was set meanwhile. */
const SET_MS = 1_000;

export interface PlatformClockDeps {
  /** The host's clock, in ms since 1970; may be wrong, and may be set at any moment. */
  host: () => number;
  /** Milliseconds since any instant; never set, but may stand still while the machine sleeps. */
  steady: () => number;
  log: Logger;
}

/** Both clocks of this machine at one moment. */
export interface Reading {
  host: number;
  steady: number;
}

/**
 * The time by the platform's clock, which is the one people see on their messages. It is read off the Date headers of
 * answers and carried on by the steady clock in between; where the host's clock agrees, that is used. Nothing here
 * asks: answers are given to `heard`, and `doubtful` says when some are wanted.
 */
export class PlatformClock {
  readonly #deps: PlatformClockDeps;
  /** The platform's time at a moment of the steady clock; what is believed follows from it. */
  #anchor: { platform: number; steady: number } | undefined;
  /** Answers that contradict what is believed, as long as they agree with each other. */
  #doubts: { platform: number; steady: number }[] = [];
  /** How far the host was found to be ahead of the platform (behind: negative), as long as that is too much. */
  #judged: number | undefined;

  constructor(deps: PlatformClockDeps) {
    this.#deps = deps;
  }

  /** The platform's time; the host's as long as no answer was heard, and while both agree. */
  now(): Date {
    const { host, steady } = this.read();
    const believed = this.#believedAt(steady);
    return new Date(believed === undefined || agree(host, believed) ? host : believed);
  }

  /** Both clocks now, to be given back with an answer. */
  read(): Reading {
    return { host: this.#deps.host(), steady: this.#deps.steady() };
  }

  /**
   * True when answers are wanted: none was heard yet, or the host's clock has moved away from what is believed - it was
   * set, or the machine slept - and no answer has yet said which of the two is right; also when it came back to it.
   */
  get doubtful(): boolean {
    const { host, steady } = this.read();
    const believed = this.#believedAt(steady);
    if (believed === undefined) return true;
    if (agree(host, believed)) return this.#judged !== undefined;
    return this.#judged === undefined || !agree(host - believed, this.#judged);
  }

  /** Takes an answer's Date header (anything unreadable says nothing), with the clocks when it was asked for and now. */
  heard(date: string | null, asked: Reading): void {
    const told = Date.parse(date ?? '');
    const { host, steady } = this.read();
    const way = steady - asked.steady;
    if (Number.isNaN(told) || way > LONGEST_WAY_MS) return;
    if (Math.abs(host - asked.host - way) > SET_MS) return;
    // It was written at some moment of the way and of that second; their middles are the best guess.
    const platform = told + 500 + way / 2;
    const believed = this.#believedAt(steady);
    if (believed === undefined ? agree(host, platform) : agree(believed, platform)) {
      this.#doubts = [];
      if (believed === undefined || Math.abs(believed - platform) > NOISE_MS)
        this.#anchor = { platform, steady };
      this.#judge(host - (believed ?? platform));
    } else {
      this.#doubt({ platform, steady }, host);
    }
  }

  #doubt(answer: { platform: number; steady: number }, host: number): void {
    const last = this.#doubts.at(-1);
    const expected = last === undefined ? answer.platform : last.platform + (answer.steady - last.steady);
    if (Math.abs(answer.platform - expected) > SAME_MS) this.#doubts = [];
    this.#doubts.push(answer);
    if (this.#doubts.length < CONFIRMATIONS) return;
    this.#doubts = [];
    this.#anchor = answer;
    this.#judge(host - answer.platform);
  }

  /** Says once that the host's clock is wrong, and once that it is right again. */
  #judge(ahead: number): void {
    if (Math.abs(ahead) > AGREE_MS) {
      const known = this.#judged !== undefined && agree(ahead, this.#judged);
      this.#judged = ahead;
      if (!known)
        this.#deps.log.warn(
          { aheadSeconds: Math.round(ahead / 1_000) },
          'the clock of this machine is wrong; the time of Discord is used instead',
        );
    } else if (this.#judged !== undefined) {
      this.#judged = undefined;
      this.#deps.log.info('the clock of this machine is right again');
    }
  }

  #believedAt(steady: number): number | undefined {
    return this.#anchor === undefined ? undefined : this.#anchor.platform + (steady - this.#anchor.steady);
  }
}

function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= AGREE_MS;
}
