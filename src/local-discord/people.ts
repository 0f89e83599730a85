import { refuse } from './discord-error.js';
import { bits, can, permissionsInGuild, writeRight } from './permissions.js';
import type { Core } from './core.js';
import type { PermissionName, StoredChannel, StoredPerson } from './types.js';

/** The DM channel of a person with the bot, made when first asked for. */
export function openDm(core: Core, person: StoredPerson): StoredChannel {
  const known = core.world.dmOf(person.id);
  if (known) return known;
  const channel: StoredChannel = {
    id: core.ids.next(),
    type: 1,
    position: 0,
    overwrites: [],
    recipientId: person.id,
  };
  core.world.state.channels.push(channel);
  core.bus.emit({ type: 'state' });
  return channel;
}

/** A channel the bot can see; throws 10003 or 50001. */
export function visibleChannel(core: Core, id: string): StoredChannel {
  const channel = core.world.channel(id);
  if (!channel) throw refuse.unknownChannel();
  if (!can(core.world, channel, core.world.state.botId)) throw refuse.missingAccess();
  // What Discord says in an outage is not documented; this is the answer that would do most harm.
  if (core.world.guild(channel.guildId ?? '')?.unavailable === true) throw refuse.missingAccess();
  return channel;
}

/** Throws 50013 unless the bot has these rights in the channel. */
export function requireRights(core: Core, channel: StoredChannel, ...names: PermissionName[]): void {
  if (!can(core.world, channel, core.world.state.botId, ...names)) throw refuse.missingPermission();
}

/** Throws where the bot may not write into a channel: no right to, or a person without open DMs. */
export function requireWriting(core: Core, channel: StoredChannel): void {
  requireRights(core, channel, writeRight(channel));
  if (channel.locked === true && !can(core.world, channel, core.world.state.botId, 'ManageThreads'))
    throw refuse.lockedThread();
  if (channel.type === 1 && !reachable(core, channel.recipientId ?? '')) throw refuse.closedDms();
}

/** Whether the bot's DMs reach a person: they accept them and share a server with the bot. */
function reachable(core: Core, personId: string): boolean {
  const { world } = core;
  const person = world.person(personId);
  const shared = world.guildsOf(personId).some((guild) => world.guildsOf(world.state.botId).includes(guild));
  return person !== undefined && person.acceptsDms && shared;
}

/** Whether a person has a right in a server as a whole. */
export function hasInGuild(core: Core, guildId: string, personId: string, name: PermissionName): boolean {
  const guild = core.world.guild(guildId);
  return guild !== undefined && (permissionsInGuild(guild, personId) & bits([name])) !== 0n;
}

/** Whether a person could type in a channel. */
export function canWrite(core: Core, channel: StoredChannel, personId: string): boolean {
  return can(core.world, channel, personId, writeRight(channel));
}
