import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { Item } from '../../src/outbox/item.js';
import { loadStoreKeys } from '../../src/store/index.js';
import { BotProcess, towards } from '../support/bot-process.js';
import { onCopy, owedIn, query } from '../support/store-file.js';
import { soon } from '../support/waiting.js';
import { holds } from './proof.js';

/** A local Discord that stays, and a bot in a process of its own that comes and goes; both on the same clock. */
export class BotHome {
  readonly local: LocalDiscord;
  readonly folder: string;
  /** How often the bot was started. */
  lives = 0;
  readonly #how: { starter: URL } | { before: URL };
  #bot: BotProcess | undefined;

  /** `how`: what starts the bot in place of its main, or what is loaded before it. */
  constructor(local: LocalDiscord, folder: string, how: { starter: URL } | { before: URL }) {
    this.local = local;
    this.folder = folder;
    this.#how = how;
  }

  /** The bot of now, which may have ended. */
  get bot(): BotProcess {
    holds(this.#bot !== undefined, 'There is no bot yet');
    return this.#bot;
  }

  get alive(): boolean {
    return this.#bot?.alive === true;
  }

  get store(): string {
    return path.join(this.folder, 'bot.sqlite');
  }

  get now(): number {
    return this.local.clock.now().getTime();
  }

  /** How far the clock of this world is ahead of the machine's, in ms. */
  get ahead(): number {
    return this.now - Date.now();
  }

  /** Starts the bot, with what it can be told at its start. */
  launch(environment: Record<string, string> = {}, folder = this.folder): void {
    holds(!this.alive, 'There is a bot already');
    this.lives += 1;
    this.#bot = new BotProcess({
      folder,
      ...this.#how,
      environment: { ...towards(this.local), AHEAD_MS: String(this.ahead), ...environment },
    });
  }

  /** Waits until the bot was killed. Resolves to what it still had to bring to Discord; the store has to be whole. */
  async killed(): Promise<Item[]> {
    const ended = await soon('the bot to die', this.bot.ended);
    const said = `The bot ended by itself: ${JSON.stringify(ended)}\n${this.lastWords()}`;
    holds(ended.signal === 'SIGKILL', said);
    this.readLog();
    return this.integrity();
  }

  /** Stops the bot as a service manager does, which has to take less than ten seconds. */
  async stop(): Promise<void> {
    const ended = await this.bot.stop();
    holds(ended.code === 0 && ended.afterMs < 10_000, `The bot stopped with ${JSON.stringify(ended)}`);
    this.readLog();
  }

  /** Checks the store as the disk holds it; resolves to what is owed to Discord in it. */
  async integrity(): Promise<Item[]> {
    const keys = await loadStoreKeys(path.join(this.folder, 'keys'));
    return onCopy(this.store, async (copy) => {
      const [row] = await query<{ integrity_check: string }>(copy, 'PRAGMA integrity_check');
      holds(row?.integrity_check === 'ok', `The store is damaged: ${JSON.stringify(row)}`);
      return owedIn(copy, keys);
    });
  }

  /** A life that only crashed has nothing to call an error; where Discord failed it, lines of its own are named. */
  readLog(bad = /"level":[56]0/u): void {
    const errors = this.bot.lines.filter((line) => bad.test(line));
    holds(errors.length === 0, `The bot logged errors:\n${errors.join('\n').slice(0, 4_000)}`);
    holds(this.bot.errors === '', `The bot wrote to standard error:\n${this.bot.errors.slice(0, 4_000)}`);
  }

  /** What it said last, for whoever looks for the fault. */
  lastWords(): string {
    return this.#bot === undefined
      ? ''
      : [...this.#bot.lines.slice(-10), this.#bot.errors.slice(-2_000)].join('\n');
  }

  async close(): Promise<void> {
    if (this.alive) {
      this.bot.kill();
      await this.bot.ended;
    }
    await this.local.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
