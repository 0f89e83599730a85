import type {
  APIApplicationCommand,
  APIGuildScheduledEvent,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  PermissionsString,
} from 'discord.js';

/** A right as discord.js names it, e.g. `SendMessages`. */
export type PermissionName = PermissionsString;

/** An account: a person of the seeded world, or the bot. */
export interface StoredPerson {
  id: string;
  username: string;
  /** Display name, what the picker shows. */
  name: string;
  /** One line about who this is. */
  note: string;
  /** The language of this person's Discord. */
  locale: string;
  acceptsDms: boolean;
  bot: boolean;
  /** False for accounts nobody can act as, such as the founders who own the servers. */
  listed: boolean;
}

export interface StoredRole {
  id: string;
  name: string;
  color: number;
  /** Bit set as a decimal string. */
  permissions: string;
  position: number;
  mentionable: boolean;
  /** Set on the role that belongs to the bot. */
  botId?: string;
}

export interface StoredOverwrite {
  id: string;
  /** 0 a role, 1 a member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

/** A text channel (0), a DM (1), or a thread (11 public, 12 private). */
export interface StoredChannel {
  id: string;
  type: 0 | 1 | 11 | 12;
  guildId?: string;
  name?: string;
  topic?: string;
  position: number;
  overwrites: StoredOverwrite[];
  /** The person at the other end of a DM. */
  recipientId?: string;
  /** Threads only. */
  parentId?: string;
  ownerId?: string;
  archived?: boolean;
  /** Only who manages threads can write in it. */
  locked?: boolean;
  autoArchiveMinutes?: number;
  /** When it was opened, archived or opened again; ISO 8601. */
  archiveTimestamp?: string;
  createTimestamp?: string;
}

export interface StoredMember {
  personId: string;
  roles: string[];
  joinedAt: string;
}

export interface StoredGuild {
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: StoredRole[];
  members: StoredMember[];
  /** In an outage. */
  unavailable?: boolean;
}

/** An uploaded file, with its bytes in base64. */
export interface StoredFile {
  id: string;
  name: string;
  description?: string;
  contentType: string;
  data: string;
}

export interface StoredMessage {
  message: APIMessage;
  files: StoredFile[];
  /** Person who alone can see it; such messages exist only behind their interaction. */
  privateTo?: string;
  /** Announced with "thinking", not there yet. */
  thinking?: boolean;
}

/** Remembers which message a nonce made, so that a repeated send makes no second one. */
export interface StoredNonce {
  nonce: string;
  authorId: string;
  channelId: string;
  messageId: string;
  at: number;
}

/** Everything the local Discord knows and keeps. */
export interface WorldState {
  format: 1;
  /** Where it was served when last saved: addresses of files begin with it. */
  origin: string;
  token: string;
  clockOffset: number;
  lastId: string;
  botId: string;
  people: StoredPerson[];
  guilds: StoredGuild[];
  channels: StoredChannel[];
  /** By channel id, oldest first. */
  messages: Record<string, StoredMessage[]>;
  commands: APIApplicationCommand[];
  events: APIGuildScheduledEvent[];
  nonces: StoredNonce[];
}

/** What came of an interaction, before it is put into a person's or the page's words. */
export type Outcome =
  | { kind: 'message'; channelId: string; messageId: string; private: boolean }
  | { kind: 'update'; channelId: string; messageId: string; private: boolean }
  | { kind: 'form'; form: string; data: APIModalInteractionResponseCallbackData }
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  | { kind: 'nothing' }
  | { kind: 'failed'; reason: string };

/** Something changed that somebody may be showing, keeping or waiting for. */
export type WorldEvent =
  { type: 'messages'; channelId: string } | { type: 'state' } | { type: 'clock'; now: Date };
