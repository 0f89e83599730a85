import { channelPayload, memberPayload, rolePayload, userPayload } from './payloads.js';
import { permissionsIn } from './permissions.js';
import { memberOf } from './world.js';
import type { Core } from './core.js';
import type { Json } from './json.js';
import type { StoredChannel, StoredMessage, StoredPerson } from './types.js';

/** What a person did, ready to be sent to the bot. */
export interface InteractionPlan {
  /** 2 command, 3 component, 4 autocomplete, 5 form. */
  type: 2 | 3 | 4 | 5;
  person: StoredPerson;
  channel: StoredChannel;
  data: Json;
  /** The message whose component was used, also where a form was opened from one. */
  source?: StoredMessage;
  /** For the record: command with subcommands, names of the options used. */
  command?: string;
  options?: string[];
}

/** The body of INTERACTION_CREATE, in a server with the member, in a DM with the user. */
export function interactionPayload(core: Core, plan: InteractionPlan, id: string, token: string): Json {
  const { world } = core;
  const { channel, person } = plan;
  const guild = world.guild(channel.guildId ?? '');
  const member = guild && memberOf(guild, person.id);
  const rights = permissionsIn(world, channel, person.id).toString();
  const shared: Json = {
    id,
    application_id: world.state.botId,
    type: plan.type,
    token,
    version: 1,
    data: plan.data,
    channel_id: channel.id,
    channel: { ...channelPayload(world, channel), permissions: rights },
    app_permissions: permissionsIn(world, channel, world.state.botId).toString(),
    locale: person.locale,
    entitlements: [],
    attachment_size_limit: 10 * 2 ** 20,
    ...(plan.source && { message: plan.source.message }),
  };
  if (!guild) {
    return {
      ...shared,
      user: userPayload(person),
      context: 1,
      authorizing_integration_owners: { '0': '0' },
    };
  }
  return {
    ...shared,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    ...(member && { member: { ...memberPayload(world, member), permissions: rights } }),
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  };
}

/** The people, roles and channels that options or menus name, as Discord puts them beside the ids. */
export function resolvedPayload(
  core: Core,
  here: StoredChannel,
  personId: string,
  ids: readonly string[],
): Json {
  const { world } = core;
  const guild = world.guild(here.guildId ?? '');
  const tables = { users: {} as Json, members: {} as Json, roles: {} as Json, channels: {} as Json };
  for (const id of ids) {
    const person = world.person(id);
    if (person) {
      tables.users[id] = userPayload(person);
      const member = guild && memberOf(guild, id);
      if (member) {
        const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberPayload(world, member);
        tables.members[id] = { ...rest, permissions: permissionsIn(world, here, id).toString() };
      }
    }
    const role = guild?.roles.find((one) => one.id === id);
    if (role) tables.roles[id] = rolePayload(role);
    const channel = world.channel(id);
    if (channel && channel.guildId === here.guildId) {
      tables.channels[id] = {
        ...channelPayload(world, channel),
        permissions: permissionsIn(world, channel, personId).toString(),
        app_permissions: permissionsIn(world, channel, world.state.botId).toString(),
      };
    }
  }
  return Object.fromEntries(Object.entries(tables).filter(([, table]) => Object.keys(table).length > 0));
}
