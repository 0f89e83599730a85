import type { Client } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import { canPing, discordPlatform, guildLocale, inviteLink, isInServer, roleName } from './platform.js';
import { missingThreadRights } from './thread-delivery.js';

type Facts =
  'platform' | 'inServer' | 'guildLocale' | 'canPing' | 'roleName' | 'missingThreadRights' | 'inviteLink';

/** What rooms may ask about servers and their places, answered from what the connected client knows. */
export function serverFacts(client: Client): Pick<AppDeps, Facts> {
  return {
    platform: discordPlatform(client),
    inServer: (guildId) => isInServer(client, guildId),
    guildLocale: (guildId) => guildLocale(client, guildId),
    canPing: (guildId, roleId) => canPing(client, guildId, roleId),
    roleName: (guildId, roleId) => roleName(client, guildId, roleId),
    missingThreadRights: (guildId, channelId) => missingThreadRights(client, guildId, channelId),
    inviteLink: () => inviteLink(client),
  };
}
