import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { dueTable } from '../../src/due-table.js';
import {
  startLocalDiscord,
  type LocalDiscord,
  type LocalDiscordOptions,
  type Seat,
} from '../../src/local-discord/index.js';
import { CapturedLog } from './log-search.js';

/** A bot on the real discord.js client, in a local Discord of its own, with a store on disk. */
export interface Stage {
  local: LocalDiscord;
  /** The bot as it runs now. */
  readonly app: App;
  /** Where its store and keys are. */
  folder: string;
  /** Exit codes the bot asked for. */
  exits: number[];
  /** What the bot logged, at debug. */
  logged: readonly string[];
  /** Seats a person in a channel of the first server. */
  at(name: string, channel?: string): Seat;
  /** Moves the clock, and lets everything happen that is then due. */
  advance(ms: number): Promise<void>;
  /** Stops the bot and starts it again on the same store. */
  restart(): Promise<void>;
  stopBot(): Promise<void>;
  startBot(): Promise<void>;
  close(): Promise<void>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Start of the clock in tests: a Monday at noon, UTC. */
export const NOON = Date.parse('2027-03-01T12:00:00Z');

/**
 * Sets the stage; the clock stands still at `at` unless it is moved. Servers decide by open ballots, because totals and
 * names are what most scenarios look at; with `ballots: 'secret'` by the default.
 */
export async function setStage(
  options: {
    at?: number;
    environment?: Record<string, string>;
    ballots?: 'open' | 'secret';
    /** How far the clock of the bot's machine is ahead of the platform's, in ms; may be changed at any moment. */
    host?: { ahead: number };
    /** More about the local Discord. */
    local?: Partial<LocalDiscordOptions>;
  } = {},
): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-'));
  const started = Date.now();
  const base = options.at ?? NOON;
  // Runs from the chosen start at the pace of real time, so that later clicks are later.
  const local = await startLocalDiscord({
    port: 0,
    now: () => base + (Date.now() - started),
    ...options.local,
  });
  const exits: number[] = [];
  const captured = new CapturedLog(process.env.TEST_LOG ?? 'silent');
  const start = async (): Promise<App> => {
    const config = readConfig({
      DISCORD_TOKEN: local.token,
      DISCORD_API_URL: local.apiUrl,
      STORE_URL: `sqlite://${path.join(folder, 'bot.sqlite')}`,
      KEY_DIR: path.join(folder, 'keys'),
      ...options.environment,
    });
    const app = await createApp({
      config,
      token: local.token,
      log: captured.log,
      now: () => new Date(local.clock.now().getTime() + (options.host?.ahead ?? 0)),
      fatal: (code) => exits.push(code),
    });
    await app.start();
    return app;
  };
  let app: App | undefined = await start();
  if (options.ballots !== 'secret') {
    for (const { id } of local.world.state.guilds) await app.deps.serverRules.put(id, { ballots: 'open' });
  }
  const stopBot = async () => {
    await app?.stop();
    app = undefined;
  };
  const startBot = async () => {
    app = await start();
  };
  local.clock.onMove(async () => app?.tick());
  local.showDue((limit) => {
    if (app === undefined) throw new Error('The bot is stopped.');
    return dueTable(app.deps, limit);
  });
  return {
    local,
    folder,
    exits,
    logged: captured.lines,
    get app() {
      if (app === undefined) throw new Error('The bot is stopped.');
      return app;
    },
    at: (name, channel = 'Harbour City Coalition#joint-action') => local.person(name).in(channel),
    advance: (ms) => local.clock.advance(ms),
    stopBot,
    startBot,
    async restart() {
      await stopBot();
      await startBot();
    },
    async close() {
      await app?.stop();
      await local.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
