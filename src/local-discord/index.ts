/** The local Discord: an imitation of Discord's REST and gateway on this machine, with people to act as. */
import { openLocalDiscord } from './local-discord.js';
import type { APIApplicationCommand } from 'discord.js';
import type { Clock } from './clock.js';
import type { Gateway } from './gateway.js';
import type { AnsweredRequest, Hook } from './http/api.js';
import type { DueReader } from './page-due.js';
import type { InteractionRecord } from './interactions.js';
import type { NewPerson } from './world-changes.js';
import type { PermissionName } from './types.js';
import type { Person } from './person.js';
import type { Rate } from './http/rate-limits.js';
import type { SeenEvent } from './scheduled-events.js';
import type { World } from './world.js';

export interface LocalDiscordOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where the world is kept; without it nothing outlives `close`. */
  file?: string;
  /** The built page. */
  pageFolder?: string;
  /** The name of this machine in the gateway's address; 127.0.0.1 by default. */
  gatewayHost?: string;
  /** The clock underneath, in milliseconds; real time by default. */
  now?: () => number;
  log?: (line: string) => void;
  /** Requests allowed per route and channel or server, and messages per channel. */
  rate?: Rate;
  messageRate?: Rate;
  /** All requests of the bot together, as Discord's 50 a second; without it there is no such limit. */
  globalRate?: Rate;
  /** False: the Date headers of answers say nothing. */
  tellsTime?: boolean;
}

export interface LocalDiscord {
  /** `http://127.0.0.1:PORT`: the page. */
  origin: string;
  /** What discord.js takes as `rest.api`. */
  apiUrl: string;
  /** The bot token it accepts. */
  token: string;
  clock: Clock;
  /** Somebody by display name or id; throws naming everybody. */
  person(name: string): Person;
  /** Names of everybody one can act as. */
  people(): string[];
  /** Adds somebody, e.g. to make an organisation large enough. */
  addPerson(plan: NewPerson): Person;
  /** Scheduled events of a server, by its name or id: all that were not deleted, in order of their beginning. */
  events(server: string): SeenEvent[];
  /** Everything there is, for looking at. */
  world: World;
  /** Every interaction sent to the bot, oldest first. */
  interactions: readonly InteractionRecord[];
  /** REST requests answered, oldest first. */
  requests: readonly AnsweredRequest[];
  /** Requests and gateway operations nothing here answers; a test asserts that there were none. */
  unknownRoutes: readonly string[];
  /** Looks at each REST request before it takes effect and may spoil it; the answer takes the hook off. */
  intercept(hook: Hook): () => void;
  /** Denies the bot exactly these rights in a channel (none: as at first). */
  setBotPermission(channel: string, denied: readonly PermissionName[]): void;
  /** Gives the bot exactly these rights in a channel beyond its roles. */
  grantBotPermission(channel: string, granted: readonly PermissionName[]): void;
  /** Takes these rights from the bot's role in a server (none: as at first); @everyone keeps its own. */
  setBotServerPermission(server: string, denied: readonly PermissionName[]): void;
  deleteChannel(channel: string): void;
  /** Adds a text channel like the others of a server; the answer is its id. */
  addChannel(server: string, name: string): string;
  /** Archives a thread, or locks it too, as people with the right to do; false undoes both. */
  archiveThread(thread: string, how: 'archived' | 'locked' | false): void;
  /** Makes a server unavailable, as in an outage of Discord, or available again. */
  setServerAvailable(server: string, available: boolean): void;
  addRole(server: string, name: string): string;
  deleteRole(server: string, name: string): void;
  /** Takes the bot out of a server, and in again. */
  removeBot(server: string): void;
  inviteBot(server: string): void;
  gateway: Gateway;
  /** Commands registered now, global and per server. */
  botCommands(): readonly APIApplicationCommand[];
  /** From now on the page shows what this tells of the bot's due work; what it rejects with is not shown. */
  showDue(read: DueReader): void;
  /** Writes the file now. */
  save(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a local Discord. Rejects with code EADDRINUSE where the port is taken, with a sentence where the file is damaged. */
export function startLocalDiscord(options: LocalDiscordOptions): Promise<LocalDiscord> {
  return openLocalDiscord(options);
}

export type { Answer, Seat, TypedOptions } from './seat.js';
export type { Clock } from './clock.js';
export type { Gateway, Trouble } from './gateway.js';
export type { World } from './world.js';
export type { AnsweredRequest, ApiRequest, Fault, Hook } from './http/api.js';
export type { FormField } from './form-input.js';
export type { InteractionRecord } from './interactions.js';
export type { NewPerson } from './world-changes.js';
export type { PermissionName } from './types.js';
export type { Person } from './person.js';
export type { EventStatus, SeenEvent } from './scheduled-events.js';
export type { SeenButton, SeenFile, SeenMenu, SeenMessage, SeenThread } from './seen-message.js';
