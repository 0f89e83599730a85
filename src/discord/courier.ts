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
import type { Delivery, Item } from '../outbox/item.js';
import { composePost, type Post } from './posts.js';
import { countsAgainstChannel, deliveryAfter } from './refused-delivery.js';
import { renderView } from './render.js';

/** So long Discord surely recognises a nonce; after that the bot looks at its own messages first (threats section 4). */
const NONCE_HOLDS_MS = 120_000;

/** By so much the clocks of the bot and of Discord may differ where messages are looked for. */
const CLOCKS_DIFFER_MS = 35_000;

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

  const channelOf = async ({ target }: Item): Promise<string> => {
    if (target.kind === 'channel') return target.channelId;
    const known = dms.get(target.userId);
    if (known !== undefined) return known;
    const opened = await openDm(client, target.userId);
    if (dms.size >= DMS_KEPT) dms.clear();
    dms.set(target.userId, opened);
    return opened;
  };

  const bring = async (item: Item, post: Post, now: Date): Promise<Delivery> => {
    if (item.message !== undefined) return edit(client, item.message, post);
    const channelId = await channelOf(item);
    const messageId =
      (await findEarlier(deps, client, item, channelId, sent, now)) ??
      (await send(client, item, channelId, post));
    if (sent.size >= SENT_KEPT) sent.clear();
    sent.add(messageId);
    return { kind: 'sent', channelId, messageId };
  };

  return async (item: Item, now: Date): Promise<Delivery> => {
    const { target } = item;
    let post: Post | undefined;
    try {
      post = await composePost(deps, item, now);
    } catch (error) {
      deps.log.error({ about: item.about.kind, err: error }, 'a message could not be composed');
      return { kind: 'failed', reason: 'cannot-compose', tries: COMPOSE_TRIES };
    }
    if (post === undefined) return { kind: 'dropped' };
    try {
      const delivery = await bring(item, post, now);
      if (target.kind === 'channel') breaker.reset(target.channelId);
      return delivery;
    } catch (error) {
      const delivery = deliveryAfter(error, target, now);
      if (delivery === undefined) throw error;
      if (target.kind === 'person') dms.delete(target.userId);
      else if (countsAgainstChannel(error) && delivery.kind !== 'dropped' && delivery.kind !== 'sent')
        breaker.refused(target.channelId, delivery.reason, now);
      return delivery;
    }
  };
}

async function send(client: Client, item: Item, channelId: string, post: Post): Promise<string> {
  const body: RESTPostAPIChannelMessageJSONBody = {
    ...messageOf(post),
    nonce: item.nonce,
    enforce_nonce: true,
  };
  const sent = (await client.rest.post(Routes.channelMessages(channelId), { body })) as APIMessage;
  return sent.id;
}

async function edit(
  client: Client,
  at: { channelId: string; messageId: string },
  post: Post,
): Promise<Delivery> {
  // Content is what pings; an edit says nothing new to anyone.
  const { content: _content, ...rest } = messageOf(post);
  const body: RESTPatchAPIChannelMessageJSONBody = rest;
  const route = Routes.channelMessage(at.channelId, at.messageId);
  try {
    await client.rest.patch(route, { body });
  } catch (error) {
    const archived = RESTJSONErrorCodes.InvalidActionOnArchivedThread;
    if (!(error instanceof DiscordAPIError) || error.code !== archived) throw error;
    // Posting opens an archived thread by itself, editing does not.
    await client.rest.patch(Routes.channel(at.channelId), { body: { archived: false } });
    await client.rest.patch(route, { body });
  }
  return { kind: 'sent', ...at };
}

async function openDm(client: Client, userId: string): Promise<string> {
  const channel = (await client.rest.post(Routes.userChannels(), {
    body: { recipient_id: userId },
  })) as APIDMChannel;
  return channel.id;
}

/**
 * After a crash (or a lost answer) between sending and recording, the nonce protects for a few minutes. Later, the
 * message is looked for among the bot's own: same embed and buttons as it has now or would have had then, not older
 * than the first attempt whose end nobody knows, and not known to be another's (`others`).
 */
async function findEarlier(
  deps: AppDeps,
  client: Client,
  item: Item,
  channelId: string,
  others: ReadonlySet<string>,
  now: Date,
): Promise<string | undefined> {
  const began = item.unsureAt ?? item.claimedAt;
  if (began === undefined || now.getTime() - Date.parse(began) < NONCE_HOLDS_MS) return undefined;
  const recent = (await client.rest.get(Routes.channelMessages(channelId), {
    query: new URLSearchParams({ limit: '100' }),
  })) as APIMessage[];
  const wanted = new Set<string>();
  for (const at of [new Date(began), now]) {
    // A text that says "late" now did not when it was sent in time.
    const post = await composePost(deps, item, at);
    if (post !== undefined) wanted.add(fingerprint(renderView(post.view)));
  }
  return recent.find(
    (message) =>
      message.author.id === client.user?.id &&
      !others.has(message.id) &&
      Date.parse(message.timestamp) >= Date.parse(began) - CLOCKS_DIFFER_MS &&
      wanted.has(fingerprint(message)),
  )?.id;
}

/** What makes a message recognisable: its buttons where it has some (their ids name what it is about), else its text. */
function fingerprint(message: Pick<APIMessage, 'embeds'> & { components?: unknown }): string {
  const ids = JSON.stringify(message.components ?? []).match(/"custom_id":"[^"]+"/gu);
  const [embed] = message.embeds;
  return ids?.join() ?? `${embed?.title ?? ''}\n${embed?.description ?? ''}`;
}

function messageOf({ view, mentionRoleId }: Post) {
  return {
    ...renderView(view),
    ...(mentionRoleId === undefined ? {} : { content: `<@&${mentionRoleId}>` }),
    allowed_mentions: { parse: [], roles: mentionRoleId === undefined ? [] : [mentionRoleId] },
  };
}
