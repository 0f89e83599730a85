import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite3 from 'sqlite3';
import {
  startLocalDiscord,
  type Answer,
  type LocalDiscord,
  type Person,
  type Seat,
  type SeenMessage,
} from '../../../src/local-discord/index.js';
import { BotProcess, towards } from '../../support/bot-process.js';
import { holds } from '../proof.js';

export const SERVER = 'Harbour City Coalition';
export const CHANNEL = `${SERVER}#joint-action`;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Start of the clock: a Monday at noon, UTC. */
const NOON = Date.parse('2027-03-01T12:00:00Z');
const BEFORE = new URL('../in-bot.ts', import.meta.url);

/** A local Discord that stays, and a bot in a process of its own that comes and goes. */
export class Scene {
  readonly local: LocalDiscord;
  readonly folder: string;
  /** How often the bot was started. */
  lives = 0;
  #bot: BotProcess | undefined;

  private constructor(local: LocalDiscord, folder: string) {
    this.local = local;
    this.folder = folder;
  }

  static async open(): Promise<Scene> {
    const ahead = NOON - Date.now();
    const local = await startLocalDiscord({ port: 0, now: () => Date.now() + ahead });
    return new Scene(local, await mkdtemp(path.join(tmpdir(), 'strike-together-crash-')));
  }

  /** The bot of now, which may have ended. */
  get bot(): BotProcess {
    holds(this.#bot !== undefined, 'There is no bot yet');
    return this.#bot;
  }

  get store(): string {
    return path.join(this.folder, 'bot.sqlite');
  }

  seat(person: Person | string): Seat {
    return (typeof person === 'string' ? this.local.person(person) : person).in(CHANNEL);
  }

  /** Starts the bot. What it can be told at its start is in in-bot.ts. */
  start(environment: Record<string, string> = {}, folder = this.folder): void {
    holds(this.#bot === undefined || !this.#bot.alive, 'There is a bot already');
    this.lives += 1;
    this.#bot = new BotProcess({
      folder,
      before: BEFORE,
      environment: { ...towards(this.local), AHEAD_MS: String(this.#ahead()), ...environment },
    });
  }

  async startUntilReady(folder?: string): Promise<void> {
    this.start({}, folder);
    await this.bot.ready();
  }

  /** Starts the bot and waits only until it hears what people do; what it owes may still be under way. */
  async startUntilConnected(): Promise<void> {
    const before = this.local.gateway.identified;
    this.start();
    await until('the bot to connect', () => this.local.gateway.identified > before, 30_000);
  }

  /** Waits until the bot is dead, and looks at what it left: a crash must never damage the file. */
  async dead(): Promise<void> {
    const ended = await soon('the bot to die', this.bot.ended);
    holds(
      ended.signal === 'SIGKILL',
      `The bot ended by itself: ${JSON.stringify(ended)}\n${this.bot.errors}`,
    );
    this.readLog();
    await this.integrity();
  }

  /** Stops the bot as a service manager does. */
  async stop(): Promise<void> {
    const ended = await this.bot.stop();
    holds(ended.code === 0 && ended.afterMs < 10_000, `The bot stopped with ${JSON.stringify(ended)}`);
    this.readLog();
    await this.integrity();
  }

  /** Moves the clock of the local Discord, and of the bot if it lives. */
  async advance(ms: number): Promise<void> {
    await this.local.clock.advance(ms);
    if (this.#bot?.alive === true) await this.#bot.tell({ aheadMs: this.#ahead() });
  }

  /** Messages the bot posted for everybody in the channel. */
  posts(): SeenMessage[] {
    return this.seat('Amara')
      .messages()
      .filter((message) => !message.ephemeral && message.raw.author.bot === true);
  }

  /** Posts with exactly this title. */
  titled(title: string): SeenMessage[] {
    return this.posts().filter((message) => message.raw.embeds[0]?.title === title);
  }

  /** Checks the store as the disk holds it, on a copy, so that the journal stays for the bot to read. */
  async integrity(): Promise<void> {
    const copy = path.join(this.folder, 'looked-at.sqlite');
    await copyStore(this.store, copy);
    const [row] = await query<{ integrity_check: string }>(copy, 'PRAGMA integrity_check');
    holds(row?.integrity_check === 'ok', `The store is damaged: ${JSON.stringify(row)}`);
    for (const part of ['', '-wal', '-shm']) await rm(copy + part, { force: true });
  }

  /** A life that only crashed has nothing to call an error. */
  readLog(): void {
    const errors = this.bot.lines.filter((line) => /"level":[56]0/u.test(line));
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
    if (this.#bot?.alive === true) {
      this.#bot.kill();
      await this.#bot.ended;
    }
    await this.local.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  #ahead(): number {
    return this.local.clock.now().getTime() - Date.now();
  }
}

/** Copies a store nobody has open, with the journal a crash left. */
export async function copyStore(from: string, to: string): Promise<void> {
  for (const part of ['', '-wal']) {
    if (existsSync(from + part)) await copyFile(from + part, to + part);
  }
}

/** Asks a store file nobody has open. */
export async function query<Row = unknown>(file: string, sql: string): Promise<Row[]> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, (error) =>
      error ? reject(error) : resolve(opened),
    );
  });
  try {
    return await new Promise<Row[]>((resolve, reject) =>
      database.all<Row>(sql, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  } finally {
    await new Promise<void>((resolve) => database.close(() => resolve()));
  }
}

/** Changes a store file nobody has open. */
export async function execute(file: string, sql: string): Promise<void> {
  await query(file, sql);
}

/** The message of an answer; throws where there is none. */
export function told(answer: Answer): SeenMessage {
  if (answer.kind === 'message' || answer.kind === 'update') return answer.message;
  throw new Error(`Instead of an answer: ${JSON.stringify(answer)}`);
}

/** Waits until something is so. */
export async function until(what: string, so: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!so()) {
    if (performance.now() > deadline) throw new Error(`Waited ${String(withinMs)} ms for ${what}`);
    await sleep(5);
  }
}

/** Rejects where something takes too long. */
export async function soon<T>(what: string, work: Promise<T>, withinMs = 30_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${String(withinMs)} ms for ${what}`)), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Does something with each, so many at a time. */
export async function eachOf<T>(
  things: readonly T[],
  atOnce: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  const worker = async () => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await act(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** A preview ready to publish. */
export async function preview(seat: Seat, title: string, when = '20 March 2027 18:00'): Promise<SeenMessage> {
  const answer = await seat.command('propose', {
    title,
    how: 'picket',
    whom: 'employer: Harbour Ltd',
    when,
  });
  const message = told(answer);
  holds(message.labels.includes('Publish'), `No preview but: ${message.text}`);
  return message;
}

/** Lets somebody say where they are, so that nothing asks them later. */
export async function settleZone(seat: Seat): Promise<void> {
  told(await seat.command('settings set', { 'my-timezone': 'Europe/Berlin' }));
}
