import { incomingOf, noContent, ok } from '../http/route.js';
import { channelPayload } from '../payloads.js';
import { requireRights, requireWriting, visibleChannel } from '../people.js';
import { DiscordError, refuse } from '../discord-error.js';
import { changeThread, deleteThread, isThread } from '../threads.js';
import { checkSchema, spec } from '../validate/spec.js';
import { checkThreadName } from './threads.js';
import type { Json } from '../json.js';
import type { Call, Route } from '../http/route.js';
import type { StoredChannel } from '../types.js';

/** What only those who manage threads may change. */
const MANAGED = ['locked', 'rate_limit_per_user'];

/** Throws where the bot may not change a thread in this way. */
function requireChanging(call: Call, thread: StoredChannel, body: Json): void {
  const { core } = call;
  if (MANAGED.some((key) => key in body)) return requireRights(core, thread, 'ManageThreads');
  // Who may write in a thread may open it again, unless it is locked; anything else is for whoever began it.
  if (thread.locked === true && body.archived === false) requireRights(core, thread, 'ManageThreads');
  const opens = body.archived === false && Object.keys(body).length === 1;
  if (opens) requireWriting(core, thread);
  else if (thread.ownerId !== core.world.state.botId) requireRights(core, thread, 'ManageThreads');
}

/** A thread the bot can see; it manages no other channels. */
function threadOf(call: Call): StoredChannel {
  const channel = visibleChannel(call.core, call.param('id'));
  if (!isThread(channel)) throw refuse.missingPermission();
  return channel;
}

/** Channels as such. Only threads can be changed: the bot manages no channels. */
export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/channels/:id',
    run: (call) => ok(channelPayload(call.core.world, visibleChannel(call.core, call.param('id')))),
  },
  {
    method: 'PATCH',
    path: '/channels/:id',
    run(call) {
      const thread = threadOf(call);
      const { body } = incomingOf(call);
      checkSchema(body, spec.UpdateThreadRequestPartialSchema);
      checkThreadName(body);
      requireChanging(call, thread, body);
      const { name, archived, locked, auto_archive_duration: minutes } = body;
      if (thread.archived && archived !== false) throw new DiscordError(400, 50083, 'Thread is archived');
      changeThread(call.core, thread, {
        ...(typeof name === 'string' && { name: name.trim() }),
        ...(typeof archived === 'boolean' && { archived }),
        ...(typeof locked === 'boolean' && { locked }),
        ...(typeof minutes === 'number' && { autoArchiveMinutes: minutes }),
      });
      return ok(channelPayload(call.core.world, thread));
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:id',
    run(call) {
      const thread = threadOf(call);
      requireRights(call.core, thread, 'ManageThreads');
      const payload = channelPayload(call.core.world, thread);
      deleteThread(call.core, thread);
      return ok(payload);
    },
  },
  {
    method: 'POST',
    path: '/channels/:id/typing',
    run(call) {
      requireWriting(call.core, visibleChannel(call.core, call.param('id')));
      return noContent;
    },
  },
];
