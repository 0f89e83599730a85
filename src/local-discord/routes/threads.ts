import { DiscordError, refuse } from '../discord-error.js';
import { INTENTS } from '../gateway.js';
import { created, incomingOf, noContent } from '../http/route.js';
import { channelPayload } from '../payloads.js';
import { requireRights, visibleChannel } from '../people.js';
import { checkSchema, spec } from '../validate/spec.js';
import type { Call, Reply, Route } from '../http/route.js';
import type { StoredChannel } from '../types.js';

function openThread(call: Call, parent: StoredChannel, id: string, type: 11 | 12): Reply {
  const { core } = call;
  const { body } = incomingOf(call);
  requireRights(core, parent, type === 11 ? 'CreatePublicThreads' : 'CreatePrivateThreads');
  const thread: StoredChannel = {
    id,
    type,
    name: String(body.name),
    position: 0,
    overwrites: [],
    parentId: parent.id,
    ownerId: core.world.state.botId,
    archived: false,
    autoArchiveMinutes: typeof body.auto_archive_duration === 'number' ? body.auto_archive_duration : 4320,
    ...(parent.guildId && { guildId: parent.guildId }),
  };
  core.world.state.channels.push(thread);
  const payload = { ...channelPayload(core.world, thread), newly_created: true };
  core.gateway.dispatch('THREAD_CREATE', payload, INTENTS.guilds);
  core.bus.emit({ type: 'state' });
  return created(payload);
}

/** Threads: from a message, or on their own. Without a type a thread on its own is private. */
export const threadRoutes: Route[] = [
  {
    method: 'POST',
    path: '/channels/:id/messages/:message/threads',
    run(call) {
      const parent = visibleChannel(call.core, call.param('id'));
      checkSchema(incomingOf(call).body, spec.CreateTextThreadWithMessageRequestSchema);
      const stored = call.core.world.message(parent.id, call.param('message'));
      if (!stored || stored.privateTo !== undefined) throw refuse.unknownMessage();
      if (parent.type !== 0) throw new DiscordError(400, 50024, 'Cannot execute action on this channel type');
      if (call.core.world.channel(stored.message.id)) {
        throw new DiscordError(400, 160004, 'A thread has already been created for this message');
      }
      return openThread(call, parent, stored.message.id, 11);
    },
  },
  {
    method: 'POST',
    path: '/channels/:id/threads',
    run(call) {
      const parent = visibleChannel(call.core, call.param('id'));
      const { body } = incomingOf(call);
      checkSchema(body, spec.CreateTextThreadWithoutMessageRequestSchema);
      if (parent.type !== 0) throw new DiscordError(400, 50024, 'Cannot execute action on this channel type');
      return openThread(call, parent, call.core.ids.next(), body.type === 11 ? 11 : 12);
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
