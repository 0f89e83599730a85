import { incomingOf, noContent, ok } from '../http/route.js';
import { channelPayload } from '../payloads.js';
import { requireWriting, visibleChannel } from '../people.js';
import { refuse } from '../discord-error.js';
import { INTENTS } from '../gateway.js';
import { checkSchema, spec } from '../validate/spec.js';
import type { Route } from '../http/route.js';

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
      const channel = visibleChannel(call.core, call.param('id'));
      if (channel.type !== 11 && channel.type !== 12) throw refuse.missingPermission();
      const { body } = incomingOf(call);
      checkSchema(body, spec.UpdateThreadRequestPartialSchema);
      // Who may write in a thread may open it again, unless it is locked; anything else is for whoever began it.
      const opens = body.archived === false && Object.keys(body).length === 1;
      if (opens) requireWriting(call.core, channel);
      else if (channel.ownerId !== call.core.world.state.botId) throw refuse.missingPermission();
      if (typeof body.name === 'string') channel.name = body.name;
      if (typeof body.archived === 'boolean') channel.archived = body.archived;
      if (typeof body.auto_archive_duration === 'number')
        channel.autoArchiveMinutes = body.auto_archive_duration;
      const payload = channelPayload(call.core.world, channel);
      call.core.gateway.dispatch('THREAD_UPDATE', payload, INTENTS.guilds);
      call.core.bus.emit({ type: 'state' });
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
