/** Threads: opened, changed, archived, deleted, and the message one hangs on. Whatever happens, the bot is told. */
import { MessageFlags } from 'discord.js';
import type { APIMessage } from 'discord.js';
import { INTENTS } from './gateway.js';
import { channelPayload } from './payloads.js';
import { instantOf } from './snowflake.js';
import type { Core } from './core.js';
import type { StoredChannel, StoredMessage } from './types.js';
import type { World } from './world.js';

export interface NewThread {
  /** That of the message it hangs on, or one of its own. */
  id: string;
  /** 11 public, 12 private. */
  type: 11 | 12;
  name: string;
  autoArchiveMinutes: number;
}

export type ThreadChange = Partial<
  Pick<StoredChannel, 'name' | 'archived' | 'locked' | 'autoArchiveMinutes'>
>;

/** Whether a channel is a thread. */
export function isThread(channel: StoredChannel): boolean {
  return channel.type === 11 || channel.type === 12;
}

/** The thread that hangs on a message: it has the message's id. */
export function threadOn(world: World, stored: StoredMessage): StoredChannel | undefined {
  const thread = world.channel(stored.message.id);
  return thread && thread.parentId === stored.message.channel_id ? thread : undefined;
}

/** Opens a thread in a text channel, as the bot. */
export function openThread(core: Core, parent: StoredChannel, plan: NewThread): StoredChannel {
  const now = core.clock.now().toISOString();
  const thread: StoredChannel = {
    ...plan,
    position: 0,
    overwrites: [],
    parentId: parent.id,
    ownerId: core.world.state.botId,
    archived: false,
    archiveTimestamp: now,
    createTimestamp: now,
    ...(parent.guildId && { guildId: parent.guildId }),
  };
  core.world.state.channels.push(thread);
  const payload = { ...channelPayload(core.world, thread), newly_created: true };
  core.gateway.dispatch('THREAD_CREATE', payload, INTENTS.guilds);
  tell(core, thread);
  return thread;
}

/** Changes a thread. Opening it again, and another time to archive, count as something happening in it. */
export function changeThread(core: Core, thread: StoredChannel, change: ThreadChange): void {
  const turned = change.archived !== undefined && change.archived !== (thread.archived ?? false);
  const retimed =
    change.autoArchiveMinutes !== undefined && change.autoArchiveMinutes !== thread.autoArchiveMinutes;
  Object.assign(thread, change);
  if (turned || retimed) thread.archiveTimestamp = core.clock.now().toISOString();
  core.gateway.dispatch('THREAD_UPDATE', channelPayload(core.world, thread), INTENTS.guilds);
  tell(core, thread);
}

/** Deletes a thread with its messages; the message it hung on stays. */
export function deleteThread(core: Core, thread: StoredChannel): void {
  const { state } = core.world;
  const { id, guildId: guild_id, parentId: parent_id, type } = thread;
  state.channels = state.channels.filter((one) => one !== thread);
  delete state.messages[id];
  core.gateway.dispatch('THREAD_DELETE', { id, guild_id, parent_id, type }, INTENTS.guilds);
  tell(core, thread);
}

/** Archives the threads in which nothing has happened for as long as each of them allows. */
export function archiveIdle(core: Core): void {
  const now = core.clock.now().getTime();
  for (const thread of core.world.state.channels) {
    if (!isThread(thread) || thread.archived) continue;
    const idle = now - lastActivity(core.world, thread);
    if (idle >= (thread.autoArchiveMinutes ?? 4320) * 60_000) changeThread(core, thread, { archived: true });
  }
}

/** When something last happened in a thread: a message, or it was opened (again). In milliseconds. */
function lastActivity(world: World, thread: StoredChannel): number {
  const last = world.messages(thread.id).findLast((stored) => stored.privateTo === undefined);
  const opened = Date.parse(thread.archiveTimestamp ?? '') || instantOf(thread.id);
  return Math.max(opened, last ? instantOf(last.message.id) : 0);
}

/** Writes into the message a thread hangs on what is so now, and lets whoever shows it look again. */
function tell(core: Core, thread: StoredChannel): void {
  const { world } = core;
  const starter = world.message(thread.parentId ?? '', thread.id);
  if (starter) {
    const { message } = starter;
    const there = world.channel(thread.id);
    const flags = message.flags ?? 0;
    if (there) {
      message.thread = channelPayload(world, there) as unknown as NonNullable<APIMessage['thread']>;
      message.flags = flags | MessageFlags.HasThread;
    } else {
      delete message.thread;
      message.flags = flags & ~MessageFlags.HasThread;
    }
    if (flags !== message.flags) {
      const data = { ...message, guild_id: thread.guildId };
      core.gateway.dispatch('MESSAGE_UPDATE', data, INTENTS.guildMessages);
    }
    core.bus.emit({ type: 'messages', channelId: message.channel_id });
  }
  core.bus.emit({ type: 'state' });
}
