import {
  ChannelType,
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  ThreadAutoArchiveDuration,
  type Client,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { About, Delivery } from '../outbox/item.js';
import { threadFor } from '../proposals/thread.js';
import { LIMITS } from './limits.js';
import { deliveryAfter } from './refused-delivery.js';
import { missingOf, THREADS } from './permissions.js';
import { cut } from './text.js';

/** Channels whose messages can have a thread. */
const WITH_THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
]);

/** The thread is there already: an earlier attempt, or somebody by hand. */
const DONE: ReadonlySet<number> = new Set([RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage]);
const MAY_NOT: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
]);
/** The card is gone, or in a channel of another kind. */
const NOT_HERE: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
]);

/**
 * Makes the thread of a card. A message has at most one, under the message's own id, so that an attempt of which nobody
 * knows how it ended can be repeated. What goes wrong here never keeps anything from being posted in the channel.
 */
export async function bringThread(
  deps: AppDeps,
  client: Client,
  about: Extract<About, { kind: 'thread' }>,
  now: Date,
): Promise<Delivery> {
  const card = await threadFor(deps, about);
  if (card === undefined) return { kind: 'dropped' };
  const { proposal, channelId, messageId } = card;
  const rights = missingThreadRights(client, about.guildId, channelId);
  if (rights === undefined) return { kind: 'dropped' };
  if (rights.length > 0) return { kind: 'parked', reason: 'may-not-thread' };
  const made: Delivery = { kind: 'sent', channelId, messageId };
  try {
    const body: RESTPostAPIChannelMessagesThreadsJSONBody = {
      name: cut(proposal.action.title, LIMITS.threadName),
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    };
    await client.rest.post(Routes.threads(channelId, messageId), { body });
    return made;
  } catch (error) {
    const code = error instanceof DiscordAPIError ? Number(error.code) : 0;
    if (DONE.has(code)) return made;
    if (NOT_HERE.has(code)) return { kind: 'dropped' };
    if (MAY_NOT.has(code)) return { kind: 'parked', reason: 'may-not-thread' };
    const delivery = deliveryAfter(error, { kind: 'channel', guildId: about.guildId, channelId }, now);
    if (delivery === undefined) throw error;
    return delivery;
  }
}

/**
 * Names of the rights the bot lacks for threads below cards in a channel; undefined where messages have none: in
 * threads, forums and the like, and where the bot does not see the channel.
 */
export function missingThreadRights(
  client: Client,
  guildId: string,
  channelId: string,
): string[] | undefined {
  const channel = client.channels.cache.get(channelId);
  const self = client.guilds.cache.get(guildId)?.members.me;
  if (channel === undefined || channel.isDMBased() || channel.guildId !== guildId || self == null)
    return undefined;
  if (!WITH_THREADS.has(channel.type)) return undefined;
  return missingOf(channel.permissionsFor(self), THREADS);
}
