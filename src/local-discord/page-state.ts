import { commandsFor } from './command-lookup.js';
import { localised } from './localised.js';
import { canWrite, openDm } from './people.js';
import { can } from './permissions.js';
import { seenEvents } from './scheduled-events.js';
import { seenThread } from './seen-message.js';
import { isThread, threadOn } from './threads.js';
import type { Core } from './core.js';
import type {
  PageChannel,
  PageMember,
  PageMessage,
  PagePerson,
  PageScheduledEvent,
  PageServerOutline,
  PageState,
} from './page-api.js';
import type { SeenEvent } from './scheduled-events.js';
import type { World } from './world.js';
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
      channels: channelsOf(core, guild, person).map((channel) => pageChannel(core, channel, person)),
      events: seenEvents(world, guild).map(pageEvent),
    })),
    dms: [{ id: dm.id, with: world.bot().name }],
    commands: commandsFor(core, person).map(({ command, ...of }) => ({
      ...of,
      command: localised(command, person.locale),
    })),
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

/** The channels somebody sees, each followed by its public threads. */
function channelsOf(core: Core, guild: StoredGuild, person: StoredPerson): StoredChannel[] {
  const { world } = core;
  const visible = world.state.channels.filter(
    (one) => one.guildId === guild.id && can(world, one, person.id),
  );
  const threadsOf = (id: string) => visible.filter((one) => one.type === 11 && one.parentId === id);
  return visible
    .filter((channel) => !isThread(channel))
    .flatMap((channel) => [channel, ...threadsOf(channel.id)]);
}

function pageEvent(event: SeenEvent): PageScheduledEvent {
  const { id, name, description, location, status, creator, start, end } = event;
  return {
    ...{ id, name, description, location, status, creator },
    start: start.toISOString(),
    ...(end && { end: end.toISOString() }),
  };
}

function pageChannel(core: Core, channel: StoredChannel, person: StoredPerson): PageChannel {
  const { parentId: parent, archived = false, locked = false } = channel;
  return {
    id: channel.id,
    name: channel.name ?? '',
    ...(channel.topic !== undefined && { topic: channel.topic }),
    canRead: can(core.world, channel, person.id, 'ReadMessageHistory'),
    canSend: canWrite(core, channel, person.id),
    ...(parent !== undefined && { thread: { parent, archived, locked } }),
  };
}

/** A message as the page shows it. */
export function pageMessage(world: World, stored: StoredMessage): PageMessage {
  const thread = threadOn(world, stored);
  return {
    message: stored.message,
    ephemeral: stored.privateTo !== undefined,
    thinking: stored.thinking ?? false,
    ...(thread && { thread: seenThread(world, thread) }),
  };
}
