import { commandsFor } from './command-lookup.js';
import { canWrite, openDm } from './people.js';
import { can } from './permissions.js';
import type { Core } from './core.js';
import type { PageMessage, PagePerson, PageState } from './page-api.js';
import type { StoredChannel, StoredMessage, StoredPerson } from './types.js';

/** Everything the page shows around the messages, for one person. */
export function pageState(core: Core, person: StoredPerson): PageState {
  const { world } = core;
  const shown = world.state.people.filter((one) => one.listed);
  const dm = openDm(core, person);
  return {
    now: core.clock.now().toISOString(),
    botOnline: core.gateway.connected,
    people: shown.map(pagePerson),
    servers: world.guildsOf(person.id).map((guild) => ({
      id: guild.id,
      name: guild.name,
      roles: guild.roles.map(({ id, name, color }) => ({ id, name, color })),
      members: guild.members
        .filter((member) => shown.some((one) => one.id === member.personId))
        .map((member) => ({ id: member.personId, roles: member.roles })),
      channels: world.state.channels
        .filter((channel) => channel.guildId === guild.id && can(world, channel, person.id))
        .map((channel) => pageChannel(core, channel, person)),
    })),
    dms: [{ id: dm.id, with: world.bot().name }],
    commands: commandsFor(core, person),
  };
}

function pagePerson(person: StoredPerson): PagePerson {
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
