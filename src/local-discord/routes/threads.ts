import { DiscordError, refuse } from '../discord-error.js';
import { created, incomingOf, noContent, ok } from '../http/route.js';
import { channelPayload } from '../payloads.js';
import { requireRights, visibleChannel } from '../people.js';
import { isThread, openThread } from '../threads.js';
import { complaints } from '../validate/error-tree.js';
import { checkSchema, spec } from '../validate/spec.js';
import { guildOf } from './guilds.js';
import type { Json } from '../json.js';
import type { Call, Reply, Route } from '../http/route.js';
import type { StoredChannel } from '../types.js';

/** Throws 50035 where a thread's name is nothing but blanks, which the schemas let pass. */
export function checkThreadName(body: Json): void {
  const errors = complaints();
  if (typeof body.name === 'string' && body.name.trim() === '') {
    errors.add(['name'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  errors.end();
}

function open(call: Call, parent: StoredChannel, body: Json, id: string, type: 11 | 12): Reply {
  if (parent.type !== 0) throw new DiscordError(400, 50024, 'Cannot execute action on this channel type');
  requireRights(call.core, parent, type === 11 ? 'CreatePublicThreads' : 'CreatePrivateThreads');
  const minutes = body.auto_archive_duration;
  const thread = openThread(call.core, parent, {
    id,
    type,
    name: String(body.name).trim(),
    autoArchiveMinutes: typeof minutes === 'number' ? minutes : 4320,
  });
  return created(channelPayload(call.core.world, thread));
}

function threadsOf(call: Call, belongs: (channel: StoredChannel) => boolean): Reply {
  const { world } = call.core;
  const threads = world.state.channels.filter((channel) => isThread(channel) && belongs(channel));
  return ok({
    threads: threads.map((thread) => channelPayload(world, thread)),
    members: [],
    has_more: false,
  });
}

/** Threads: from a message, or on their own. Without a type a thread on its own is private. */
export const threadRoutes: Route[] = [
  {
    method: 'POST',
    path: '/channels/:id/messages/:message/threads',
    run(call) {
      const parent = visibleChannel(call.core, call.param('id'));
      const { body } = incomingOf(call);
      checkSchema(body, spec.CreateTextThreadWithMessageRequestSchema);
      checkThreadName(body);
      const stored = call.core.world.message(parent.id, call.param('message'));
      if (!stored || stored.privateTo !== undefined) throw refuse.unknownMessage();
      if (call.core.world.channel(stored.message.id)) {
        throw new DiscordError(400, 160004, 'A thread has already been created for this message');
      }
      return open(call, parent, body, stored.message.id, 11);
    },
  },
  {
    method: 'POST',
    path: '/channels/:id/threads',
    run(call) {
      const parent = visibleChannel(call.core, call.param('id'));
      const { body } = incomingOf(call);
      checkSchema(body, spec.CreateTextThreadWithoutMessageRequestSchema);
      checkThreadName(body);
      return open(call, parent, body, call.core.ids.next(), body.type === 11 ? 11 : 12);
    },
  },
  {
    method: 'GET',
    path: '/guilds/:id/threads/active',
    run(call) {
      const guild = guildOf(call);
      return threadsOf(call, (thread) => thread.guildId === guild.id && thread.archived !== true);
    },
  },
  {
    method: 'GET',
    path: '/channels/:id/threads/archived/public',
    run(call) {
      const parent = visibleChannel(call.core, call.param('id'));
      requireRights(call.core, parent, 'ReadMessageHistory');
      return threadsOf(
        call,
        ({ type, parentId, archived }) => type === 11 && parentId === parent.id && archived === true,
      );
    },
  },
  {
    method: 'PUT',
    path: '/channels/:id/thread-members/:user',
    run(call) {
      visibleChannel(call.core, call.param('id'));
      return noContent;
    },
  },
];
