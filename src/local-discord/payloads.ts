import { ChannelType } from 'discord.js';
import type { APIUser, GuildMemberFlags, UserFlags } from 'discord.js';
import { memberOf } from './world.js';
import type { World } from './world.js';
import type { StoredChannel, StoredGuild, StoredMember, StoredPerson, StoredRole } from './types.js';

/** An account as Discord sends it. */
export function userPayload(person: StoredPerson): APIUser {
  return {
    id: person.id,
    username: person.username,
    discriminator: '0',
    global_name: person.name,
    avatar: null,
    ...(person.bot && { bot: true }),
    public_flags: 0 as UserFlags,
  };
}

/** A membership as Discord sends it, with the account in it. */
export function memberPayload(world: World, member: StoredMember) {
  const person = world.person(member.personId);
  if (!person) throw new Error('A member without an account.');
  return {
    user: userPayload(person),
    nick: null,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    pending: false,
    communication_disabled_until: null,
  };
}

/** A role as Discord sends it. */
export function rolePayload(role: StoredRole) {
  return {
    id: role.id,
    name: role.name,
    description: null,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: role.permissions,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId && { tags: { bot_id: role.botId } }),
  };
}

/** A channel, DM or thread as Discord sends it. */
export function channelPayload(world: World, channel: StoredChannel) {
  const last = world.messages(channel.id).findLast((stored) => stored.privateTo === undefined);
  const shared = { id: channel.id, last_message_id: last?.message.id ?? null, flags: 0 };
  if (channel.type === 1) {
    const recipient = world.person(channel.recipientId ?? '');
    return { ...shared, type: ChannelType.DM, recipients: recipient ? [userPayload(recipient)] : [] };
  }
  const inGuild = { ...shared, guild_id: channel.guildId, name: channel.name, parent_id: null };
  if (channel.type === 0) {
    return {
      ...inGuild,
      type: ChannelType.GuildText,
      topic: channel.topic ?? null,
      position: channel.position,
      nsfw: false,
      rate_limit_per_user: 0,
      permission_overwrites: channel.overwrites,
    };
  }
  return {
    ...inGuild,
    type: channel.type === 11 ? ChannelType.PublicThread : ChannelType.PrivateThread,
    parent_id: channel.parentId,
    owner_id: channel.ownerId,
    message_count: world.messages(channel.id).length,
    total_message_sent: world.messages(channel.id).length,
    member_count: 1,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: channel.archived ?? false,
      auto_archive_duration: channel.autoArchiveMinutes ?? 4320,
      archive_timestamp: channel.archiveTimestamp ?? '2024-03-01T00:00:00.000000+00:00',
      locked: channel.locked ?? false,
      ...(channel.createTimestamp !== undefined && { create_timestamp: channel.createTimestamp }),
    },
  };
}

/** A server as GET /guilds/:id answers it. */
export function guildPayload(guild: StoredGuild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: null,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    features: [],
    roles: guild.roles.map(rolePayload),
    emojis: [],
    stickers: [],
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    max_members: 25_000_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
  };
}

/** A server as the gateway announces it: with channels, and of the members only the bot. */
export function guildCreatePayload(world: World, guild: StoredGuild) {
  const bot = memberOf(guild, world.state.botId);
  const channels = world.state.channels.filter((channel) => channel.guildId === guild.id);
  return {
    ...guildPayload(guild),
    joined_at: bot?.joinedAt,
    large: false,
    unavailable: false,
    member_count: guild.members.length,
    channels: channels.filter((channel) => channel.type === 0).map((c) => channelPayload(world, c)),
    threads: channels
      .filter((channel) => channel.type !== 0 && !channel.archived)
      .map((c) => channelPayload(world, c)),
    members: bot ? [memberPayload(world, bot)] : [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: world.state.events.filter(
      (event) => event.guild_id === guild.id && Number(event.status) < 3,
    ),
    soundboard_sounds: [],
  };
}
