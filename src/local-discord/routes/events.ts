import type { APIGuildScheduledEvent } from 'discord.js';
import { DiscordError, refuse } from '../discord-error.js';
import { INTENTS } from '../gateway.js';
import { incomingOf, noContent, ok } from '../http/route.js';
import { hasInGuild } from '../people.js';
import { userPayload } from '../payloads.js';
import { isUnfinished } from '../scheduled-events.js';
import { checkEvent } from '../validate/event-rules.js';
import { guildOf } from './guilds.js';
import type { Call, Route } from '../http/route.js';
import type { Json } from '../json.js';
import type { PermissionName } from '../types.js';

const PATH = '/guilds/:id/scheduled-events';

function requireOneOf(call: Call, ...names: PermissionName[]): void {
  const { core } = call;
  const has = names.some((name) => hasInGuild(core, call.param('id'), core.world.state.botId, name));
  if (!has) throw refuse.missingPermission();
}

/** Own events take the right to make them; those of others the right to manage all. */
function requireChanging(call: Call, event: APIGuildScheduledEvent): void {
  const own = event.creator_id === call.core.world.state.botId;
  requireOneOf(call, ...(own ? (['CreateEvents', 'ManageEvents'] as const) : (['ManageEvents'] as const)));
}

/** Also one that is over: only deleting takes it away. */
function eventOf(call: Call): APIGuildScheduledEvent {
  const guild = guildOf(call);
  const { events } = call.core.world.state;
  const event = events.find((one) => one.guild_id === guild.id && one.id === call.param('event'));
  if (!event) throw refuse.unknownEvent();
  return event;
}

const iso = (value: unknown) => (typeof value === 'string' ? new Date(value).toISOString() : null);

/** Fields of a body as the event keeps them; pictures become a made-up hash. */
function fields(body: Json): Json {
  const { image, scheduled_start_time: start, scheduled_end_time: end, ...rest } = body;
  const { name, description } = rest;
  return {
    ...rest,
    ...(typeof name === 'string' && { name: name.trim() }),
    ...(typeof description === 'string' && { description: description.trim() }),
    ...(start !== undefined && { scheduled_start_time: iso(start) }),
    ...(end !== undefined && { scheduled_end_time: iso(end) }),
    ...(image !== undefined && { image: image === null ? null : '0'.repeat(32) }),
  };
}

/** Scheduled events of a server. */
export const eventRoutes: Route[] = [
  {
    method: 'GET',
    path: PATH,
    run(call) {
      const guild = guildOf(call);
      const here = call.core.world.state.events.filter((event) => event.guild_id === guild.id);
      return ok(here.filter(isUnfinished));
    },
  },
  {
    method: 'POST',
    path: PATH,
    run(call) {
      const { core } = call;
      const guild = guildOf(call);
      const { body } = incomingOf(call);
      requireOneOf(call, 'CreateEvents');
      checkEvent(body, core.clock.now());
      const unfinished = core.world.state.events.filter((e) => e.guild_id === guild.id && isUnfinished(e));
      if (unfinished.length >= 100) {
        throw new DiscordError(
          400,
          30038,
          'Maximum number of uncompleted guild scheduled events reached (100)',
        );
      }
      const event = {
        id: core.ids.next(),
        guild_id: guild.id,
        channel_id: null,
        creator_id: core.world.state.botId,
        creator: userPayload(core.world.bot()),
        description: null,
        image: null,
        scheduled_end_time: null,
        recurrence_rule: null,
        entity_id: null,
        entity_metadata: null,
        status: 1,
        ...fields(body),
      } as unknown as APIGuildScheduledEvent;
      core.world.state.events.push(event);
      core.gateway.dispatch('GUILD_SCHEDULED_EVENT_CREATE', event, INTENTS.events);
      core.bus.emit({ type: 'state' });
      return ok(event);
    },
  },
  { method: 'GET', path: `${PATH}/:event`, run: (call) => ok(eventOf(call)) },
  {
    method: 'PATCH',
    path: `${PATH}/:event`,
    run(call) {
      const event = eventOf(call);
      const { body } = incomingOf(call);
      requireChanging(call, event);
      if (!isUnfinished(event)) throw new DiscordError(400, 180000, 'Cannot update a finished event');
      checkEvent(body, call.core.clock.now(), event);
      Object.assign(event, fields(body));
      call.core.gateway.dispatch('GUILD_SCHEDULED_EVENT_UPDATE', event, INTENTS.events);
      call.core.bus.emit({ type: 'state' });
      return ok(event);
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:event`,
    run(call) {
      const event = eventOf(call);
      requireChanging(call, event);
      const { state } = call.core.world;
      state.events = state.events.filter((one) => one !== event);
      call.core.gateway.dispatch('GUILD_SCHEDULED_EVENT_DELETE', event, INTENTS.events);
      call.core.bus.emit({ type: 'state' });
      return noContent;
    },
  },
];
