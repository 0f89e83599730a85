import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  type APIDMChannel,
  type APIMessage,
  type Client,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { Breaker } from '../outbox/breaker.js';
import type { Delivery, Item, Target } from '../outbox/item.js';
import { attachable } from './attaching.js';
import { bringEvent } from './event-delivery.js';
import { findEarlier } from './find-earlier.js';
import { composePost, type Post } from './posts.js';
import { countsAgainstChannel, deliveryAfter } from './refused-delivery.js';
import { renderFiles, renderView } from './render.js';
import { bringThread } from './thread-delivery.js';

/** What cannot be composed will hardly ever be; after so many attempts, some minutes, its owner is told. */
const COMPOSE_TRIES = 6;

/** So many people's channels are remembered, which saves a request for each message to them. */
const DMS_KEPT = 5_000;

/** So many messages are known not to be what is looked for after a lost answer. */
const SENT_KEPT = 10_000;

/** Brings owed messages to Discord: posts with their nonce, or edits of what was posted. */
export function createCourier(deps: AppDeps, client: Client, breaker: Breaker) {
  const dms = new Map<string, string>();
  const sent = new Set<string>();

  const channelOf = async (target: Exclude<Target, { kind: 'server' }>): Promise<string> => {
    if (target.kind === 'channel') return target.channelId;
    const known = dms.get(target.userId);
    if (known !== undefined) return known;
    const opened = await openDm(client, target.userId);
    if (dms.size >= DMS_KEPT) dms.clear();
    dms.set(target.userId, opened);
    return opened;
  };

  const bringPost = async (item: Item, now: Date): Promise<Delivery> => {
    const { target } = item;
    let post: Post | undefined;
    try {
      post = await composePost(deps, item, now);
    } catch (error) {
      deps.log.error({ about: item.about.kind, err: error }, 'a message could not be composed');
      return { kind: 'failed', reason: 'cannot-compose', tries: COMPOSE_TRIES };
    }
    if (post === undefined || target.kind === 'server') return { kind: 'dropped' };
    const sendable = await attachable(deps, client, target, post);
    if (item.message !== undefined) return edit(client, item.message, sendable);
    const channelId = await channelOf(target);
    const messageId =
      (await findEarlier(deps, client, { item, channelId, others: sent, now })) ??
      (await send(client, item, channelId, sendable));
    // It may have been there before, as it was composed then.
    const unsure = item.unsureAt !== undefined || item.claimedAt !== undefined;
    if (unsure && post.standing === true) await edit(client, { channelId, messageId }, sendable);
    if (sent.size >= SENT_KEPT) sent.clear();
    sent.add(messageId);
    return { kind: 'sent', channelId, messageId };
  };

  return async (item: Item, now: Date): Promise<Delivery> => {
    const { about, target } = item;
    if (about.kind === 'thread') return bringThread(deps, client, about, now);
    try {
      const delivery =
        about.kind === 'event'
          ? await bringEvent(deps, client, { item, about, now })
          : await bringPost(item, now);
      if (target.kind === 'channel' && delivery.kind === 'sent') breaker.reset(target.channelId);
      return delivery;
    } catch (error) {
      const delivery = deliveryAfter(error, target, now);
      if (delivery === undefined) throw error;
      if (target.kind === 'person') dms.delete(target.userId);
      else if (target.kind === 'channel' && countsAgainstChannel(error) && 'reason' in delivery)
        breaker.refused(target.channelId, delivery.reason, now);
      return delivery;
    }
  };
}

async function send(client: Client, item: Item, channelId: string, post: Post): Promise<string> {
  const { files, attachments } = renderFiles(post.view);
  const body: RESTPostAPIChannelMessageJSONBody = {
    ...messageOf(post),
    ...(files.length > 0 ? { attachments } : {}),
    nonce: item.nonce,
    enforce_nonce: true,
  };
  const sent = (await client.rest.post(Routes.channelMessages(channelId), { body, files })) as APIMessage;
  return sent.id;
}

async function edit(
  client: Client,
  at: { channelId: string; messageId: string },
  post: Post,
): Promise<Delivery> {
  // Content is what pings; an edit says nothing new to anyone.
  const { content: _content, ...rest } = messageOf(post);
  const { files, attachments } = renderFiles(post.view);
  // Said every time: what is not in the list is taken off the message.
  const body: RESTPatchAPIChannelMessageJSONBody = { ...rest, attachments };
  const route = Routes.channelMessage(at.channelId, at.messageId);
  try {
    await client.rest.patch(route, { body, files });
  } catch (error) {
    const archived = RESTJSONErrorCodes.InvalidActionOnArchivedThread;
    if (!(error instanceof DiscordAPIError) || error.code !== archived) throw error;
    // Posting opens an archived thread by itself, editing does not.
    await client.rest.patch(Routes.channel(at.channelId), { body: { archived: false } });
    await client.rest.patch(route, { body, files });
  }
  return { kind: 'sent', ...at };
}

async function openDm(client: Client, userId: string): Promise<string> {
  const channel = (await client.rest.post(Routes.userChannels(), {
    body: { recipient_id: userId },
  })) as APIDMChannel;
  return channel.id;
}

function messageOf({ view, mentionRoleId }: Post) {
  return {
    ...renderView(view),
    ...(mentionRoleId === undefined ? {} : { content: `<@&${mentionRoleId}>` }),
    allowed_mentions: { parse: [], roles: mentionRoleId === undefined ? [] : [mentionRoleId] },
  };
}
