import { Client, GatewayIntentBits, Options } from 'discord.js';
import type { Requests } from './requests.js';
import { Identifies, Shards } from './shards.js';

export interface ClientOptions {
  /** e.g. `https://discord.com/api`. */
  apiUrl: string;
  apiVersion: string;
  /** What every request passes. */
  requests: Requests;
}

/**
 * The discord.js client: only the Guilds intent, caches as small as it works with, mentions off unless a message asks
 * for one. Nothing is sent before `login`.
 */
export function createClient({ apiUrl, apiVersion, requests }: ClientOptions): Client {
  const none = 0;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [], repliedUser: false },
    ws: {
      buildStrategy: (manager) => new Shards(manager),
      buildIdentifyThrottler: (manager) => new Identifies(manager),
    },
    rest: {
      api: apiUrl,
      version: apiVersion,
      timeout: 10_000,
      invalidRequestWarningInterval: 100,
      ...requests.options,
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: none,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
      PresenceManager: none,
      ReactionManager: none,
      ReactionUserManager: none,
      VoiceStateManager: none,
      ThreadManager: none,
      ThreadMemberManager: none,
      GuildEmojiManager: none,
      GuildStickerManager: none,
      GuildBanManager: none,
      GuildInviteManager: none,
      StageInstanceManager: none,
      AutoModerationRuleManager: none,
      GuildScheduledEventManager: none,
      EntitlementManager: none,
      ApplicationCommandManager: none,
    }),
  });
  requests.belongTo(client.rest);
  return client;
}
