import { PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

/**
 * Every right the bot uses, named as in Discord's own settings, and no other. The invite asks for exactly these; never
 * Administrator. What needs one of them names it from here.
 */
export const RIGHTS = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Create Events': PermissionFlagsBits.CreateEvents,
} as const;

export type Right = keyof typeof RIGHTS;

/** What posting a card, its outcome or a reminder needs in a channel. */
export const POSTING: readonly Right[] = [
  'View Channel',
  'Send Messages',
  'Embed Links',
  'Read Message History',
];

/** The same in a thread, where another right stands for sending. */
export const POSTING_IN_THREADS: readonly Right[] = [
  'View Channel',
  'Send Messages in Threads',
  'Embed Links',
  'Read Message History',
];

/** What a discussion below a card needs. */
export const THREADS: readonly Right[] = ['Create Public Threads', 'Send Messages in Threads'];

/** Pictures, calendars and records beside a post. */
export const FILES: readonly Right[] = ['Attach Files'];

/** Those of `wanted` that are not held; all where nothing is known of what is held. */
export function missingOf(
  held: Readonly<PermissionsBitField> | null | undefined,
  wanted: readonly Right[],
): Right[] {
  return wanted.filter((name) => held?.has(RIGHTS[name]) !== true);
}

/** The link with which somebody with Manage Server invites an application's bot. */
export function inviteFor(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: Object.values(RIGHTS)
      .reduce((all, bit) => all | bit, 0n)
      .toString(),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
