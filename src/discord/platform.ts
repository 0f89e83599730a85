import { PermissionFlagsBits, type Client } from 'discord.js';
import type { ProposalPlatform } from '../proposals/proposal.js';
import { inviteFor, missingOf, POSTING, POSTING_IN_THREADS } from './permissions.js';

/**
 * Asks once for all who ask while the answer is on its way. Nothing is kept longer: a roll is a count of its moment,
 * and what joined a second ago belongs to it.
 */
function askedOnce<T>(ask: (guildId: string) => Promise<T>): (guildId: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (guildId) => {
    const known = underWay.get(guildId);
    if (known !== undefined) return known;
    const asked = ask(guildId).finally(() => underWay.delete(guildId));
    underWay.set(guildId, asked);
    return asked;
  };
}

/** Answers what rooms ask of the platform, from the client's small caches and, for counts, from Discord. */
export function discordPlatform(client: Client): ProposalPlatform {
  const members = askedOnce(async (guild) => {
    const { approximateMemberCount } = await client.guilds.fetch({
      guild,
      withCounts: true,
      force: true,
      cache: false,
    });
    return approximateMemberCount ?? 0;
  });
  const roles = askedOnce(
    async (guildId) =>
      (await client.rest.get(`/guilds/${guildId}/roles/member-counts`)) as Record<string, number>,
  );
  return {
    memberCount: members,
    async roleCount(guildId, roleId) {
      return (await roles(guildId))[roleId] ?? 0;
    },
    missingRights(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      // Threads are found here only: their manager's cache is switched off.
      const channel = client.channels.cache.get(channelId);
      const self = guild?.members.me;
      if (channel === undefined || channel.isDMBased() || channel.guildId !== guildId || self == null) {
        return Promise.resolve(['View Channel']);
      }
      if (!channel.isSendable()) return Promise.resolve(['Send Messages']);
      const wanted = channel.isThread() ? POSTING_IN_THREADS : POSTING;
      return Promise.resolve(missingOf(channel.permissionsFor(self), wanted));
    },
  };
}

/** Whether the bot is in a server, also while that server cannot be reached. */
export function isInServer(client: Client, guildId: string): boolean {
  return client.guilds.cache.has(guildId);
}

/** The language of what everyone in a server sees, when it has set none. */
export function guildLocale(client: Client, guildId: string): string | undefined {
  return client.guilds.cache.get(guildId)?.preferredLocale;
}

/** The name of a role, as the server has it now. */
export function roleName(client: Client, guildId: string, roleId: string): string | undefined {
  return client.guilds.cache.get(guildId)?.roles.cache.get(roleId)?.name;
}

/** Whether a message of the bot pings a role: anyone may mention it, or the bot may mention every one. */
export function canPing(client: Client, guildId: string, roleId: string): boolean {
  const guild = client.guilds.cache.get(guildId);
  if (guild?.roles.cache.get(roleId)?.mentionable === true) return true;
  return guild?.members.me?.permissions.has(PermissionFlagsBits.MentionEveryone) === true;
}

/** The link with which somebody with Manage Server invites this bot; '' before it is connected. */
export function inviteLink(client: Client): string {
  const id = client.application?.id;
  return id === undefined ? '' : inviteFor(id);
}
