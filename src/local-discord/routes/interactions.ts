import { answerInteraction, answerMessage, deleteAnswer, editAnswer, followUp } from '../answers.js';
import { refuse } from '../discord-error.js';
import { incomingOf, noContent, ok } from '../http/route.js';
import type { Call, Reply, Route } from '../http/route.js';

function callback(call: Call): Reply {
  const live = call.interactions.forCallback(call.param('id'), call.param('token'));
  const incoming = incomingOf(call);
  const stored = answerInteraction(call.core, call.interactions, live, incoming);
  if (call.query.get('with_response') !== 'true') return noContent;
  return ok({
    interaction: {
      id: live.id,
      type: live.plan.type,
      ...(stored && {
        response_message_id: stored.message.id,
        response_message_loading: stored.thinking ?? false,
        response_message_ephemeral: stored.privateTo !== undefined,
      }),
      channel_id: live.channel.id,
      ...(live.channel.guildId && { guild_id: live.channel.guildId }),
    },
    resource: { type: incoming.body.type, ...(stored && { message: stored.message }) },
  });
}

function live(call: Call) {
  if (call.param('id') !== call.core.world.state.botId) throw refuse.unknownWebhook();
  return call.interactions.forWebhook(call.param('token'));
}

const MESSAGE = '/webhooks/:id/:token/messages/:message';

/** First answers to interactions, and what may be done afterwards with their token. */
export const interactionRoutes: Route[] = [
  { method: 'POST', path: '/interactions/:id/:token/callback', open: true, run: callback },
  {
    method: 'POST',
    path: '/webhooks/:id/:token',
    open: true,
    run: (call) => ok(followUp(call.core, live(call), incomingOf(call)).message),
  },
  {
    method: 'GET',
    path: MESSAGE,
    open: true,
    run: (call) => ok(answerMessage(call.core, live(call), call.param('message')).message),
  },
  {
    method: 'PATCH',
    path: MESSAGE,
    open: true,
    run: (call) => ok(editAnswer(call.core, live(call), call.param('message'), incomingOf(call)).message),
  },
  {
    method: 'DELETE',
    path: MESSAGE,
    open: true,
    run(call) {
      deleteAnswer(call.core, live(call), call.param('message'));
      return noContent;
    },
  },
];
