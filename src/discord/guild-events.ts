import { Events, type Client, type Guild } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import { compareServers, serverBack, serverGone } from '../servers/gone.js';

/**
 * Hears of servers that the bot is removed from or invited into, beginning with what changed while it was not running:
 * call once it is ready. A server that only cannot be reached is neither. Returns what stops the listening.
 */
export function watchServers(client: Client, deps: AppDeps): () => void {
  const hear = (work: Promise<void>) =>
    void work.catch((error: unknown) => deps.log.error({ err: error }, 'a change of servers was not noted'));
  const gone = ({ id }: Guild) => hear(serverGone(deps, id, deps.now()));
  const back = ({ id }: Guild) => hear(serverBack(deps, id, deps.now()));
  client.on(Events.GuildDelete, gone);
  client.on(Events.GuildCreate, back);
  hear(compareServers(deps, deps.now()));
  return () => {
    client.off(Events.GuildDelete, gone);
    client.off(Events.GuildCreate, back);
  };
}
