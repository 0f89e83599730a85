import { DiscordError, refuse } from '../discord-error.js';
import { incomingOf, ok } from '../http/route.js';
import { channelPayload, guildPayload, userPayload } from '../payloads.js';
import { openDm } from '../people.js';
import { checkSchema, spec } from '../validate/spec.js';
import type { Call, Route } from '../http/route.js';

const gatewayUrl = (call: Call) => call.core.gateway.address();

function application(call: Call) {
  const bot = call.core.world.bot();
  return ok({
    id: bot.id,
    name: bot.name,
    icon: null,
    description: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    approximate_guild_count: call.core.world.guildsOf(bot.id).length,
    integration_types_config: { '0': {} },
    bot: userPayload(bot),
    owner: null,
    team: null,
    summary: '',
  });
}

/** The bot itself, its application, the gateway's address, accounts, DMs. */
export const userRoutes: Route[] = [
  { method: 'GET', path: '/gateway', open: true, run: (call) => ok({ url: gatewayUrl(call) }) },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: (call) =>
      ok({
        url: gatewayUrl(call),
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
      }),
  },
  { method: 'GET', path: '/users/@me', run: (call) => ok(userPayload(call.core.world.bot())) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: ({ core }) => ok(core.world.guildsOf(core.world.state.botId).map(guildPayload)),
  },
  { method: 'GET', path: '/applications/@me', run: application },
  { method: 'GET', path: '/oauth2/applications/@me', run: application },
  {
    method: 'GET',
    path: '/users/:id',
    run(call) {
      const person = call.core.world.person(call.param('id'));
      if (!person) throw refuse.unknownUser();
      return ok(userPayload(person));
    },
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    run(call) {
      const { body } = incomingOf(call);
      checkSchema(body, spec.CreatePrivateChannelRequestSchema);
      const person = call.core.world.person(typeof body.recipient_id === 'string' ? body.recipient_id : '');
      if (!person || person.bot) throw new DiscordError(400, 50033, 'Invalid Recipient(s)');
      return ok(channelPayload(call.core.world, openDm(call.core, person)));
    },
  },
];
