import path from 'node:path';
import type { Config } from './config.js';
import type { DueTable } from './due-table.js';

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
 * be left out of an installation. Rejects with EADDRINUSE when the port is taken.
 */
export async function startLocal(config: Config, log: (line: string) => void): Promise<BesideLocal> {
  const { startLocalDiscord } = await import('./local-discord/index.js');
  const usual = path.parse(config.STORE_URL.replace(/^sqlite:\/\//u, ''));
  const store = path.join(usual.dir, `${usual.name}.local${usual.ext}`);
  const local = await startLocalDiscord({
    port: config.LOCAL_DISCORD_PORT,
    file: path.join(usual.dir, 'local-discord.json'),
    log,
  });
  return {
    config: {
      ...config,
      DISCORD_API_URL: local.apiUrl,
      DISCORD_API_VERSION: '10',
      COMMAND_GUILD_IDS: [],
      STORE_URL: `sqlite://${store}`,
    },
    token: local.token,
    origin: local.origin,
    now: () => local.clock.now(),
    onMove: (listener) => void local.clock.onMove(listener),
    showDue: (read) => local.showDue(read),
    close: () => local.close(),
  };
}
