import { MessageFlags } from 'discord.js';
import type { APIEmbed, APIMessage, APIMessageTopLevelComponent } from 'discord.js';
import { attachmentPayload, filesAfter } from './files.js';
import { INTENTS } from './gateway.js';
import { mentionsOf } from './mentions.js';
import { userPayload } from './payloads.js';
import { instantOf } from './snowflake.js';
import { list } from './json.js';
import type { Core } from './core.js';
import type { Incoming } from './files.js';
import type { Json } from './json.js';
import type { StoredChannel, StoredFile, StoredMessage } from './types.js';

/** Flags a body may set on a message; the others are set by what happens to it. */
const SETTABLE =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral;
const EDITABLE = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

export interface NewMessage {
  channel: StoredChannel;
  incoming: Incoming;
  /** Set for answers to interactions: other default pings, and what Discord says about the interaction. */
  interaction?: Partial<APIMessage>;
  privateTo?: string;
  thinking?: boolean;
}

/** Makes the bot's message, puts it into the channel and tells everybody. */
export function createMessage(core: Core, plan: NewMessage): StoredMessage {
  const id = core.ids.next();
  const { body } = plan.incoming;
  const reference = body.message_reference as Json | undefined | null;
  const flags = (typeof body.flags === 'number' ? body.flags : 0) & SETTABLE;
  const message = {
    id,
    type: reference ? 19 : 0,
    channel_id: plan.channel.id,
    author: userPayload(core.world.bot()),
    timestamp: new Date(instantOf(id)).toISOString().replace('Z', '000+00:00'),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    flags: plan.thinking ? flags | MessageFlags.Loading : flags,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    ...(reference && { message_reference: { ...reference, channel_id: plan.channel.id } }),
    ...(body.poll ? { poll: body.poll } : {}),
    ...plan.interaction,
  } as unknown as APIMessage;
  const stored: StoredMessage = {
    message,
    files: [],
    ...(plan.privateTo !== undefined && { privateTo: plan.privateTo }),
    ...(plan.thinking && { thinking: true }),
  };
  fill(core, stored, plan.channel, plan.incoming, plan.interaction !== undefined);
  core.world.messages(plan.channel.id).push(stored);
  announce(core, 'MESSAGE_CREATE', plan.channel, stored);
  return stored;
}

/** Changes a message by what a body says; what it does not name stays. `answers`: first content after "thinking". */
export function editMessage(
  core: Core,
  stored: StoredMessage,
  channel: StoredChannel,
  incoming: Incoming,
): void {
  const { message } = stored;
  const inInteraction = message.interaction_metadata !== undefined;
  fill(core, stored, channel, incoming, inInteraction);
  const flags = incoming.body.flags;
  let now = message.flags ?? 0;
  if (typeof flags === 'number') {
    // The new layout can be switched on, never off.
    now = (now & ~MessageFlags.SuppressEmbeds) | (flags & EDITABLE);
  }
  if (stored.thinking) {
    delete stored.thinking;
    now &= ~MessageFlags.Loading;
  } else {
    message.edited_timestamp = core.clock.now().toISOString().replace('Z', '000+00:00');
  }
  message.flags = now;
  announce(core, 'MESSAGE_UPDATE', channel, stored);
}

/** Takes a message out of its channel. */
export function deleteMessage(core: Core, stored: StoredMessage, channel: StoredChannel): void {
  const messages = core.world.messages(channel.id);
  messages.splice(messages.indexOf(stored), 1);
  if (stored.privateTo === undefined) {
    const data = { id: stored.message.id, channel_id: channel.id, ...inGuild(channel) };
    core.gateway.dispatch('MESSAGE_DELETE', data, channel.guildId ? INTENTS.guildMessages : INTENTS.dms);
  }
  core.bus.emit({ type: 'messages', channelId: channel.id });
}

const inGuild = (channel: StoredChannel) => (channel.guildId ? { guild_id: channel.guildId } : {});

function announce(core: Core, type: string, channel: StoredChannel, stored: StoredMessage): void {
  if (stored.privateTo === undefined) {
    const data = { ...stored.message, ...inGuild(channel) };
    core.gateway.dispatch(type, data, channel.guildId ? INTENTS.guildMessages : INTENTS.dms);
  }
  core.bus.emit({ type: 'messages', channelId: channel.id });
  // Beneath the message a thread hangs on stands how many there are in it.
  if (channel.parentId !== undefined && core.world.message(channel.parentId, channel.id)) {
    core.bus.emit({ type: 'messages', channelId: channel.parentId });
  }
}

/** Writes text, embeds, components, files and pings of a body into a message. */
function fill(
  core: Core,
  stored: StoredMessage,
  channel: StoredChannel,
  incoming: Incoming,
  inInteraction: boolean,
): void {
  const { message } = stored;
  const { body } = incoming;
  if (body.content !== undefined)
    message.content = typeof body.content === 'string' ? body.content.trim() : '';
  stored.files = filesAfter(core, incoming, stored.files);
  if (body.embeds !== undefined) {
    message.embeds = list(body.embeds).map((embed) => embedPayload(core, channel, stored.files, embed));
  }
  if (body.components !== undefined) message.components = componentPayloads(body.components);
  else message.embeds.forEach((embed) => dropGone(embed, stored.files));
  const shown = JSON.stringify(message.embeds);
  message.attachments = stored.files
    .map((file) => attachmentPayload(core, channel.id, file))
    // A file shown by an embed is not listed again.
    .filter((attachment) => !shown.includes(JSON.stringify(attachment.url)));
  const pinging = { ...body, content: message.content, components: message.components };
  Object.assign(message, mentionsOf(core, channel, message.author.id, pinging, inInteraction));
}

/** Takes pictures out of an embed whose files the message no longer has. */
function dropGone(embed: APIEmbed, files: readonly StoredFile[]): void {
  for (const key of ['image', 'thumbnail'] as const) {
    const id = /\/attachments\/\d+\/(\d+)\//.exec(embed[key]?.url ?? '')?.[1];
    if (id !== undefined && !files.some((file) => file.id === id)) delete embed[key];
  }
}

function embedPayload(
  core: Core,
  channel: StoredChannel,
  files: readonly StoredFile[],
  embed: Json,
): APIEmbed {
  const made: Json = { type: 'rich' };
  for (const [key, value] of Object.entries(embed))
    if (value !== null && value !== undefined) made[key] = value;
  made.type = 'rich';
  if (made.fields) made.fields = list(made.fields).map((field) => ({ inline: false, ...field }));
  if (typeof made.timestamp === 'string') made.timestamp = new Date(made.timestamp).toISOString();
  for (const key of ['image', 'thumbnail']) {
    const media = made[key] as Json | undefined;
    const name = typeof media?.url === 'string' ? /^attachment:\/\/(.+)$/.exec(media.url)?.[1] : undefined;
    const file = files.find((one) => one.name === name);
    if (!media || !file) continue;
    const { url, proxy_url, content_type, description, width, height } = attachmentPayload(
      core,
      channel.id,
      file,
    );
    made[key] = {
      ...media,
      ...{ url, proxy_url, content_type },
      ...(description !== undefined && { description }),
      ...(width !== undefined && { width, height }),
    };
  }
  return made;
}

/** Components as Discord sends them back: without nulls, numbered from 1. */
function componentPayloads(components: unknown): APIMessageTopLevelComponent[] {
  let count = 0;
  const number = (component: Json): Json => {
    const { components: children, accessory, component: inner, ...rest } = component;
    const made: Json = { ...rest, id: typeof rest.id === 'number' && rest.id > 0 ? rest.id : ++count };
    for (const [key, value] of Object.entries(made))
      if (value === null || value === undefined) delete made[key];
    if (Array.isArray(children)) made.components = list(children).map(number);
    if (accessory) made.accessory = number(accessory as Json);
    if (inner) made.component = number(inner as Json);
    return made;
  };
  return list(components).map(number) as unknown as APIMessageTopLevelComponent[];
}
