import type { ServerSettings } from '../settings/server-settings.js';
import type { Collection } from '../store/types.js';
import type { SetPlace } from './socket.js';

const PAGE = 500;

/** What servers have set of where the bot posts, of all servers that have set anything. */
export async function setPlaces(settings: Collection<ServerSettings>): Promise<SetPlace[]> {
  const places: SetPlace[] = [];
  for (let after: string | undefined; ;) {
    const page = await settings.range({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { id, value } of page) {
      const channel = value.channelId === undefined ? {} : { channelId: value.channelId };
      places.push({ guildId: id, ...channel, threads: value.discussionThreads === true });
    }
    if (page.length < PAGE) return places;
    after = page.at(-1)?.id;
  }
}
