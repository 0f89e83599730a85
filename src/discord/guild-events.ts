import {
  Events,
  GatewayDispatchEvents,
  type Client,
  type DMChannel,
  type GatewayReadyDispatchData,
  type Guild,
  type NonThreadGuildBasedChannel,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import { moveAllStranded } from '../proposals/stranded.js';
import { compareServers, serverBack, serverGone } from '../servers/gone.js';

/**
 * Hears of servers that the bot is removed from or invited into, beginning with what changed while it was not running:
 * call once it is ready. Of what changed while it was not connected nobody tells it, so it looks again at each new
 * session. A server that only cannot be reached is neither. Hears of deleted channels as well: what belongs into them goes
 * elsewhere. Returns what stops the listening.
 */
export function watchServers(client: Client, deps: AppDeps): () => void {
  const hear = (work: Promise<void>) =>
    void work.catch((error: unknown) => deps.log.error({ err: error }, 'a change of servers was not noted'));
  const gone = ({ id }: Guild) => hear(serverGone(deps, id, deps.now()));
  const back = ({ id }: Guild) => hear(serverBack(deps, id, deps.now()));
  const compare = () => hear(compareServers(deps, deps.now()));
  const session = ({ guilds }: GatewayReadyDispatchData, shardId: number) => {
    const named = new Set(guilds.map(({ id }) => id));
    const left = client.guilds.cache.filter((guild) => guild.shardId === shardId && !named.has(guild.id));
    for (const guild of left.values()) forget(client, guild);
  };
  const deleted = (channel: DMChannel | NonThreadGuildBasedChannel) => {
    if (!channel.isDMBased()) hear(moveAllStranded(deps, channel.guildId));
  };
  client.on(Events.ChannelDelete, deleted);
  client.on(Events.GuildDelete, gone);
  client.on(Events.GuildCreate, back);
  client.ws.on(GatewayDispatchEvents.Ready, session);
  client.on(Events.ShardReady, compare);
  compare();
  return () => {
    client.off(Events.ChannelDelete, deleted);
    client.off(Events.GuildDelete, gone);
    client.off(Events.GuildCreate, back);
    client.ws.off(GatewayDispatchEvents.Ready, session);
    client.off(Events.ShardReady, compare);
  };
}

/** What the library does when it is told that the bot is in a server no more; a new session only does not name it. */
function forget(client: Client, guild: Guild): void {
  for (const id of guild.channels.cache.keys()) client.channels.cache.delete(id);
  client.guilds.cache.delete(guild.id);
  client.emit(Events.GuildDelete, guild);
}
