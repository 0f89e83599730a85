import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalDiscord, type LocalDiscord } from '../../../src/local-discord/index.js';
import { sleep, until } from '../../support/waiting.js';
import { BotHome } from '../bot-home.js';
import { holds } from '../proof.js';
import type { Place } from './causes.js';
import type { Told } from './in-bot.js';

/** So much faster than real time the bot and its Discord live. */
export const SPEED = 6;
/** How long the service waits before it starts the bot again, in ms of the bot. */
const START_AGAIN_MS = 5_000;
/** So long a bot may be without a gateway before it ends, and how far its look at the time may be off. */
const SILENCE_MS = 180_000;
const ROUGHLY_MS = 5_000;
const BEGIN = Date.parse('2027-03-01T12:00:00Z');
const IN_BOT = new URL('./in-bot.ts', import.meta.url);

/** A bot under a service that starts it again, and a Discord, both living fast. */
export class Home extends BotHome implements Place {
  /** How often the bot ended by itself, with 1. */
  exits = 0;
  readonly #realFrom: number;
  readonly #broken: boolean;
  #stopping = false;
  #name: Told['name'] = 'found';
  #connectedAt = 0;
  #watch: NodeJS.Timeout;
  #fault: Error | undefined;

  private constructor(local: LocalDiscord, folder: string, realFrom: number, broken: boolean) {
    super(local, folder, { before: IN_BOT });
    this.#realFrom = realFrom;
    this.#broken = broken;
    this.#watch = setInterval(() => {
      if (local.gateway.connected) this.#connectedAt = this.now;
    }, 20);
  }

  /** `broken`: a bot that does not connect again. */
  static async open(broken = false): Promise<Home> {
    const realFrom = Date.now();
    const now = () => Math.floor(BEGIN + (Date.now() - realFrom) * SPEED);
    const local = await startLocalDiscord({ port: 0, now, gatewayHost: 'localhost' });
    return new Home(local, await mkdtemp(path.join(tmpdir(), 'strike-together-gateway-')), realFrom, broken);
  }

  /** Starts the bot, and again whenever it ends, as a service does. */
  serve(): void {
    this.#stopping = false;
    this.launch({
      SPEED: String(SPEED),
      GATEWAY_NAME: this.#name,
      TIME_FROM: String(BEGIN),
      REAL_FROM: String(this.#realFrom),
      ...(this.#broken ? { BROKEN: '1' } : {}),
    });
    const { bot } = this;
    const startedAt = this.now;
    void bot.ended.then(async ({ code, signal }) => {
      if (this.#stopping) return;
      const silence = this.now - Math.max(startedAt, this.#connectedAt);
      if (code !== 1 || silence < SILENCE_MS - ROUGHLY_MS) {
        const said = `after ${String(Math.round(silence / 1_000))} s without a gateway`;
        this.#fault = new Error(`The bot ended with ${String(code ?? signal)} ${said}\n${this.lastWords()}`);
        return;
      }
      this.exits += 1;
      await this.pause(START_AGAIN_MS);
      if (!this.#stopping) this.serve();
    });
  }

  async find(name: Told['name']): Promise<void> {
    this.#name = name;
    if (this.alive) await this.bot.tell({ name });
  }

  /** Stops the bot; nobody starts it again. */
  async halt(): Promise<void> {
    this.#stopping = true;
    if (!this.alive) return;
    await this.bot.stop();
    this.sound();
  }

  /** Lets so much of the bot's time pass. */
  async pause(ms: number): Promise<void> {
    await sleep(ms / SPEED);
    this.sound();
  }

  /** Waits until something is so, for so much of the bot's time. */
  async till(what: string, so: () => boolean, ms: number): Promise<void> {
    try {
      await until(what, () => (this.sound(), so()), ms / SPEED);
    } catch (error) {
      this.sound();
      throw new Error(`${String(error)}\n${this.lastWords()}`, { cause: error });
    }
  }

  /** Throws where the bot ended as it must not, or something in it went unhandled. */
  sound(): void {
    if (this.#fault !== undefined) throw this.#fault;
    const bad = this.alive ? this.bot.lines.filter((line) => /nobody (?:handled|caught)/u.test(line)) : [];
    holds(bad.length === 0, `Something in the bot went unhandled:\n${bad.join('\n').slice(0, 4_000)}`);
  }

  override async close(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#watch);
    await super.close();
  }
}
