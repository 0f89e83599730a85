/** What a test or an operator changes about channels, threads and whole servers; the bot is told what Discord would. */
import { INTENTS } from './gateway.js';
import { channelPayload, guildCreatePayload } from './payloads.js';
import { changeThread } from './threads.js';
import type { Core } from './core.js';
import type { StoredChannel, StoredGuild } from './types.js';

/** Adds a text channel that everybody in the server sees and writes in; the answer is its id. */
export function addChannel(core: Core, guild: StoredGuild, name: string): string {
  const channel: StoredChannel = {
    id: core.ids.next(),
    type: 0,
    guildId: guild.id,
    name,
    position: core.world.state.channels.length,
    overwrites: [],
  };
  core.world.state.channels.push(channel);
  core.gateway.dispatch('CHANNEL_CREATE', channelPayload(core.world, channel), INTENTS.guilds);
  core.bus.emit({ type: 'state' });
  return channel.id;
}

/** Archives a thread; locked, only who manages threads can write in it or open it again. */
export function archiveThread(core: Core, thread: StoredChannel, how: 'archived' | 'locked' | false): void {
  changeThread(core, thread, { archived: how !== false, locked: how === 'locked' });
}

/** Makes a server unavailable, or available again; while it is not, its channels are out of reach. */
export function setAvailable(core: Core, guild: StoredGuild, available: boolean): void {
  guild.unavailable = !available;
  if (available) core.gateway.dispatch('GUILD_CREATE', guildCreatePayload(core.world, guild), INTENTS.guilds);
  else core.gateway.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true }, INTENTS.guilds);
  core.bus.emit({ type: 'state' });
}
