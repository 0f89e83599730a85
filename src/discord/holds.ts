import { Events, type Client } from 'discord.js';
import type { Breaker } from '../outbox/breaker.js';
import type { InvalidAnswers } from '../outbox/invalid-answers.js';
import type { Logger } from '../log.js';
import type { Hold, Target } from '../outbox/item.js';
import type { Outbox } from '../outbox/outbox.js';

/** So often it is looked whether a server is available again; it is also told by the gateway. */
const UNAVAILABLE_MS = 60_000;

/** Answers whether nothing is to be tried with a target now: refusals everywhere, a server in an outage, the breaker. */
export function createHold(client: Client, breaker: Breaker, invalid: InvalidAnswers) {
  return (target: Target, now: Date): Hold | undefined => {
    const until = invalid.heldUntil(now);
    if (until !== undefined) return { reason: 'held-back', until };
    if (target.kind === 'person') return undefined;
    if (client.guilds.cache.get(target.guildId)?.available === false) {
      return { reason: 'unavailable', until: new Date(now.getTime() + UNAVAILABLE_MS), patient: true };
    }
    if (target.kind === 'server') return undefined;
    const held = breaker.held(target.channelId, now);
    // A channel does not come back under its id: what waits for it is told so at once.
    return held?.reason === 'gone' ? { reason: 'gone' } : held;
  };
}

export interface PlaceWatchDeps {
  breaker: Breaker;
  outbox: Pick<Outbox, 'heldChannels' | 'wake'>;
  /** Names of the rights the bot lacks to post there. */
  missingRights: (guildId: string, channelId: string) => Promise<string[]>;
  log: Logger;
}

/**
 * When the platform says that roles, overwrites or a thread changed, or that a server is there again, what waits for
 * that is tried at once - where the bot now has its rights, so that no change of something else adds to the refusals.
 */
export function watchPlaces(client: Client, { breaker, outbox, missingRights, log }: PlaceWatchDeps): void {
  const wake = async (guildId: string) => {
    await outbox.wake(guildId);
    for (const channelId of new Set([...breaker.channels(), ...outbox.heldChannels()])) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined || channel.isDMBased() || channel.guildId !== guildId) continue;
      if ((await missingRights(guildId, channelId)).length > 0) continue;
      breaker.reset(channelId);
      await outbox.wake(channelId);
    }
  };
  const changed = (guildId: string) => {
    wake(guildId).catch((error: unknown) =>
      log.error({ err: error }, 'what waited for a change could not be tried'),
    );
  };
  client.on(Events.ChannelUpdate, (_before, after) => {
    if (!after.isDMBased()) changed(after.guildId);
  });
  client.on(Events.ThreadUpdate, (_before, after) => changed(after.guildId));
  client.on(Events.GuildRoleUpdate, (_before, after) => changed(after.guild.id));
  client.on(Events.GuildRoleDelete, (role) => changed(role.guild.id));
  client.on(Events.GuildMemberUpdate, (_before, after) => {
    if (after.id === client.user?.id) changed(after.guild.id);
  });
  client.on(Events.GuildAvailable, (guild) => changed(guild.id));
  client.on(Events.GuildCreate, (guild) => changed(guild.id));
}
