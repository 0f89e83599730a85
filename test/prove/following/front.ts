import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startLocalDiscord,
  type LocalDiscord,
  type Seat,
  type SeenMessage,
} from '../../../src/local-discord/index.js';
import { itemSchema, type Item } from '../../../src/outbox/item.js';
import { decode } from '../../../src/store/record.js';
import { loadStoreKeys } from '../../../src/store/index.js';
import { BotProcess, towards } from '../../support/bot-process.js';
import { RIVERSIDE } from '../../support/third-server.js';
import { copyStore, query, soon } from '../crash/scene.js';
import { holds } from '../proof.js';

const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';

/** Three servers of one front, with an organisation each; somebody who votes there, and who may set it up. */
export const PLACES = [
  { server: HARBOUR, channel: `${HARBOUR}#joint-action`, voter: 'Jonas', manager: 'Amara' },
  { server: UNIVERSITY, channel: `${UNIVERSITY}#joint-action`, voter: 'Hana', manager: 'Sofia' },
  { server: RIVERSIDE, channel: `${RIVERSIDE}#joint-action`, voter: 'Rosa', manager: 'Rosa' },
] as const;

/** A world and a store at rest, to begin from as often as wanted. */
export interface Kept {
  folder: string;
  /** What the clock showed, in ms. */
  at: number;
  clockOffset: number;
  starter: URL;
}

/** A local Discord, and a bot in a process of its own that comes and goes and does what is due when it is told. */
export class Front {
  readonly local: LocalDiscord;
  readonly folder: string;
  lives = 0;
  readonly #starter: URL;
  #bot: BotProcess | undefined;

  private constructor(local: LocalDiscord, folder: string, starter: URL) {
    this.local = local;
    this.folder = folder;
    this.#starter = starter;
  }

  /** A new world whose clock begins at an instant; `starter` starts its bots. */
  static async open(at: number, starter: URL): Promise<Front> {
    const folder = await mkdtemp(path.join(tmpdir(), 'st-following-'));
    return new Front(await worldIn(folder, at - Date.now()), folder, starter);
  }

  /** A copy of a kept one, from the instant it was kept at. */
  static async again({ folder: from, at, clockOffset, starter }: Kept): Promise<Front> {
    const folder = await mkdtemp(path.join(tmpdir(), 'st-following-'));
    await cp(from, folder, { recursive: true });
    return new Front(await worldIn(folder, at - clockOffset - Date.now()), folder, starter);
  }

  /** Stops the bot and lays everything by; nothing goes on here afterwards. */
  async keep(): Promise<Kept> {
    const ended = await this.bot.stop();
    holds(ended.code === 0, `The bot stopped with ${JSON.stringify(ended)}`);
    const { clockOffset } = this.local.world.state;
    const kept = { folder: `${this.folder}-kept`, at: this.now, clockOffset, starter: this.#starter };
    await this.local.close();
    await mkdir(kept.folder);
    for (const part of ['world.json', 'bot.sqlite', 'keys'])
      await cp(path.join(this.folder, part), path.join(kept.folder, part), {
        recursive: true,
        filter: (file) => !file.endsWith('.sock'),
      });
    await rm(this.folder, { recursive: true, force: true });
    return kept;
  }

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

  seat(at: number, who?: string): Seat {
    const place = PLACES[at] ?? PLACES[0];
    return this.local.person(who ?? place.voter).in(place.channel);
  }

  /** What everybody sees in the channel of a server. */
  posts(at: number): SeenMessage[] {
    return this.seat(at)
      .messages()
      .filter(({ ephemeral }) => !ephemeral);
  }

  /** Starts the bot, and waits until what was due is done. */
  async start(): Promise<void> {
    holds(!this.alive, 'There is a bot already');
    this.lives += 1;
    this.#bot = new BotProcess({
      folder: this.folder,
      starter: this.#starter,
      environment: { ...towards(this.local), AHEAD_MS: String(this.#ahead()) },
    });
    await this.bot.ready(60_000);
  }

  /** Moves the clock on, and lets the bot do what is then due. */
  async moveTo(ms: number): Promise<void> {
    if (ms > this.now) await this.local.clock.advance(ms - this.now);
    if (this.alive) await this.bot.tell({ aheadMs: this.#ahead(), tick: true });
  }

  async advance(ms: number): Promise<void> {
    await this.moveTo(this.now + ms);
  }

  /** Waits until the bot is dead. Resolves to what it still had to bring to Discord; the store has to be whole. */
  async dead(): Promise<Item[]> {
    const ended = await soon('the bot to die', this.bot.ended);
    holds(
      ended.signal === 'SIGKILL',
      `The bot ended by itself: ${JSON.stringify(ended)}\n${this.lastWords()}`,
    );
    this.readLog();
    const copy = path.join(this.folder, 'looked-at.sqlite');
    await copyStore(this.store, copy);
    const [row] = await query<{ integrity_check: string }>(copy, 'PRAGMA integrity_check');
    holds(row?.integrity_check === 'ok', `The store is damaged: ${JSON.stringify(row)}`);
    const keys = await loadStoreKeys(path.join(this.folder, 'keys'));
    const sql = "SELECT key, value FROM keyv WHERE key >= 'outbox:' AND key < 'outbox;'";
    const items = (await query<{ key: string; value: string }>(copy, sql)).map(({ key, value }) => {
      const { value: record } = JSON.parse(value) as { value: unknown };
      return decode(
        { prefix: 'outbox', version: 1, schema: itemSchema, sealed: true },
        keys,
        key,
        JSON.stringify(record),
      );
    });
    for (const part of ['', '-wal', '-shm']) await rm(copy + part, { force: true });
    return items;
  }

  /** Whatever was done to it, no work may have failed inside. */
  readLog(): void {
    const errors = this.bot.lines.filter((line) => /"level":[56]0/u.test(line));
    holds(errors.length === 0, `The bot logged errors:\n${errors.join('\n').slice(0, 4_000)}`);
    holds(this.bot.errors === '', `The bot wrote to standard error:\n${this.bot.errors.slice(0, 4_000)}`);
  }

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

  #ahead(): number {
    return this.now - Date.now();
  }
}

function worldIn(folder: string, ahead: number): Promise<LocalDiscord> {
  return startLocalDiscord({
    port: 0,
    file: path.join(folder, 'world.json'),
    now: () => Date.now() + ahead,
  });
}
