import {
  GuildMember,
  PermissionFlagsBits,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { Actor } from '../authority.js';
import { LONGEST_NAME } from '../organisations/organisation.js';
import { clean } from '../texts/clean.js';
import type { CommandContext, Context } from './command.js';
import { cut } from './text.js';

export type Handled =
  | AutocompleteInteraction
  | ChatInputCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;

/** What every handler gets to know of an interaction; nothing of discord.js goes further than this. */
export function contextOf(deps: AppDeps, interaction: Handled): Context {
  const { guildId, guild } = interaction;
  return {
    deps,
    actor: actorOf(interaction),
    now: deps.now(),
    actedAt: interaction.createdAt,
    interactionId: interaction.id,
    locale: interaction.locale,
    t: deps.texts.in(interaction.locale),
    place: {
      channelId: interaction.channelId ?? '',
      ...(guildId === null ? {} : { guild: { id: guildId, name: serverName(guild?.name ?? '') } }),
    },
  };
}

/** The same with a command's options. */
export function commandContextOf(
  deps: AppDeps,
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): CommandContext {
  const subcommand = interaction.options.getSubcommand(false);
  const value = (name: string) => interaction.options.get(name)?.value;
  const text = (name: string) => {
    const given = value(name);
    return typeof given === 'string' ? given : undefined;
  };
  return {
    ...contextOf(deps, interaction),
    ...(subcommand === null ? {} : { subcommand }),
    options: {
      string: text,
      channel: text,
      role: text,
      integer: (name) => {
        const given = value(name);
        return typeof given === 'number' && Number.isInteger(given) ? given : undefined;
      },
      boolean: (name) => {
        const given = value(name);
        return typeof given === 'boolean' ? given : undefined;
      },
    },
  };
}

/**
 * A server's name is typed as well, and read in other servers. Discord counts its characters, which may be longer than we
 * store: a hundred emoji are two hundred of our units.
 */
function serverName(name: string): string {
  return cut(clean(name), LONGEST_NAME);
}

function actorOf(interaction: Handled): Actor {
  const { member, guildId } = interaction;
  const cached = member instanceof GuildMember;
  const joined = cached
    ? member.joinedTimestamp
    : member === null
      ? null
      : Date.parse(member.joined_at ?? '');
  return {
    userId: interaction.user.id,
    accountMadeAt: interaction.user.createdAt,
    roleIds: member === null ? [] : cached ? [...member.roles.cache.keys()] : member.roles,
    managesServer: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    ...(guildId === null ? {} : { guildId }),
    ...(joined === null || Number.isNaN(joined) ? {} : { joinedAt: new Date(joined) }),
  };
}
