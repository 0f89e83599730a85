import { DiscordAPIError, Events, Status, type Client } from 'discord.js';
import type { Logger } from '../log.js';
import { FATAL_CLOSE } from './fatal-close.js';

/** Wrong token or settings of the application: starting again will not help, and burns identifies. */
export const EXIT_CONFIG = 78;
/** Something that starting again may help. */
export const EXIT_RESTART = 1;

const FATAL_LOGIN = new Set([
  'TokenInvalid',
  'DisallowedIntents',
  'InvalidIntents',
  'ShardingRequired',
  'ShardingInvalid',
]);
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
const SILENCE_MS = 180_000;

/** Says that the process has to end, with what code. Called at most once in effect: the first call decides. */
export type Fatal = (exitCode: number, why: string) => void;

/**
 * Ends the process where the library would live on uselessly: a 401 (it forgets the token), a fatal close code (it
 * stays "ready"), three minutes without a gateway. Returns what stops the watch.
 */
export function watchConnection(client: Client, log: Logger, fatal: Fatal): () => void {
  let aliveAt = performance.now();
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reported an error'));
  client.on(Events.ShardDisconnect, (event) => {
    if (FATAL_CLOSE.has(event.code))
      fatal(EXIT_CONFIG, `Discord closed the connection for good (${String(event.code)})`);
  });
  let watching = true;
  // It is tried again twice a second: what is said once is enough.
  let lost = false;
  let failed = false;
  client.on(Events.ShardError, (error) => {
    if (watching && !failed) log.warn({ err: error }, 'the connection to Discord failed; trying again');
    failed = true;
  });
  client.on(Events.ShardReconnecting, () => {
    if (watching && !lost) log.warn('the connection to Discord was lost; trying again');
    lost = true;
  });
  const back = () => {
    // However short: only looked at now and then, one that is lost again at once would not count.
    aliveAt = performance.now();
    if (lost) log.info('the connection to Discord is back');
    lost = false;
    failed = false;
  };
  client.on(Events.ShardResume, back);
  client.on(Events.ShardReady, back);
  client.rest.on('response', (request, response) => {
    const withoutToken = /^\/(?:interactions|webhooks)\//u.test(request.path);
    if (response.status === 401 && !withoutToken) fatal(EXIT_CONFIG, 'Discord refused the token (401)');
  });
  client.rest.on('invalidRequestWarning', ({ count }) =>
    log.warn({ count }, 'Discord refused many requests'),
  );
  const timer = setInterval(() => {
    if (isConnected(client)) aliveAt = performance.now();
    else if (performance.now() - aliveAt > SILENCE_MS)
      fatal(EXIT_RESTART, 'no connection to Discord for three minutes');
  }, 5_000);
  timer.unref();
  return () => {
    watching = false;
    clearInterval(timer);
  };
}

/**
 * Whether the gateway is there: what people do arrives. The shards know; what the library says of all of them together
 * stays "ready" for ever once it was.
 */
export function isConnected(client: Client): boolean {
  const { shards } = client.ws;
  return client.isReady() && shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

/**
 * Logs in after `prepare`, trying again with growing waits while Discord cannot be reached. Resolves once the gateway is
 * ready, or without being so when `stopped()` turns true; a refused token or refused intents are fatal.
 */
export async function connect(
  client: Client,
  token: string,
  log: Logger,
  fatal: Fatal,
  stopped: () => boolean,
  prepare: () => Promise<void>,
): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !stopped(); wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      await prepare();
      const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
      await logIn(client, token);
      await ready;
      return;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const refused = error instanceof DiscordAPIError && error.status === 401;
      if (refused || (typeof code === 'string' && FATAL_LOGIN.has(code)) || isFatalClose(error)) {
        fatal(EXIT_CONFIG, 'Discord refused the token or the intents: check DISCORD_TOKEN and the Bot page');
        return;
      }
      log.warn({ err: error, waitSeconds: wait / 1_000 }, 'Discord cannot be reached; trying again');
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/**
 * As the library's own login, which at any failure destroys the client: it would connect at the next try, and never call
 * itself ready.
 */
async function logIn(client: Client, token: string): Promise<void> {
  client.token = token;
  client.rest.setToken(token);
  await (client.ws as unknown as { connect(): Promise<void> }).connect();
}

function isFatalClose(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' && FATAL_CLOSE.has(code);
}
