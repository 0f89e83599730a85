import { commandsFor } from './command-lookup.js';
import { canWrite, openDm } from './people.js';
import { can } from './permissions.js';
import type { Core } from './core.js';
import type { PageMember, PageMessage, PagePerson, PageServerOutline, PageState } from './page-api.js';
import type {
  StoredChannel,
  StoredGuild,
  StoredMember,
  StoredMessage,
  StoredPerson,
  StoredRole,
} from './types.js';

/** Everything the page shows around the messages, for one person. */
export function pageState(core: Core, person: StoredPerson): PageState {
  const { world } = core;
  const shown = world.state.people.filter((one) => one.listed);
  const dm = openDm(core, person);
  return {
    now: core.clock.now().toISOString(),
    botOnline: core.gateway.connected,
    people: shown.map(pagePerson),
    allServers: world.state.guilds.map((guild) => outline(core, guild)),
    servers: world.guildsOf(person.id).map((guild) => ({
      ...outline(core, guild),
      channels: world.state.channels
        .filter((channel) => channel.guildId === guild.id && can(world, channel, person.id))
        .map((channel) => pageChannel(core, channel, person)),
    })),
    dms: [{ id: dm.id, with: world.bot().name }],
    commands: commandsFor(core, person),
  };
}

function outline(core: Core, guild: StoredGuild): PageServerOutline {
  const holders = new Map<string, number>([[guild.id, guild.members.length]]);
  for (const role of guild.members.flatMap((member) => member.roles)) {
    holders.set(role, (holders.get(role) ?? 0) + 1);
  }
  return {
    id: guild.id,
    name: guild.name,
    roles: guild.roles.map((role) => ({
      id: role.id,
      name: role.name,
      color: role.color,
      count: holders.get(role.id) ?? 0,
      givable: isGivable(guild, role),
    })),
    members: guild.members.filter((member) => core.world.person(member.personId)?.listed).map(pageMember),
  };
}

/** A membership as the page shows it. */
export function pageMember(member: StoredMember): PageMember {
  return { id: member.personId, roles: member.roles };
}

/** Whether people can be given a role: everybody has the first one, and a bot's own goes with the bot. */
export function isGivable(guild: StoredGuild, role: StoredRole): boolean {
  return role.id !== guild.id && role.botId === undefined;
}

/** A person as the page shows them. */
export function pagePerson(person: StoredPerson): PagePerson {
  const { id, name, note, acceptsDms, bot } = person;
  return { id, name, note, acceptsDms, bot };
}

function pageChannel(core: Core, channel: StoredChannel, person: StoredPerson) {
  return {
    id: channel.id,
    name: channel.name ?? '',
    ...(channel.topic !== undefined && { topic: channel.topic }),
    canRead: can(core.world, channel, person.id, 'ReadMessageHistory'),
    canSend: canWrite(core, channel, person.id),
  };
}

/** A message as the page shows it. */
export function pageMessage(stored: StoredMessage): PageMessage {
  return {
    message: stored.message,
    ephemeral: stored.privateTo !== undefined,
    thinking: stored.thinking ?? false,
  };
}
