import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClickSource, type Template } from './click-source.js';
import type { Ready, Start } from './contestants.js';

const FULL_CLICKS = 3_000;
const IN_FLIGHT = 64;
const STEADY_CLICKS = 500;
const STEADY_A_SECOND = 200;
/** What the engine compiles only after a while is compiled by then. */
const WARM_UP_ROUNDS = 3;
/** So many are in the server; in a round each clicks once. */
const PEOPLE = FULL_CLICKS + STEADY_CLICKS;

/** What one bot did in one round. */
export interface Measured {
  /** Clicks answered a second with 64 in flight. */
  perSecond: number;
  /** CPU time of the bot's process meanwhile, in ms for 1,000 clicks. */
  cpuMs: number;
  /** Times to acknowledgement at 200 clicks a second, in ms. */
  p50: number;
  p99: number;
}

/** A bot with a Discord of its own, from start to stop. */
export class Contest {
  readonly #source: ClickSource;
  readonly #ready: Ready;
  readonly #folder: string;
  readonly #late: NodeJS.Timeout;
  #template: Template = {};

  private constructor(source: ClickSource, ready: Ready, folder: string) {
    this.#source = source;
    this.#ready = ready;
    this.#folder = folder;
    this.#late = setInterval(() => source.checkLate(), 1_000);
  }

  /** Starts a bot and warms it up. */
  static async open(start: Start): Promise<Contest> {
    const source = await ClickSource.start(PEOPLE);
    const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-bench-'));
    const ready = await start(source, folder);
    const contest = new Contest(source, ready, folder);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      await contest.begin();
      await contest.#inFlight(PEOPLE);
    }
    return contest;
  }

  /** Begins a round: something new to click at, once for everybody. */
  async begin(): Promise<void> {
    this.#template = await this.#ready.next();
    this.#source.begin(this.#ready.expected);
  }

  /** As many clicks as it can take. */
  async full(): Promise<Pick<Measured, 'perSecond' | 'cpuMs'>> {
    const { bot } = this.#ready;
    const cpuBefore = bot.cpuMs();
    const seconds = (await this.#inFlight(FULL_CLICKS)) / 1_000;
    return {
      perSecond: FULL_CLICKS / seconds,
      cpuMs: ((bot.cpuMs() - cpuBefore) * 1_000) / FULL_CLICKS,
    };
  }

  /** Clicks by the clock, whether answered or not. */
  async steady(): Promise<Pick<Measured, 'p50' | 'p99'>> {
    const startedAt = performance.now();
    const clicks: Promise<number>[] = [];
    while (clicks.length < STEADY_CLICKS) {
      const owed = Math.floor(((performance.now() - startedAt) * STEADY_A_SECOND) / 1_000);
      while (clicks.length < Math.min(owed, STEADY_CLICKS)) clicks.push(this.#click());
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const times = (await Promise.all(clicks)).sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? NaN;
    return { p50: at(0.5), p99: at(0.99) };
  }

  /** The most memory the bot's process ever held, in MB. */
  peakMb(): number {
    return this.#ready.bot.peakMb();
  }

  async close(): Promise<void> {
    clearInterval(this.#late);
    await this.#ready.bot.stop();
    await this.#source.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #click(): Promise<number> {
    return this.#source.click(this.#template);
  }

  /** Whoever is answered makes room for the next click; the time it all took, in ms. */
  async #inFlight(clicks: number): Promise<number> {
    const startedAt = performance.now();
    let left = clicks;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        await this.#click();
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, one));
    return performance.now() - startedAt;
  }
}
