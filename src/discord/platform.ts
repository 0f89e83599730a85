import { PermissionFlagsBits, type Client } from 'discord.js';
import type { ProposalPlatform } from '../proposals/proposal.js';

/** What posting a card, its outcome or a reminder needs in a channel; named as in Discord's own settings. */
const POSTING = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;

/** The same in a thread, where another right stands for sending. */
const IN_THREADS = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;

const COUNT_KEPT_MS = 60_000;

/** Answers what rooms ask of the platform, from the client's small caches and, for counts, from Discord. */
export function discordPlatform(client: Client, now: () => Date): ProposalPlatform {
  const counts = new Map<string, { count: number; at: number }>();
  return {
    async memberCount(guildId) {
      const kept = counts.get(guildId);
      if (kept !== undefined && now().getTime() - kept.at < COUNT_KEPT_MS) return kept.count;
      const guild = await client.guilds.fetch({
        guild: guildId,
        withCounts: true,
        force: true,
        cache: false,
      });
      const count = guild.approximateMemberCount ?? 0;
      counts.set(guildId, { count, at: now().getTime() });
      return count;
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
      const held = channel.permissionsFor(self);
      const needed = channel.isThread() ? IN_THREADS : POSTING;
      return Promise.resolve(
        Object.entries(needed)
          .filter(([, bit]) => held?.has(bit) !== true)
          .map(([name]) => name),
      );
    },
  };
}

/** The language of what everyone in a server sees, when it has set none. */
export function guildLocale(client: Client, guildId: string): string | undefined {
  return client.guilds.cache.get(guildId)?.preferredLocale;
}
