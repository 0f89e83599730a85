import { refuse } from '../discord-error.js';
import { ok } from '../http/route.js';
import { channelPayload, guildPayload, memberPayload, rolePayload } from '../payloads.js';
import { memberOf } from '../world.js';
import type { Call, Route } from '../http/route.js';
import type { StoredGuild } from '../types.js';

/** A server the bot is in; for any other one it is as if there were none. */
export function guildOf(call: Call): StoredGuild {
  const guild = call.core.world.guild(call.param('id'));
  if (!guild || !memberOf(guild, call.core.world.state.botId)) throw refuse.unknownGuild();
  return guild;
}

/** Servers: themselves, their channels, roles and members. */
export const guildRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:id',
    run(call) {
      const guild = guildOf(call);
      const counts = call.query.get('with_counts') === 'true';
      const size = guild.members.length;
      return ok({
        ...guildPayload(guild),
        ...(counts && { approximate_member_count: size, approximate_presence_count: Math.ceil(size / 2) }),
      });
    },
  },
  {
    method: 'GET',
    path: '/guilds/:id/channels',
    run(call) {
      const guild = guildOf(call);
      const channels = call.core.world.state.channels.filter((c) => c.guildId === guild.id && c.type === 0);
      return ok(channels.map((channel) => channelPayload(call.core.world, channel)));
    },
  },
  { method: 'GET', path: '/guilds/:id/roles', run: (call) => ok(guildOf(call).roles.map(rolePayload)) },
  {
    method: 'GET',
    path: '/guilds/:id/roles/member-counts',
    run(call) {
      const guild = guildOf(call);
      const count = (role: string) => guild.members.filter((member) => member.roles.includes(role)).length;
      const roles = guild.roles.filter((role) => role.id !== guild.id);
      return ok(Object.fromEntries(roles.map((role) => [role.id, count(role.id)])));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:id/roles/:role',
    run(call) {
      const role = guildOf(call).roles.find((one) => one.id === call.param('role'));
      if (!role) throw refuse.unknownRole();
      return ok(rolePayload(role));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:id/members/:user',
    run(call) {
      const guild = guildOf(call);
      const id = call.param('user');
      const member = memberOf(guild, id === '@me' ? call.core.world.state.botId : id);
      if (!member) throw call.core.world.person(id) ? refuse.unknownMember() : refuse.unknownUser();
      return ok(memberPayload(call.core.world, member));
    },
  },
];
