import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'discord.js';
import { schedule } from 'node-cron';
import type { AppDeps } from './app-deps.js';
import type { Config } from './config.js';
import { createClient } from './discord/client.js';
import { COMPONENTS } from './discord/components/all.js';
import { connect, watchConnection, type Fatal } from './discord/connection.js';
import { createCourier } from './discord/courier.js';
import { CommandMentions } from './discord/command-mentions.js';
import { commandBodies, deployCommands, deployedCollection } from './discord/deploy.js';
import { loadCommands } from './discord/load-commands.js';
import { discordPlatform, guildLocale, inviteLink } from './discord/platform.js';
import { createRouter } from './discord/router.js';
import { DELIVERY, DueWork } from './due-work.js';
import { loadExplainers } from './explainers/load.js';
import type { Logger } from './log.js';
import { listenToOperator } from './operator/socket.js';
import { takeDownByText } from './operator/take-down.js';
import { Outbox, outboxCollection } from './outbox/outbox.js';
import { announceStored } from './proposals/announce.js';
import { frontCollections } from './organisations/front.js';
import { organisationCollections } from './organisations/organisation.js';
import { ballotCollection } from './proposals/ballot-box.js';
import { closeWhenDue } from './proposals/close.js';
import { draftCollection, lapseDraft } from './proposals/draft.js';
import { proposalCollections } from './proposals/proposal.js';
import { loadRecordKeys } from './proposals/record-keys.js';
import { sweepVersionKeys } from './proposals/sweep.js';
import { VersionKeys } from './proposals/version-keys.js';
import { forgetReminder, remindWhenDue, reminderSettled } from './reminders/deliver.js';
import { Notices } from './reminders/notices.js';
import { forgetPending, pendingCollection } from './reminders/pending.js';
import { reminderCollections } from './reminders/reminder.js';
import { peopleCollection } from './settings/person-zone.js';
import { settingsCollection } from './settings/server-settings.js';
import { createDueIndex } from './store/due.js';
import { loadStoreKeys, openStore } from './store/index.js';
import { loadTexts } from './texts/texts.js';

/** How long a stop waits for what is under way, in ms; the rest of ten seconds is for closing. */
const DRAIN_MS = 8_000;
const REGISTER_AGAIN_MS = 60_000;
const COMMANDS = fileURLToPath(new URL('../commands', import.meta.url));

export interface AppOptions {
  config: Config;
  token: string;
  log: Logger;
  now: () => Date;
  /** Called when living on makes no sense; the caller stops the app and exits with this code. */
  fatal: Fatal;
}

export interface App {
  deps: AppDeps;
  /** Connects and begins to tick; resolves when Discord is ready and the commands are registered. */
  start(): Promise<void>;
  /** Does all that is due now. */
  tick(): Promise<void>;
  /** Answers no more, ends what is under way within ten seconds, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Joins the parts; nothing is started yet. Rejects with StoreUnavailable or ContentInvalid (one sentence for people)
 * when the store cannot be opened or a text is broken.
 */
export async function createApp({ config, token, log, now, fatal }: AppOptions): Promise<App> {
  const [library, texts, commands] = await Promise.all([
    loadExplainers(config.CONTENT_DIR),
    loadTexts(path.join(config.CONTENT_DIR, 'locales'), false),
    loadCommands(COMMANDS),
  ]);
  const keys = await loadStoreKeys(config.KEY_DIR);
  const store = await openStore({ path: config.STORE_URL.replace(/^sqlite:\/\//u, ''), keys });
  const client = createClient({ apiUrl: config.DISCORD_API_URL, apiVersion: config.DISCORD_API_VERSION });
  const due = createDueIndex(store);
  const outbox = new Outbox({ store, items: outboxCollection(store), due, now, kick: () => work.kick() });
  const deps: AppDeps = {
    ...proposalCollections(store),
    ...reminderCollections(store),
    ...organisationCollections(store),
    ...frontCollections(store),
    store,
    due,
    outbox,
    library,
    texts,
    log,
    now,
    ballots: ballotCollection(store),
    counted: new Map(),
    versionKeys: await VersionKeys.open(config.KEY_DIR),
    recordKeys: await loadRecordKeys(config.KEY_DIR),
    drafts: draftCollection(store),
    pending: pendingCollection(store),
    settings: settingsCollection(store),
    people: peopleCollection(store),
    notices: await Notices.load(store),
    platform: discordPlatform(client),
    mentions: new CommandMentions(),
    defaultZone: config.DEFAULT_TIMEZONE,
    defaultLocale: config.DEFAULT_LOCALE,
    guildLocale: (guildId) => guildLocale(client, guildId),
    inviteLink: () => inviteLink(client),
    actsIn: (guildId) =>
      guildId === null || config.COMMAND_GUILD_IDS.length === 0 || config.COMMAND_GUILD_IDS.includes(guildId),
  };
  const courier = createCourier(deps, client);
  const work = new DueWork({
    due,
    now,
    log,
    handlers: {
      close: (id, at) => closeWhenDue(deps, id, at),
      announce: (id) => announceStored(deps, id).then(() => true),
      reminder: (id) => remindWhenDue(deps, id),
      forget: (id) => forgetReminder(deps, id).then(() => true),
      draft: (id, at) => lapseDraft(deps, id, at).then(() => true),
      pending: (id, at) => forgetPending(deps, id, at).then(() => true),
      [DELIVERY]: async (id, _at, row) => {
        const { done, item } = await outbox.attempt(row, courier);
        const { state, reason, about } = item ?? {};
        if (reason !== undefined)
          log.warn({ about: about?.kind, state, reason }, 'a message could not be delivered');
        // Also where an earlier attempt got as far as this and no further.
        const settled = item ?? (done ? await outbox.find(id) : undefined);
        if (settled !== undefined) await reminderSettled(deps, settled);
        return done;
      },
    },
  });
  const router = createRouter(deps, client, commands, COMPONENTS);
  const unwatch = watchConnection(client, log, fatal);
  const register = async (ready: Client<true>): Promise<void> => {
    const guildIds = config.COMMAND_GUILD_IDS;
    const bodies = commandBodies(commands.values(), texts, guildIds.length === 0);
    try {
      deps.mentions.remember(await deployCommands(ready, deployedCollection(store), bodies, guildIds));
    } catch (error) {
      // Votes and reminders do not wait for this: commands registered earlier still work.
      log.error({ err: error }, 'commands could not be registered; trying again in a minute');
      setTimeout(() => void (stopped ? undefined : register(ready)), REGISTER_AGAIN_MS).unref();
    }
  };
  let stopped = false;
  let hangUp: (() => Promise<void>) | undefined;
  let ticks: { stop(): unknown } | undefined;

  return {
    deps,
    async start() {
      await sweepVersionKeys(deps);
      const takeDown = (text: string) => takeDownByText(deps, text, now());
      hangUp = await listenToOperator(config.KEY_DIR, ({ text }) => takeDown(text), log);
      await connect(client, token, log, fatal, () => stopped);
      if (!client.isReady() || stopped) return;
      // A tick only looks; what hangs on Discord never keeps the next one waiting.
      // After a sleep of the machine thousands of ticks are missed; the next one does what is due, without a line for each.
      ticks = schedule('*/5 * * * * *', () => work.kick(), { suppressMissedWarning: true });
      await register(client);
      await work.tick();
    },
    tick: () => work.tick(),
    async stop() {
      stopped = true;
      router.stop();
      unwatch();
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
