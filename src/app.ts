import { fileURLToPath } from 'node:url';
import type { AppDeps } from './app-deps.js';
import { collectionsOf } from './collections.js';
import type { Config } from './config.js';
import { countTexts, openContent } from './content.js';
import { createClient } from './discord/client.js';
import { COMPONENTS } from './discord/components/all.js';
import { watchClock } from './discord/clock-watch.js';
import { connect, isConnected, watchConnection, type Fatal } from './discord/connection.js';
import { createCourier } from './discord/courier.js';
import { CommandMentions } from './discord/command-mentions.js';
import { createHold, watchPlaces } from './discord/holds.js';
import { loadCommands } from './discord/load-commands.js';
import { Registration } from './discord/registration.js';
import { Requests } from './discord/requests.js';
import { watchServers } from './discord/guild-events.js';
import { createRouter } from './discord/router.js';
import { serverFacts } from './discord/server-facts.js';
import { Traffic } from './discord/traffic.js';
import { dueHandlers } from './due-handlers.js';
import { DueWork } from './due-work.js';
import { Counts } from './health/counts.js';
import { createHealth, type Health } from './health/health.js';
import { Keeper, openKept, urgently } from './keeping.js';
import type { Logger } from './log.js';
import { beginVotesAgain } from './operator/after-restore.js';
import { operatorAnswers } from './operator/answers.js';
import { listenToOperator } from './operator/socket.js';
import { Breaker } from './outbox/breaker.js';
import { FirstAnswers } from './discord/first-answer.js';
import { whomWords } from './discord/whom-words.js';
import { InvalidAnswers } from './outbox/invalid-answers.js';
import { Outbox, outboxCollection } from './outbox/outbox.js';
import { planPrune } from './privacy/prune.js';
import { sweepPollKeys } from './polls/sweep.js';
import { loadRecordKeys } from './proposals/record-keys.js';
import { sweepVersionKeys } from './proposals/sweep.js';
import { VersionKeys } from './proposals/version-keys.js';
import { Notices } from './reminders/notices.js';
import { createDueIndex } from './store/due.js';
import { loadStoreKeys } from './store/index.js';
import { startTicks } from './ticks.js';
import { PlatformClock } from './time/platform-clock.js';

/** How long a stop waits for what is under way, in ms; the rest of ten seconds is for closing. */
const DRAIN_MS = 8_000;
const COMMANDS = fileURLToPath(new URL('../commands', import.meta.url));

export interface AppOptions {
  config: Config;
  token: string;
  log: Logger;
  /** The host's clock; where it is wrong, Discord's is used instead. */
  now: () => Date;
  /** Called when living on makes no sense; the caller stops the app and exits with this code. */
  fatal: Fatal;
}

export interface App {
  deps: AppDeps;
  /** How it is; answers from the beginning to the end. */
  health: Health;
  /** Connects and begins to tick; resolves when Discord is ready and the commands are registered. */
  start(): Promise<void>;
  /** Does all that is due now. */
  tick(): Promise<void>;
  /** Reads the texts anew; those in use stay where they are wrong, which the log then says. Never rejects. */
  reloadTexts(): Promise<void>;
  /** Answers no more, ends what is under way within ten seconds, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Joins the parts; nothing is started yet. Rejects with StoreUnavailable or ContentInvalid (one sentence for people)
 * when the store cannot be opened or a text is broken.
 */
export async function createApp({ config, token, log, now: host, fatal }: AppOptions): Promise<App> {
  const [content, commands] = await Promise.all([
    openContent(config.CONTENT_DIR, log),
    loadCommands(COMMANDS),
  ]);
  const { library, texts } = content;
  log.info(countTexts(content), 'texts were read');
  const keys = await loadStoreKeys(config.KEY_DIR);
  const counts = new Counts();
  const store = await openKept(config, log, { keys, wrote: (tookMs, done) => counts.wrote(tookMs, done) });
  const clock = new PlatformClock({ host: () => host().getTime(), steady: () => performance.now(), log });
  const now = () => clock.now();
  const invalid = new InvalidAnswers();
  const requests = new Requests(clock, invalid);
  const client = createClient({
    apiUrl: config.DISCORD_API_URL,
    apiVersion: config.DISCORD_API_VERSION,
    requests,
  });
  const due = createDueIndex(store);
  const items = outboxCollection(store);
  const outbox = new Outbox({ store, items, due, now, kick: () => work.kick() });
  const deps: AppDeps = {
    ...collectionsOf(store),
    ...serverFacts(client),
    store,
    due,
    outbox,
    library,
    texts,
    log,
    now,
    counted: new Map(),
    versionKeys: await VersionKeys.open(config.KEY_DIR),
    recordKeys: await loadRecordKeys(config.KEY_DIR),
    notices: await Notices.load(store),
    mentions: new CommandMentions(),
    defaultZone: config.DEFAULT_TIMEZONE,
    get whomWords() {
      return whomWords(texts);
    },
    defaultLocale: config.DEFAULT_LOCALE,
    operatorContact: config.OPERATOR_CONTACT,
    actsIn: (guildId) =>
      guildId === null || config.COMMAND_GUILD_IDS.length === 0 || config.COMMAND_GUILD_IDS.includes(guildId),
  };
  const breaker = new Breaker();
  const courier = createCourier(deps, client, breaker);
  const hold = createHold(client, breaker, invalid);
  const missingRights = deps.platform.missingRights.bind(deps.platform);
  watchPlaces(client, { breaker, outbox, missingRights, log });
  const handlers = dueHandlers(deps, (row) => outbox.attempt(row, courier, hold));
  const work = new DueWork({ due, now, log, handlers: urgently(store, handlers) });
  const keeper = new Keeper(config, store, now, log);
  const answers = new FirstAnswers(client.rest, (status, scope) => invalid.note(status, scope, now()));
  const traffic = new Traffic(() => performance.now());
  const router = createRouter(deps, client, commands, COMPONENTS, { answers, counts, traffic });
  const unwatch = watchConnection(client, log, fatal);
  const clockWatch = watchClock(clock, requests, client.rest, log);
  const registration = new Registration([...commands.values()], config.COMMAND_GUILD_IDS, deps);
  const health = createHealth({
    ...{ store, due, items, counts, now },
    connected: () => isConnected(client),
    registered: () => registration.done,
  });
  let stopped = false;
  let hangUp: (() => Promise<void>) | undefined;
  let unwatchServers: (() => void) | undefined;
  let ticks: { stop(): Promise<void> } | undefined;

  return {
    deps,
    health,
    async start() {
      await sweepVersionKeys(deps);
      await sweepPollKeys(deps);
      hangUp = await listenToOperator(config.KEY_DIR, operatorAnswers(config, deps, health), log);
      // Nothing is done, and nobody answered, before the time is known.
      const prepare = async () => {
        await requests.askTheTime(client.rest.options);
        const again = await store.urgent(() => beginVotesAgain(deps, now()));
        if (again > 0)
          log.warn({ votes: again }, 'votes begin again: their keys are gone, or a backup was restored');
      };
      await connect(client, token, log, fatal, () => stopped, prepare);
      if (!client.isReady() || stopped) return;
      // A tick only looks; what hangs on Discord never keeps the next one waiting.
      unwatchServers = watchServers(client, deps);
      await store.urgent(() => planPrune(deps, now()));
      ticks = startTicks(() => {
        work.kick();
        void keeper.tick();
      });
      await store.urgent(() => registration.register(client));
      await work.tick();
    },
    async tick() {
      await clockWatch.sure();
      await work.tick();
      await keeper.tick();
    },
    async reloadTexts() {
      try {
        // Commands have names and descriptions in every language there is.
        if ((await content.reload()) && client.isReady() && !stopped) await registration.register(client);
      } catch (error) {
        log.error({ err: error }, 'the texts could not be read; those read before stay in use');
      }
    },
    async stop() {
      stopped = true;
      registration.stop();
      router.stop();
      unwatch();
      unwatchServers?.();
      outbox.stop();
      clockWatch.stop();
      health.stop();
      await ticks?.stop();
      await hangUp?.();
      await Promise.race([
        Promise.all([router.idle(), work.stop()]),
        new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref()),
      ]);
      await store.close();
      await client.destroy();
    },
  };
}
