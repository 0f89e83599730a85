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
import type { Delivery, Item } from '../outbox/item.js';
import { composePost, type Post } from './posts.js';
import { renderView } from './render.js';

/** So long Discord surely recognises a nonce; after that the bot looks at its own messages first (threats section 4). */
const NONCE_HOLDS_MS = 120_000;

/** What a refusal by Discord means for an owed message; anything else may pass. */
const PARKED: Partial<Record<number, string>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'gone',
  [RESTJSONErrorCodes.UnknownGuild]: 'gone',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]: 'dms-closed',
  50_278: 'dms-closed',
};

/** Refusals that end when an organiser gives the bot its rights back. */
const MAY_NOT_POST: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  160_005,
]);

/** Brings owed messages to Discord: posts with their nonce, or edits of what was posted. */
export function createCourier(deps: AppDeps, client: Client) {
  return async (item: Item, now: Date): Promise<Delivery> => {
    const post = await composePost(deps, item, now);
    if (post === undefined) return { kind: 'dropped' };
    try {
      if (item.message !== undefined) return await edit(client, item.message, post);
      const channelId =
        item.target.kind === 'channel' ? item.target.channelId : await openDm(client, item.target.userId);
      const earlier = await findEarlier(client, item, channelId, post, now);
      return { kind: 'sent', channelId, messageId: earlier ?? (await send(client, item, channelId, post)) };
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      if (error.code === RESTJSONErrorCodes.UnknownMessage) return { kind: 'dropped' };
      if (MAY_NOT_POST.has(error.code)) return { kind: 'failed', reason: 'may-not-post', slow: true };
      const reason = PARKED[Number(error.code)];
      return reason === undefined
        ? { kind: 'failed', reason: `discord-${String(error.code)}` }
        : { kind: 'parked', reason };
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
  await client.rest.patch(Routes.channelMessage(at.channelId, at.messageId), { body });
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
 * message is looked for among the bot's own: same embed and buttons, not older than the first attempt.
 */
async function findEarlier(
  client: Client,
  item: Item,
  channelId: string,
  post: Post,
  now: Date,
): Promise<string | undefined> {
  const began = item.claimedAt ?? (item.attempts > 0 ? item.owedAt : undefined);
  if (began === undefined || now.getTime() - Date.parse(began) < NONCE_HOLDS_MS) return undefined;
  const recent = (await client.rest.get(Routes.channelMessages(channelId), {
    query: new URLSearchParams({ limit: '100' }),
  })) as APIMessage[];
  const wanted = fingerprint(renderView(post.view));
  return recent.find(
    (message) =>
      message.author.id === client.user?.id &&
      Date.parse(message.timestamp) >= Date.parse(item.owedAt) - 5_000 &&
      fingerprint(message) === wanted,
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
