import type { StoredChannel, StoredGuild, StoredMember, StoredMessage, StoredPerson } from './types.js';
import type { WorldState } from './types.js';

/** The state with the look-ups everybody needs. Whoever changes the state tells the bus. */
export interface World {
  readonly state: WorldState;
  bot(): StoredPerson;
  person(id: string): StoredPerson | undefined;
  guild(id: string): StoredGuild | undefined;
  channel(id: string): StoredChannel | undefined;
  /** Messages of a channel, oldest first, with everybody's private ones. */
  messages(channelId: string): StoredMessage[];
  message(channelId: string, messageId: string): StoredMessage | undefined;
  /** Servers a person is a member of. */
  guildsOf(personId: string): StoredGuild[];
  /** The DM channel between a person and the bot, once opened. */
  dmOf(personId: string): StoredChannel | undefined;
}

/** Wraps a state. */
export function createWorld(state: WorldState): World {
  const world: World = {
    state,
    bot() {
      const bot = state.people.find((person) => person.id === state.botId);
      if (!bot) throw new Error('The world has no bot.');
      return bot;
    },
    person: (id) => state.people.find((person) => person.id === id),
    guild: (id) => state.guilds.find((guild) => guild.id === id),
    channel: (id) => state.channels.find((channel) => channel.id === id),
    messages(channelId) {
      // Ids come from outside: only a channel that exists gets a list, and nothing inherited counts as one.
      if (Object.hasOwn(state.messages, channelId)) return state.messages[channelId] ?? [];
      return world.channel(channelId) ? (state.messages[channelId] = []) : [];
    },
    message: (channelId, messageId) =>
      world.messages(channelId).find((stored) => stored.message.id === messageId),
    guildsOf: (personId) => state.guilds.filter((guild) => memberOf(guild, personId)),
    dmOf: (personId) => state.channels.find((c) => c.type === 1 && c.recipientId === personId),
  };
  return world;
}

/** A person's membership in a server. */
export function memberOf(guild: StoredGuild, personId: string): StoredMember | undefined {
  return guild.members.find((member) => member.personId === personId);
}
