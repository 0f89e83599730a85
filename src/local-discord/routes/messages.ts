import { DiscordError, refuse } from '../discord-error.js';
import { incomingOf, noContent, ok } from '../http/route.js';
import { createMessage, deleteMessage, editMessage } from '../messages.js';
import { firstOfNonce, rememberNonce } from '../nonces.js';
import { requireRights, requireWriting, visibleChannel } from '../people.js';
import { can } from '../permissions.js';
import { list, scalar } from '../json.js';
import { changeThread } from '../threads.js';
import { checkContents } from '../validate/contents.js';
import { checkMessage } from '../validate/message-rules.js';
import { spec } from '../validate/spec.js';
import type { Call, Reply, Route } from '../http/route.js';
import type { StoredChannel, StoredMessage } from '../types.js';

/** A message by channel routes: what is private does not exist for them. */
function publicMessage(call: Call): { channel: StoredChannel; stored: StoredMessage } {
  const channel = visibleChannel(call.core, call.param('id'));
  const stored = call.core.world.message(channel.id, call.param('message'));
  if (!stored || stored.privateTo !== undefined) throw refuse.unknownMessage();
  return { channel, stored };
}

function listMessages(call: Call): Reply {
  const channel = visibleChannel(call.core, call.param('id'));
  const { query } = call;
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new DiscordError(400, 50035, 'Invalid Form Body', {
      limit: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' }] },
    });
  }
  if (!can(call.core.world, channel, call.core.world.state.botId, 'ReadMessageHistory')) return ok([]);
  const all = call.core.world.messages(channel.id).filter((stored) => stored.privateTo === undefined);
  const newest = all.map((stored) => stored.message).reverse();
  const id = (message: { id: string }) => BigInt(message.id);
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  if (around) {
    const at = newest.findIndex((message) => id(message) <= BigInt(around));
    const from = Math.max(0, (at === -1 ? newest.length : at) - Math.floor(limit / 2));
    return ok(newest.slice(from, from + limit));
  }
  if (before) return ok(newest.filter((message) => id(message) < BigInt(before)).slice(0, limit));
  if (after) return ok(newest.filter((message) => id(message) > BigInt(after)).slice(-limit));
  return ok(newest.slice(0, limit));
}

function postMessage(call: Call): Reply {
  const { core } = call;
  const channel = visibleChannel(core, call.param('id'));
  const incoming = incomingOf(call);
  const { body } = incoming;
  checkMessage(body, spec.MessageCreateRequestSchema, 'create');
  checkContents(incoming);
  requireWriting(core, channel);
  if (incoming.uploads.length > 0) requireRights(core, channel, 'AttachFiles');
  const nonce = scalar(body.nonce);
  if (nonce !== undefined && body.enforce_nonce === true) {
    const first = firstOfNonce(core, nonce);
    if (first) {
      const stored = core.world.message(first.channelId, first.messageId);
      if (!stored) throw refuse.unknownMessage();
      return ok({ ...stored.message, nonce: body.nonce });
    }
  }
  const reference = body.message_reference as
    { message_id?: string; fail_if_not_exists?: boolean } | null | undefined;
  if (reference && reference.fail_if_not_exists !== false) {
    if (!core.world.message(channel.id, reference.message_id ?? '')) {
      throw new DiscordError(400, 50035, 'Invalid Form Body', {
        message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
      });
    }
  }
  // Without the right to embed links the embeds are dropped; a message of nothing else is refused.
  if (list(body.embeds).length > 0 && !can(core.world, channel, core.world.state.botId, 'EmbedLinks')) {
    delete body.embeds;
    const nothing = !body.content && list(body.components).length === 0 && incoming.uploads.length === 0;
    if (nothing) throw refuse.missingPermission();
  }
  if (channel.archived) changeThread(core, channel, { archived: false });
  const stored = createMessage(core, { channel, incoming });
  if (nonce !== undefined) rememberNonce(core, nonce, stored.message);
  return ok({ ...stored.message, ...(nonce !== undefined && { nonce: body.nonce }) });
}

/** Messages of a channel, written and read by the bot as itself. */
export const messageRoutes: Route[] = [
  { method: 'GET', path: '/channels/:id/messages', run: listMessages },
  {
    method: 'GET',
    path: '/channels/:id/messages/:message',
    run(call) {
      const { channel, stored } = publicMessage(call);
      requireRights(call.core, channel, 'ReadMessageHistory');
      return ok(stored.message);
    },
  },
  { method: 'POST', path: '/channels/:id/messages', run: postMessage },
  {
    method: 'PATCH',
    path: '/channels/:id/messages/:message',
    run(call) {
      const { channel, stored } = publicMessage(call);
      const incoming = incomingOf(call);
      checkMessage(incoming.body, spec.MessageEditRequestPartialSchema, 'edit', stored.message.flags ?? 0);
      if (stored.message.author.id !== call.core.world.state.botId) {
        throw new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
      }
      checkContents(incoming, stored);
      if (incoming.uploads.length > 0) requireRights(call.core, channel, 'AttachFiles');
      if (channel.archived) throw new DiscordError(400, 50083, 'Thread is archived');
      editMessage(call.core, stored, channel, incoming);
      return ok(stored.message);
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:id/messages/:message',
    run(call) {
      const { channel, stored } = publicMessage(call);
      const own = stored.message.author.id === call.core.world.state.botId;
      if (!own) requireRights(call.core, channel, 'ManageMessages');
      deleteMessage(call.core, stored, channel);
      return noContent;
    },
  },
];
