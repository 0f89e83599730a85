/** What a test or an operator changes in the world; the bot is told what Discord would tell it. */
import { INTENTS } from './gateway.js';
import { channelPayload, guildCreatePayload, memberPayload, rolePayload } from './payloads.js';
import { bits } from './permissions.js';
import { BOT_RIGHTS } from './seed-plan.js';
import { snowflakeAt } from './snowflake.js';
import { deleteThread, isThread } from './threads.js';
import { memberOf } from './world.js';
import type { Core } from './core.js';
import type { PermissionName, StoredChannel, StoredGuild, StoredPerson } from './types.js';

/** Somebody new. `joinedAt` and the account's age default to well before now. */
export interface NewPerson {
  name: string;
  /** Names of roles by name of server. */
  roles: Readonly<Record<string, readonly string[]>>;
  joinedAt?: Date;
  accountMadeAt?: Date;
  locale?: string;
  acceptsDms?: boolean;
}

const DAY = 86_400_000;
const changed = (core: Core) => core.bus.emit({ type: 'state' });

function roleIds(guild: StoredGuild, names: readonly string[]): string[] {
  return names.map((name) => {
    const role = guild.roles.find((one) => one.name === name || one.id === name);
    if (role) return role.id;
    throw new Error(`${guild.name} has no role "${name}": ${guild.roles.map((one) => one.name).join(', ')}.`);
  });
}

/** Adds a person to servers. */
export function addPerson(
  core: Core,
  plan: NewPerson,
  guildNamed: (name: string) => StoredGuild,
): StoredPerson {
  const { state } = core.world;
  if (state.people.some((person) => person.name === plan.name))
    throw new Error(`${plan.name} is already there.`);
  const joined = plan.joinedAt ?? new Date(core.clock.now().getTime() - 100 * DAY);
  const before = Math.min(joined.getTime(), core.clock.now().getTime()) - 500 * DAY;
  let id = BigInt(snowflakeAt(plan.accountMadeAt?.getTime() ?? before, 0));
  while (core.world.person(id.toString())) id += 1n;
  const person: StoredPerson = {
    id: id.toString(),
    username: plan.name.toLowerCase().replace(/\W+/g, '.'),
    name: plan.name,
    note: '',
    locale: plan.locale ?? 'en-US',
    acceptsDms: plan.acceptsDms ?? true,
    bot: false,
    listed: true,
  };
  for (const [server, roles] of Object.entries(plan.roles)) {
    const guild = guildNamed(server);
    guild.members.push({ personId: person.id, roles: roleIds(guild, roles), joinedAt: joined.toISOString() });
  }
  state.people.push(person);
  person.note = noteOf(core, person);
  changed(core);
  return person;
}

/** What somebody is now, for the picker: their roles in each server. */
function noteOf(core: Core, person: StoredPerson): string {
  if (person.bot) return person.note;
  const places = core.world.guildsOf(person.id).map((guild) => {
    const held = guild.roles.filter((role) => memberOf(guild, person.id)?.roles.includes(role.id));
    return held.length > 0
      ? `${held.map((role) => role.name).join(', ')} in ${guild.name}`
      : `in ${guild.name}`;
  });
  return places.join('; ') || 'in no server';
}

/** Gives a member exactly these roles; who is not a member joins now. */
export function setMemberRoles(
  core: Core,
  guild: StoredGuild,
  person: StoredPerson,
  roles: readonly string[],
): void {
  const ids = roleIds(guild, roles);
  const member = memberOf(guild, person.id);
  const joinedAt = core.clock.now().toISOString();
  if (member) member.roles = ids;
  else guild.members.push({ personId: person.id, roles: ids, joinedAt });
  person.note = noteOf(core, person);
  const now = memberOf(guild, person.id);
  // Of other members the bot hears nothing without a privileged intent.
  if (now && person.bot) {
    const data = { ...memberPayload(core.world, now), guild_id: guild.id };
    core.gateway.dispatch('GUILD_MEMBER_UPDATE', data, 0);
  }
  changed(core);
}

/** Takes a person out of a server. */
export function leaveGuild(core: Core, guild: StoredGuild, person: StoredPerson): void {
  guild.members = guild.members.filter((member) => member.personId !== person.id);
  person.note = noteOf(core, person);
  changed(core);
}

/** Sets what the bot is denied, and what it is given, in one channel beyond its roles. */
export function setBotOverwrite(
  core: Core,
  channel: StoredChannel,
  deny: readonly PermissionName[],
  allow: readonly PermissionName[],
): void {
  const { botId } = core.world.state;
  channel.overwrites = channel.overwrites.filter((overwrite) => overwrite.id !== botId);
  if (deny.length > 0 || allow.length > 0) {
    const [no, yes] = [bits(deny).toString(), bits(allow).toString()];
    channel.overwrites.push({ id: botId, type: 1, allow: yes, deny: no });
  }
  core.gateway.dispatch('CHANNEL_UPDATE', channelPayload(core.world, channel), INTENTS.guilds);
  changed(core);
}

/** Takes rights from the bot's own role in a server, or gives them back: it keeps exactly those invited with, less these. */
export function setBotRole(core: Core, guild: StoredGuild, denied: readonly PermissionName[]): void {
  const role = guild.roles.find((one) => one.botId === core.world.state.botId);
  if (!role) return;
  role.permissions = (bits(BOT_RIGHTS) & ~bits(denied)).toString();
  const data = { guild_id: guild.id, role: rolePayload(role) };
  core.gateway.dispatch('GUILD_ROLE_UPDATE', data, INTENTS.guilds);
  changed(core);
}

/** Deletes a channel or thread with its messages; with a channel go its threads. */
export function deleteChannel(core: Core, channel: StoredChannel): void {
  if (isThread(channel)) return deleteThread(core, channel);
  const { state } = core.world;
  const threads = state.channels.filter((one) => one.parentId === channel.id);
  state.channels = state.channels.filter((one) => one !== channel && !threads.includes(one));
  const payload = channelPayload(core.world, channel);
  for (const { id } of [channel, ...threads]) delete state.messages[id];
  core.gateway.dispatch('CHANNEL_DELETE', payload, INTENTS.guilds);
  changed(core);
}

/** Adds a role to a server. */
export function addRole(core: Core, guild: StoredGuild, name: string): string {
  const role = {
    id: core.ids.next(),
    name,
    color: 0,
    permissions: '0',
    position: guild.roles.length,
    mentionable: false,
  };
  guild.roles.push(role);
  const data = { guild_id: guild.id, role: rolePayload(role) };
  core.gateway.dispatch('GUILD_ROLE_CREATE', data, INTENTS.guilds);
  changed(core);
  return role.id;
}

/** Deletes a role; nobody has it any more. */
export function deleteRole(core: Core, guild: StoredGuild, name: string): void {
  const [id] = roleIds(guild, [name]);
  guild.roles = guild.roles.filter((role) => role.id !== id);
  for (const member of guild.members) member.roles = member.roles.filter((role) => role !== id);
  core.gateway.dispatch('GUILD_ROLE_DELETE', { guild_id: guild.id, role_id: id }, INTENTS.guilds);
  changed(core);
}

/** Takes the bot out of a server. */
export function removeBot(core: Core, guild: StoredGuild): void {
  leaveGuild(core, guild, core.world.bot());
  core.gateway.dispatch('GUILD_DELETE', { id: guild.id }, INTENTS.guilds);
}

/** Invites the bot into a server it is not in. */
export function inviteBot(core: Core, guild: StoredGuild): void {
  const bot = core.world.bot();
  if (memberOf(guild, bot.id)) return;
  const roles = guild.roles.filter((role) => role.botId === bot.id).map((role) => role.id);
  guild.members.push({ personId: bot.id, roles, joinedAt: core.clock.now().toISOString() });
  core.gateway.dispatch('GUILD_CREATE', guildCreatePayload(core.world, guild), INTENTS.guilds);
  changed(core);
}
