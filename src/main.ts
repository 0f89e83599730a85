import { createApp, type App } from './app.js';
import { ConfigInvalid, readConfig, type Config } from './config.js';
import { EXIT_CONFIG, EXIT_RESTART, type Fatal } from './discord/connection.js';
import { dueTable } from './due-table.js';
import { ContentInvalid } from './explainers/problem.js';
import { watchHangUp } from './hang-up.js';
import { HealthUnavailable, serveHealth } from './health/server.js';
import { createLog, type Logger } from './log.js';
import { StoreUnavailable } from './store/types.js';
import { LocalDiscordMissing, startLocal } from './without-token.js';

/** How long everything may take to end before the process ends anyway, in ms. */
const STOP_MS = 9_500;

// Everything this process writes is for its own user alone.
process.umask(0o077);
process.title = 'strike-together';
await main();

async function main(): Promise<void> {
  const config = configOrExit();
  const log = createLog(config.LOG_LEVEL);
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = (exitCode: number, why: string) => {
    if (stopping) return;
    stopping = true;
    log[exitCode === 0 ? 'info' : 'fatal'](why);
    setTimeout(() => process.exit(exitCode === 0 ? EXIT_RESTART : exitCode), STOP_MS).unref();
    void closeAll(closers, log).then(() => process.exit(exitCode));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => stop(0, `stopping on ${signal}`));
  let app: App | undefined;
  // Texts may have changed since they were read, while the rest of the start was under way.
  let readAgain = false;
  const read = () => {
    readAgain = app === undefined;
    void app?.reloadTexts();
  };
  watchHangUp(read, () => stop(0, 'stopping, because the terminal was closed'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection nobody handled'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an exception nobody caught');
    stop(EXIT_RESTART, 'stopping, because what is in memory can no longer be trusted');
  });

  try {
    app = await begin(config, log, stop, closers);
    if (readAgain) void app.reloadTexts();
    await answerHealth(app, config, log, closers);
    await app.start();
    if (!stopping) log.info('ready');
  } catch (error) {
    const sentence = sentenceFor(error, config);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    stop(EXIT_CONFIG, 'the start was given up');
  }
}

/** With a token: the bot on Discord. Without one: the same bot beside a local Discord in this process. */
async function begin(
  config: Config,
  log: Logger,
  fatal: Fatal,
  closers: (() => Promise<void>)[],
): Promise<App> {
  const token = config.DISCORD_TOKEN;
  if (token !== undefined) {
    const app = await createApp({ config, token, log, now: () => new Date(), fatal });
    closers.unshift(() => app.stop());
    return app;
  }
  const local = await startLocal(config, (line) => log.debug(line));
  closers.unshift(() => local.close());
  const app = await createApp({ config: local.config, token: local.token, log, now: local.now, fatal });
  closers.unshift(() => app.stop());
  local.onMove(() => app.tick());
  local.showDue((limit) => dueTable(app.deps, limit));
  process.stdout.write(`Open ${local.origin} in a browser: a Discord of your own, with the bot in it.\n`);
  return app;
}

/** From before Discord is reached to before the bot stops, so that both can be told apart from a bot that hangs. */
async function answerHealth(
  app: App,
  { HEALTH_HOST: host, HEALTH_PORT: port }: Config,
  log: Logger,
  closers: (() => Promise<void>)[],
): Promise<void> {
  if (port === undefined) return;
  const server = await serveHealth(app.health, { host, port });
  closers.unshift(() => server.close());
  log.info({ port: server.port }, 'answering /healthz, /readyz and /metrics');
}

function configOrExit(): Config {
  try {
    process.loadEnvFile();
  } catch (error) {
    // No .env file is the usual case; the environment alone is read then.
    if ((error as { code?: unknown }).code !== 'ENOENT') {
      process.stderr.write(
        'The file .env is there but cannot be read. Let the bot’s user read it, or remove it.\n',
      );
      process.exit(EXIT_CONFIG);
    }
  }
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

async function closeAll(closers: readonly (() => Promise<void>)[], log: Logger): Promise<void> {
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, 'something did not close cleanly');
    }
  }
}

/** What to say of a start that cannot succeed as things are; undefined for a mistake of ours. */
function sentenceFor(error: unknown, config: Config): string | undefined {
  const known = [StoreUnavailable, ContentInvalid, HealthUnavailable, LocalDiscordMissing];
  if (error instanceof Error && known.some((kind) => error instanceof kind)) return error.message;
  if ((error as { code?: unknown } | undefined)?.code !== 'EADDRINUSE') return undefined;
  const port = String(config.LOCAL_DISCORD_PORT);
  return `Port ${port} is in use. Stop what uses it, or choose another: LOCAL_DISCORD_PORT=3001 npm start`;
}
