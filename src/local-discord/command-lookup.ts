import { PermissionFlagsBits } from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import { permissionsIn, permissionsInGuild } from './permissions.js';
import { memberOf } from './world.js';
import type { Core } from './core.js';
import type { StoredChannel, StoredPerson } from './types.js';

const IN_GUILD = 0;
const IN_BOT_DM = 1;

function allows(command: APIApplicationCommand, rights: bigint): boolean {
  const needed = command.default_member_permissions;
  if (needed === null || needed === undefined || rights & PermissionFlagsBits.Administrator) return true;
  // "0" leaves a command to administrators.
  return needed !== '0' && (rights & BigInt(needed)) === BigInt(needed);
}

function inContext(command: APIApplicationCommand, context: number): boolean {
  if (command.guild_id !== undefined) return context === IN_GUILD;
  // The old switch, for who still sends it.
  if (context === IN_BOT_DM && !command.contexts && command.dm_permission === false) return false;
  return !command.contexts || command.contexts.some((one) => Number(one) === context);
}

/** Slash commands a person finds when typing "/" in a channel. A server's own hides a global one of its name. */
export function commandsIn(
  core: Core,
  channel: StoredChannel,
  person: StoredPerson,
): APIApplicationCommand[] {
  const rights = permissionsIn(core.world, channel, person.id);
  if (channel.guildId && !(rights & PermissionFlagsBits.UseApplicationCommands)) return [];
  const guild = core.world.guild(channel.guildId ?? '');
  if (guild && !memberOf(guild, core.world.state.botId)) return [];
  const context = guild ? IN_GUILD : IN_BOT_DM;
  const here = core.world.state.commands.filter(
    (command) =>
      Number(command.type) === 1 &&
      (command.guild_id === undefined || command.guild_id === channel.guildId) &&
      inContext(command, context) &&
      (context === IN_BOT_DM || allows(command, rights)),
  );
  return here.filter(
    (command) => command.guild_id !== undefined || !here.some((o) => o.guild_id && o.name === command.name),
  );
}

/** Commands a person can use anywhere, for the page: global ones, and each server's. */
export function commandsFor(
  core: Core,
  person: StoredPerson,
): { guildId?: string; command: APIApplicationCommand }[] {
  return core.world.state.commands.flatMap((command) => {
    if (Number(command.type) !== 1) return [];
    if (command.guild_id === undefined) return [{ command }];
    const guild = core.world.guild(command.guild_id);
    const usable = guild && allows(command, permissionsInGuild(guild, person.id));
    return usable && core.world.guildsOf(person.id).includes(guild) ? [{ guildId: guild.id, command }] : [];
  });
}
