import { openDm } from './people.js';
import { can } from './permissions.js';
import { createSeat } from './seat.js';
import { memberOf } from './world.js';
import { setMemberRoles, leaveGuild } from './world-changes.js';
import type { Core } from './core.js';
import type { Interactions } from './interactions.js';
import type { Seat } from './seat.js';
import type { StoredChannel, StoredGuild, StoredPerson } from './types.js';

/** Somebody of the world, acting through Discord's client. */
export interface Person {
  id: string;
  name: string;
  /** A channel they see: `Server name#channel`, `#channel` where only one has that name, or an id. */
  in(channel: string): Seat;
  /** Their DM channel with the bot. */
  dm(): Seat;
  acceptsDms(yes: boolean): void;
  /** Names of the servers they are in. */
  servers(): string[];
  /** Names of their roles in a server. */
  roles(server: string): string[];
  setRoles(server: string, roles: readonly string[]): void;
  leave(server: string): void;
}

/** The person of a name or id; throws naming everybody. */
export function storedPerson(core: Core, nameOrId: string): StoredPerson {
  const people = core.world.state.people.filter((person) => !person.bot && person.listed);
  const found = people.find((person) => person.id === nameOrId || person.name === nameOrId);
  if (found) return found;
  throw new Error(`There is no "${nameOrId}". People: ${people.map((person) => person.name).join(', ')}.`);
}

/** A server by name or id; throws naming those there are. */
export function storedGuild(core: Core, nameOrId: string): StoredGuild {
  const { guilds } = core.world.state;
  const found = guilds.find((guild) => guild.id === nameOrId || guild.name === nameOrId);
  if (found) return found;
  throw new Error(
    `There is no server "${nameOrId}". Servers: ${guilds.map((guild) => guild.name).join(', ')}.`,
  );
}

/** A channel by `Server name#channel`, `#channel` or id among those given; throws naming them. */
export function channelNamed(core: Core, among: readonly StoredChannel[], reference: string): StoredChannel {
  const full = (channel: StoredChannel) =>
    `${core.world.guild(channel.guildId ?? '')?.name ?? ''}#${channel.name ?? ''}`;
  const matching = among.filter(
    (channel) =>
      channel.id === reference ||
      full(channel) === reference ||
      (reference.startsWith('#') && `#${channel.name ?? ''}` === reference),
  );
  const [found] = matching;
  if (found && matching.length === 1) return found;
  const why = found ? 'is in several servers' : 'is not there';
  throw new Error(`The channel "${reference}" ${why}. Channels: ${among.map(full).join(', ')}.`);
}

/** Opens the door for a person. */
export function createPerson(core: Core, interactions: Interactions, stored: StoredPerson): Person {
  return {
    id: stored.id,
    name: stored.name,
    in(reference) {
      const { channels } = core.world.state;
      const visible = channels.filter((one) => one.guildId && can(core.world, one, stored.id));
      const direct = channels.filter((one) => one.type === 1 && one.recipientId === stored.id);
      const byId = direct.find((one) => one.id === reference);
      return createSeat(core, interactions, stored, byId ?? channelNamed(core, visible, reference));
    },
    dm: () => createSeat(core, interactions, stored, openDm(core, stored)),
    acceptsDms(yes) {
      stored.acceptsDms = yes;
      core.bus.emit({ type: 'state' });
    },
    servers: () => core.world.guildsOf(stored.id).map((guild) => guild.name),
    roles(server) {
      const guild = storedGuild(core, server);
      const held = memberOf(guild, stored.id)?.roles ?? [];
      return guild.roles.filter((role) => held.includes(role.id)).map((role) => role.name);
    },
    setRoles: (server, roles) => setMemberRoles(core, storedGuild(core, server), stored, roles),
    leave: (server) => leaveGuild(core, storedGuild(core, server), stored),
  };
}
