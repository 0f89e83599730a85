/**
 * What the page and the server of the local Discord say to each other: JSON over HTTP on one origin. Ids are
 * snowflake strings, instants ISO 8601 in UTC. A refused request answers 4xx with `{ "error": "a sentence" }`.
 *
 *   GET  /page/state?person=ID                 PageState
 *   GET  /page/channels/ID/messages?person=ID&last=N
 *                                              PageMessage[]   oldest first, with the person's own ephemeral ones;
 *                                                              the last N, or all
 *   POST /page/autocomplete   CommandRequest   PageChoice[]    exactly one option carries `focused: true`
 *   POST /page/commands       CommandRequest   PageAnswer
 *   POST /page/components     ComponentRequest PageAnswer
 *   POST /page/forms          FormRequest      PageAnswer
 *   GET  /page/due?rows=N                      PageDue         what the bot has to do, the first N (0 to 200) of it
 *   POST /page/clock          ClockRequest     PageClock       moves the clock forward
 *   POST /page/people/ID      { acceptsDms }   { acceptsDms }
 *   POST /page/people         NewPersonRequest PagePerson      somebody new, who joins a server now
 *   POST /page/servers/ID/members         { person, roles? }   PageMember   joins now
 *   PATCH /page/servers/ID/members/PERSON { role, held }       PageMember   gets a role, or loses it
 *   DELETE /page/servers/ID/members/PERSON                     { left }     leaves
 *   GET  /page/events?person=ID                server-sent events, each a PageEvent as `data:`
 */
import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';

export interface PageState {
  /** The local Discord's clock. */
  now: string;
  botOnline: boolean;
  people: PagePerson[];
  /** Servers the asking person is in, with the channels they can see. */
  servers: PageServer[];
  /** Every server there is, whoever asks: who is in it, and with which roles. */
  allServers: PageServerOutline[];
  /** DM channels the asking person has. */
  dms: { id: string; with: string }[];
  /** Commands usable by the asking person: global ones and each server's. `guildId` absent for global ones. */
  commands: { guildId?: string; command: APIApplicationCommand }[];
}

export interface PagePerson {
  id: string;
  name: string;
  /** One line for the picker, e.g. "organiser of Dockworkers' Branch". */
  note: string;
  acceptsDms: boolean;
  bot: boolean;
}

export interface PageServerOutline {
  id: string;
  name: string;
  roles: PageRole[];
  /** Those one can be, and the bot. */
  members: PageMember[];
}

export interface PageRole {
  id: string;
  name: string;
  color: number;
  /** How many hold it, as the bot is told: bots and accounts nobody can act as included. */
  count: number;
  /** Whether it can be given and taken: not what everybody has, nor a bot's own. */
  givable: boolean;
}

export interface PageMember {
  /** The person's id. */
  id: string;
  /** Ids of the roles they hold. */
  roles: string[];
}

export interface PageServer extends PageServerOutline {
  /** Each followed by its threads. */
  channels: PageChannel[];
  /** In order of their beginning; also those that are over or were called off. */
  events: PageScheduledEvent[];
}

export interface PageChannel {
  id: string;
  name: string;
  topic?: string;
  canRead: boolean;
  canSend: boolean;
  /** Of a thread: the channel it is in. */
  thread?: { parent: string; archived: boolean; locked: boolean };
}

export interface PageScheduledEvent {
  id: string;
  name: string;
  /** Markdown; empty where there is none, as the place is. */
  description: string;
  location: string;
  start: string;
  end?: string;
  status: 'scheduled' | 'active' | 'completed' | 'cancelled';
  /** Display name of who made it. */
  creator: string;
}

export interface PageMessage {
  message: APIMessage;
  /** "Only you can see this". */
  ephemeral: boolean;
  /** Answer announced, not yet there ("thinking"). */
  thinking: boolean;
  /** The thread that hangs on it, with how many messages are in it. */
  thread?: { id: string; name: string; archived: boolean; locked: boolean; messages: number };
}

/** One thing the bot has to do: which, and of what kind, in the bot's own words for its records. */
export interface PageDueRow {
  kind: string;
  id: string;
  /** When it is to be done. */
  at: string;
  /** Of a message: what it is about, and where it goes. */
  about?: string;
  to?: 'channel' | 'server' | 'person';
  state?: string;
  /** How often it was tried in vain. */
  attempts?: number;
  /** When it was last tried or done. */
  lastAt?: string;
  /** A code for why it waits. */
  reason?: string;
}

export interface PageDueTable {
  /** In order of time. */
  rows: PageDueRow[];
  /** How many there are beyond these; whoever tells stops counting at 1,000. */
  more: number;
  /** The instant of the earliest that lies ahead. */
  next?: string;
}

/** `told` is false while there is no bot that tells. */
export type PageDue = { told: false } | ({ told: true } & PageDueTable);

/** By so many milliseconds, or to an instant; one that has passed moves nothing. At most ten years. */
export type ClockRequest = { advanceMs: number } | { to: string };

export interface PageClock {
  now: string;
  /** Whether the move set off more than the page is kept waiting for; it goes on. */
  busy: boolean;
}

export interface NewPersonRequest {
  name: string;
  server?: string;
  /** Ids or names of roles in that server. */
  roles?: string[];
}

export interface PageChoice {
  name: string;
  value: string | number;
}

/** Options as Discord nests them: a subcommand (1) or group (2) holds options, others hold a value. */
export interface PageOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: PageOption[];
}

export interface CommandRequest {
  person: string;
  channel: string;
  command: string;
  options: PageOption[];
}

export interface ComponentRequest {
  person: string;
  channel: string;
  message: string;
  customId: string;
  /** Chosen values, for menus. */
  values?: string[];
}

export interface FormRequest {
  person: string;
  /** From the PageAnswer that carried the form. */
  form: string;
  /** custom_id of each input, with what was typed. */
  fields: Record<string, string>;
}

/** What the person sees after acting. `failed` is Discord's "The application did not respond". */
export type PageAnswer =
  | { kind: 'message'; message: PageMessage }
  | { kind: 'update'; message: PageMessage }
  | { kind: 'form'; form: string; data: APIModalInteractionResponseCallbackData }
  | { kind: 'nothing' }
  | { kind: 'failed'; reason: string };

/** Something changed; the page asks again for what it shows. */
export type PageEvent =
  { type: 'messages'; channel: string } | { type: 'state' } | { type: 'clock'; now: string };
