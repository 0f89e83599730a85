import path from 'node:path';
import type { Config } from './config.js';
import type { DueTable } from './due-table.js';
import type * as local from './local-discord/index.js';

/** There is no token, and no local Discord either; `message` is one sentence with the next step. */
export class LocalDiscordMissing extends Error {
  override name = 'LocalDiscordMissing';
}

/** The local Discord of a bot without a token, and the configuration that makes the bot use it. */
export interface BesideLocal {
  config: Config;
  token: string;
  origin: string;
  /** The local Discord's clock, which can be moved forward. */
  now: () => Date;
  /** Called after the clock was moved; the move waits for it. */
  onMove: (listener: () => Promise<void>) => void;
  /** From now on the page shows what this tells of the bot's due work, the first `limit` of it. */
  showDue: (read: (limit: number) => Promise<DueTable>) => void;
  close(): Promise<void>;
}

/**
 * Starts the local Discord, with its world and the bot's store in files of their own beside the usual store, so that
 * trying the bot never touches real data. Loaded only here and only without a token: it is a development part, and may
 * be left out of an installation: then it rejects with LocalDiscordMissing. Rejects with EADDRINUSE when the port is
 * taken.
 */
export async function startLocal(config: Config, log: (line: string) => void): Promise<BesideLocal> {
  const { startLocalDiscord } = await loadLocal();
  const storeUrl = localStoreUrl(config.STORE_URL);
  const local = await startLocalDiscord({
    port: config.LOCAL_DISCORD_PORT,
    file: path.join(path.dirname(pathIn(storeUrl)), 'local-discord.json'),
    log,
  });
  return {
    config: {
      ...config,
      DISCORD_API_URL: local.apiUrl,
      DISCORD_API_VERSION: '10',
      COMMAND_GUILD_IDS: [],
      STORE_URL: storeUrl,
    },
    token: local.token,
    origin: local.origin,
    now: () => local.clock.now(),
    onMove: (listener) => void local.clock.onMove(listener),
    showDue: (read) => local.showDue(read),
    close: () => local.close(),
  };
}

async function loadLocal(): Promise<typeof local> {
  try {
    return await import('./local-discord/index.js');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new LocalDiscordMissing(
      'There is no DISCORD_TOKEN, and the local Discord is not part of this installation: set the token, or install all of it with "npm ci", then start again.',
      { cause: error },
    );
  }
}

/** The store beside the local Discord, by the STORE_URL of the usual one. */
export function localStoreUrl(storeUrl: string): string {
  const { dir, name, ext } = path.parse(pathIn(storeUrl));
  return `sqlite://${path.join(dir, `${name}.local${ext}`)}`;
}

function pathIn(storeUrl: string): string {
  return storeUrl.replace(/^sqlite:\/\//u, '');
}
