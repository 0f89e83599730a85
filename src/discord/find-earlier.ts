import { Routes, SnowflakeUtil, type APIMessage, type Client } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { Item } from '../outbox/item.js';
import { composePost } from './posts.js';
import { renderView } from './render.js';

/** So long Discord surely recognises a nonce; after that the bot looks at its own messages first (threats section 4). */
const NONCE_HOLDS_MS = 120_000;

/** By so much the clocks of the bot and of Discord may differ where messages are looked for. */
const CLOCKS_DIFFER_MS = 35_000;

/** As many messages as Discord gives at once, and so many times: in a channel where more was said since, the post is sent. */
const PAGE = 100;
const MOST_PAGES = 30;

/**
 * After a crash (or a lost answer) between sending and recording, the nonce protects for a few minutes. Later, the
 * message is looked for among the bot's own: same embed and buttons as it has now or would have had then, not older
 * than the first attempt whose end nobody knows, and not known to be another's (`others`). Resolves to its id.
 */
export async function findEarlier(
  deps: AppDeps,
  client: Client,
  { item, channelId, others, now }: { item: Item; channelId: string; others: ReadonlySet<string>; now: Date },
): Promise<string | undefined> {
  const began = item.unsureAt ?? item.claimedAt;
  if (began === undefined || now.getTime() - Date.parse(began) < NONCE_HOLDS_MS) return undefined;
  const wanted = new Set<string>();
  let standing = false;
  for (const at of [new Date(began), now]) {
    // A text that says "late" now did not when it was sent in time.
    const post = await composePost(deps, item, at);
    if (post === undefined) continue;
    standing = post.standing === true;
    wanted.add(fingerprint(renderView(post.view), standing));
  }
  const from = SnowflakeUtil.generate({ timestamp: Date.parse(began) - CLOCKS_DIFFER_MS });
  for await (const message of messagesAfter(client, channelId, String(from))) {
    const own = message.author.id === client.user?.id && !others.has(message.id);
    if (own && wanted.has(fingerprint(message, standing))) return message.id;
  }
  return undefined;
}

/** The messages of a channel after an id, up to a bound. */
async function* messagesAfter(client: Client, channelId: string, after: string): AsyncGenerator<APIMessage> {
  let last = after;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = (await client.rest.get(Routes.channelMessages(channelId), {
      query: new URLSearchParams({ after: last, limit: String(PAGE) }),
    })) as APIMessage[];
    yield* page;
    if (page.length < PAGE) return;
    last = page.map(({ id }) => id).reduce((one, other) => (BigInt(one) > BigInt(other) ? one : other));
  }
}

/** What makes a message recognisable: its buttons where it has some, whose ids name what it is about; see `Post.standing`. */
function fingerprint(
  message: Pick<APIMessage, 'embeds'> & { components?: unknown },
  standing: boolean,
): string {
  const ids = JSON.stringify(message.components ?? []).match(/"custom_id":"[^"]+"/gu);
  const [embed] = message.embeds;
  const text = `${embed?.title ?? ''}\n${embed?.description ?? ''}`;
  return ids?.join() ?? (standing ? (embed?.footer?.text ?? text) : text);
}
