import { sleep } from '../../support/waiting.js';
import { holds, type Counts } from '../proof.js';
import type { Random } from '../random.js';
import { RETRY_TAIL, type Trouble } from './check.js';
import type { Home } from './home.js';
import type { Planned } from './planned.js';
import { DAY, HOUR, MINUTE } from './wall.js';
import { planKills, planOutages, type Ending, type Kill, type Outage } from './weather.js';

/** How often the clock is moved on after an outage, so that what is tried again after a wait is. */
const AFTERWARDS = [5_000, ...[1, 3, 7, 15, 30, 45, 60, 73].map((minutes) => minutes * MINUTE)];
/** What is due while nobody runs the bot is there this soon after it has started. */
const START_TAIL = 3 * MINUTE;
export const HITS = 'of them with messages between claim and record';
const POST = 'POST /channels/:id/messages';

/** From when to when, and what happens meanwhile. */
export interface Span {
  begin: number;
  end: number;
  kills: number;
  outages: number;
}

/** The course of the year: from one interesting moment to the next. */
export class Course {
  readonly troubles: Trouble[] = [];
  readonly #home: Home;
  readonly #kills: ReadonlyMap<number, Kill>;
  readonly #outages: readonly Outage[];
  readonly #moments: readonly number[];
  #killed = 0;
  #hits = 0;
  #claimed = 0;
  #posted = 0;
  #gaveUp = 0;
  /** Since when there has been no bot, where it could not be started again. */
  #goneSince: number | undefined;

  constructor(home: Home, planned: readonly Planned[], random: Random, span: Span) {
    const { begin, end } = span;
    this.#home = home;
    const posts = new Map<number, number>();
    for (const { instants } of planned)
      for (const at of instants) if (at < end) posts.set(at, (posts.get(at) ?? 0) + 1);
    const dues = [...posts.keys()];
    this.#outages = planOutages(random, span.outages, begin + 6 * HOUR, end - 2 * DAY);
    const kills = planKills(random, span.kills, dues, (at) => posts.get(at) ?? 0);
    this.#kills = new Map(kills.map((kill) => [kill.at, kill]));
    const around = this.#outages.flatMap(({ from, to }) => [from, to, ...AFTERWARDS.map((ms) => to + ms)]);
    this.#moments = [...new Set([...dues, ...around, ...AFTERWARDS.map((ms) => end + ms)])].sort(
      (a, b) => a - b,
    );
  }

  /** `told` hears twenty times how far it is, and until when everything has settled by then. */
  async live(told: (line: string, settled: number) => void): Promise<void> {
    const home = this.#home;
    await home.startUntilReady();
    let nextTold = 0;
    for (const [number, moment] of this.#moments.entries()) {
      for (const outage of this.#outages) {
        if (outage.from === moment) await this.#begins(outage);
        if (outage.to === moment) await this.#ends(outage);
      }
      await this.#reach(moment);
      if (number < nextTold) continue;
      nextTold += Math.ceil(this.#moments.length / 20);
      const share = Math.round((100 * number) / this.#moments.length);
      const kills = `${String(this.#killed)} kills, ${String(this.#claimed)} messages between claim and record`;
      told(
        `${String(share)} % through: ${new Date(moment).toISOString()}, ${kills}`,
        this.#settledAt(moment),
      );
    }
    await home.stop();
    holds(home.local.unknownRoutes.length === 0, `Unknown: ${home.local.unknownRoutes.join()}`);
  }

  counts(): Counts {
    return {
      'moments the clock was moved to': this.#moments.length,
      'kills -9': this.#killed,
      [HITS]: this.#hits,
      'messages between claim and record at a kill': this.#claimed,
      'of them already posted': this.#posted,
      'outages of Discord': this.#outages.length,
      'times the bot gave up in one and was started again': this.#gaveUp,
      'bot processes': this.#home.lives,
    };
  }

  /** What was due before then is not waited for any more. */
  #settledAt(moment: number): number {
    const lasting = this.#outages.filter(({ from, to }) => from <= moment && to + RETRY_TAIL >= moment);
    const since = [this.#goneSince ?? Infinity, ...lasting.map(({ from }) => from)];
    return Math.min(moment - START_TAIL, ...since);
  }

  /** Brings the clock there, with what is planned for that moment. */
  async #reach(moment: number): Promise<void> {
    const home = this.#home;
    const kill = this.#kills.get(moment);
    if (kill !== undefined && home.alive) return this.#kill(kill);
    await home.moveTo(moment);
    if (home.alive || this.#goneSince !== undefined) return;
    // Three minutes without a gateway, and it ends, to be started again.
    const { code } = await home.bot.ended;
    holds(code === 1 && !home.reachable, `The bot ended with ${String(code)}:\n${home.lastWords()}`);
    this.#gaveUp += 1;
    this.#goneSince = moment;
  }

  async #begins(outage: Outage): Promise<void> {
    await this.#home.moveTo(outage.from);
    this.#home.suffer(outage);
  }

  async #ends(outage: Outage): Promise<void> {
    const home = this.#home;
    await this.#reach(outage.to);
    home.suffer(undefined);
    await home.connected();
    if (!home.alive) await this.#startAgain(outage.from, 'gone in an outage');
    this.troubles.push({ what: outage.kind, from: outage.from, to: home.now, tail: RETRY_TAIL });
  }

  async #kill({ at, ending, again, awayMs }: Kill): Promise<void> {
    const home = this.#home;
    await this.#dies(ending, () => home.moveTo(at, writesOf(ending)));
    if (awayMs > 0) await home.moveTo(Math.min(at + awayMs, this.#nextCalm(at + awayMs)));
    if (again !== undefined && home.reachable) {
      const { dieAtWrite, when } = writesOf(again);
      const environment =
        dieAtWrite === undefined ? {} : { DIE_AT_WRITE: String(dieAtWrite), DIE_WHEN: when ?? '' };
      await this.#dies(again, async () => {
        home.launch(environment);
        await Promise.race([home.bot.ready().catch(() => undefined), home.bot.ended]);
      });
    }
    if (home.reachable) await this.#startAgain(at, `a kill (${ending.at})`);
    else this.#goneSince = at;
  }

  /** Nobody is away beyond the moment an outage begins or ends, so that these come as planned. */
  #nextCalm(wanted: number): number {
    const turns = this.#outages.flatMap(({ from, to }) => [from, to]).filter((turn) => turn > this.#home.now);
    return Math.min(wanted, ...turns.map((turn) => turn - 1_000));
  }

  /** Lets the bot do something, and die of it at the moment meant, or when it is through. */
  async #dies(ending: Ending, act: () => Promise<void>): Promise<void> {
    const home = this.#home;
    this.#killed += 1;
    let seen = 0;
    home.trap = ({ route }) => {
      if (route !== POST || ending.at === 'write' || ending.at === 'delay' || (seen += 1) < ending.n)
        return undefined;
      home.bot.kill();
      // Whether what comes in at the moment of death takes effect is what the two kinds differ in.
      return ending.at === 'post there' ? undefined : 'drop';
    };
    const acting = act();
    if (ending.at === 'delay') {
      await sleep(ending.ms);
      home.bot.kill();
    }
    await acting;
    if (home.alive) home.bot.kill();
    const { claimed, posted } = await home.dead();
    home.trap = undefined;
    if (claimed > 0) this.#hits += 1;
    this.#claimed += claimed;
    this.#posted += posted;
  }

  async #startAgain(from: number, what: string): Promise<void> {
    const home = this.#home;
    await home.startUntilReady();
    this.troubles.push({ what, from: this.#goneSince ?? from, to: home.now, tail: START_TAIL });
    this.#goneSince = undefined;
  }
}

function writesOf(ending: Ending): { dieAtWrite?: number; when?: 'before' | 'after' } {
  return ending.at === 'write' ? { dieAtWrite: ending.n, when: ending.when } : {};
}
