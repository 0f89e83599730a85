import { PermissionFlagsBits } from 'discord.js';
import { memberOf } from './world.js';
import type { World } from './world.js';
import type { PermissionName, StoredChannel, StoredGuild } from './types.js';

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What anybody may do in a DM with the bot. */
const IN_DMS = bits([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'UseApplicationCommands',
]);

/** The bit set for names of rights. */
export function bits(names: readonly PermissionName[]): bigint {
  return names.reduce((set, name) => set | PermissionFlagsBits[name], 0n);
}

/** Rights in the server as a whole, before any channel has its say. Zero for who is not a member. */
export function permissionsInGuild(guild: StoredGuild, personId: string): bigint {
  const member = memberOf(guild, personId);
  if (!member) return 0n;
  if (guild.ownerId === personId) return ALL;
  const held = guild.roles.filter((role) => role.id === guild.id || member.roles.includes(role.id));
  const set = held.reduce((all, role) => all | BigInt(role.permissions), 0n);
  return set & PermissionFlagsBits.Administrator ? ALL : set;
}

/** Rights in one channel: the server's, then the overwrites for everyone, for roles, for the member. */
export function permissionsIn(world: World, channel: StoredChannel, personId: string): bigint {
  if (channel.type === 1) {
    const here = channel.recipientId === personId || personId === world.state.botId;
    return here ? IN_DMS : 0n;
  }
  const guild = world.guild(channel.guildId ?? '');
  if (!guild) return 0n;
  const base = permissionsInGuild(guild, personId);
  if (base === ALL) return ALL;
  const member = memberOf(guild, personId);
  if (!member) return 0n;
  const place = channel.parentId ? (world.channel(channel.parentId) ?? channel) : channel;
  const everyone = place.overwrites.filter((o) => o.id === guild.id);
  const roles = place.overwrites.filter((o) => o.type === 0 && member.roles.includes(o.id));
  const own = place.overwrites.filter((o) => o.type === 1 && o.id === personId);
  let set = base;
  for (const level of [everyone, roles, own]) {
    // Within one level every denial is applied before any grant.
    for (const overwrite of level) set &= ~BigInt(overwrite.deny);
    for (const overwrite of level) set |= BigInt(overwrite.allow);
  }
  return set;
}

/** Whether somebody has all of these rights in a channel. Without seeing it nobody has any. */
export function can(world: World, channel: StoredChannel, personId: string, ...names: PermissionName[]) {
  const set = permissionsIn(world, channel, personId);
  const needed = bits(names) | PermissionFlagsBits.ViewChannel;
  return (set & needed) === needed;
}

/** The right that writing in this channel takes. */
export function writeRight(channel: StoredChannel): PermissionName {
  return channel.type === 11 || channel.type === 12 ? 'SendMessagesInThreads' : 'SendMessages';
}
