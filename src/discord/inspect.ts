import {
  DiscordAPIError,
  OverwriteType,
  PermissionFlagsBits,
  PermissionsBitField,
  REST,
  Routes,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  type APIUser,
  type RESTGetAPIGatewayBotResult,
  type RESTGetAPIOAuth2CurrentApplicationResult,
} from 'discord.js';
import { WebSocket } from 'undici';
import {
  FILES,
  inviteFor,
  missingOf,
  POSTING,
  POSTING_IN_THREADS,
  RIGHTS,
  THREADS,
  type Right,
} from './permissions.js';

const TIMEOUT_MS = 10_000;
const SERVERS_PAGE = 200;
const HELLO = 10;

/** What Discord says of the bot's account and application. */
export interface Account {
  id: string;
  name: string;
  /** Adds the bot to a server with exactly what it needs. */
  invite: string;
  /** Where set, Discord sends clicks there and not to the bot. */
  interactionsEndpoint?: string;
  /** Of its application's flags. */
  intents: { presences: boolean; members: boolean; messages: boolean };
  /** How far this machine's clock is ahead of Discord's, in ms; undefined where Discord did not say. */
  clockAheadMs?: number;
}

export interface Gateway {
  /** How often the bot may still log in today. */
  startsLeft: number;
  /** Whether it answered at its address. */
  reached: boolean;
}

/** What the bot lacks in a server, and in the channel the server has set. */
export interface ServerRights {
  id: string;
  name: string;
  missing: Right[];
  administrator: boolean;
  /** Absent where none is set; `gone` where the bot does not find it. */
  channel?: { name: string; missing: Right[]; gone: boolean };
}

/** Asks Discord without logging in, so that a running bot is not disturbed. Rejects with the library's errors. */
export class Inspection {
  readonly #rest: REST;
  #ahead: number | undefined;

  constructor({ apiUrl, apiVersion, token }: { apiUrl: string; apiVersion: string; token: string }) {
    this.#rest = new REST({ api: apiUrl, version: apiVersion, timeout: TIMEOUT_MS, retries: 1 });
    this.#rest.setToken(token);
    this.#rest.on('response', (_request, response) => {
      const told = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(told)) this.#ahead = Date.now() - told;
    });
  }

  async account(): Promise<Account> {
    const self = (await this.#rest.get(Routes.user())) as APIUser;
    const application = (await this.#rest.get(
      Routes.currentApplication(),
    )) as RESTGetAPIOAuth2CurrentApplicationResult;
    // Two bits each: granted, or allowed while the bot is in few servers.
    const has = (bit: number) => ((application.flags ?? 0) & (bit | (bit << 1))) !== 0;
    const { interactions_endpoint_url: endpoint } = application;
    return {
      id: self.id,
      name: self.username,
      invite: inviteFor(application.id),
      ...(endpoint == null || endpoint === '' ? {} : { interactionsEndpoint: endpoint }),
      intents: { presences: has(1 << 12), members: has(1 << 14), messages: has(1 << 18) },
      ...(this.#ahead === undefined ? {} : { clockAheadMs: this.#ahead }),
    };
  }

  /** Connects to the gateway up to its greeting, which counts as no login. */
  async gateway(): Promise<Gateway> {
    const { url, session_start_limit: limit } = (await this.#rest.get(
      Routes.gatewayBot(),
    )) as RESTGetAPIGatewayBotResult;
    return { startsLeft: limit.remaining, reached: await greets(`${url}?v=10&encoding=json`) };
  }

  /** The servers the bot is in, in pages of Discord's. */
  async servers(): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const query = new URLSearchParams({ limit: String(SERVERS_PAGE), ...(after && { after }) });
      const page = (await this.#rest.get(Routes.userGuilds(), { query })) as { id: string }[];
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1)?.id;
      if (page.length < SERVERS_PAGE || last === after) return ids;
      after = last;
    }
  }

  /** What the bot lacks in one server it is in. */
  async rightsIn(
    guildId: string,
    selfId: string,
    place: { channelId?: string; threads: boolean } = { threads: false },
  ): Promise<ServerRights> {
    const guild = (await this.#rest.get(Routes.guild(guildId))) as APIGuild;
    const member = (await this.#rest.get(Routes.guildMember(guildId, selfId))) as APIGuildMember;
    const inServer = serverRights(guild, member);
    const found: ServerRights = {
      id: guildId,
      name: guild.name,
      missing: missingOf(inServer, Object.keys(RIGHTS) as Right[]),
      administrator: inServer.has(PermissionFlagsBits.Administrator, false),
    };
    if (place.channelId === undefined) return found;
    const channel = await this.#channel(place.channelId);
    if (channel === undefined) return { ...found, channel: { name: '', missing: [], gone: true } };
    const thread = 'parent_id' in channel && 'thread_metadata' in channel;
    const parent = thread && channel.parent_id != null ? await this.#channel(channel.parent_id) : channel;
    const overwrites =
      parent !== undefined && 'permission_overwrites' in parent ? parent.permission_overwrites : [];
    const held = channelRights(inServer, overwrites ?? [], { guildId, selfId, roles: member.roles });
    const posting = thread ? POSTING_IN_THREADS : POSTING;
    const wanted = [...posting, ...FILES, ...(place.threads && !thread ? THREADS : [])];
    return { ...found, channel: { name: channel.name ?? '', missing: missingOf(held, wanted), gone: false } };
  }

  async #channel(id: string): Promise<APIChannel | undefined> {
    try {
      return (await this.#rest.get(Routes.channel(id))) as APIChannel;
    } catch (error) {
      // Not there, or not for the bot to see.
      if (error instanceof DiscordAPIError && (error.status === 404 || error.status === 403))
        return undefined;
      throw error;
    }
  }
}

/** Why Discord could not be asked: the token is refused, or Discord cannot be reached. */
export function whyNot(error: unknown): 'refused' | 'unreachable' {
  return error instanceof DiscordAPIError && error.status === 401 ? 'refused' : 'unreachable';
}

/** Rights in a server as a whole: those of everyone's role and of the member's own. */
function serverRights(guild: APIGuild, member: APIGuildMember): PermissionsBitField {
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  return new PermissionsBitField(held.map(({ permissions }) => BigInt(permissions)));
}

/** Discord's order: what is set for everyone, then for roles together, then for the member; denied before allowed. */
function channelRights(
  base: PermissionsBitField,
  overwrites: readonly APIOverwrite[],
  { guildId, selfId, roles }: { guildId: string; selfId: string; roles: readonly string[] },
): PermissionsBitField {
  if (base.has(PermissionFlagsBits.Administrator, false)) return base;
  const levels = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === selfId),
  ];
  const held = new PermissionsBitField(base);
  for (const level of levels) {
    held.remove(level.map(({ deny }) => BigInt(deny)));
    held.add(level.map(({ allow }) => BigInt(allow)));
  }
  // Who does not see a channel can do nothing in it.
  return held.has(PermissionFlagsBits.ViewChannel) ? held : new PermissionsBitField();
}

function greets(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let ended = false;
    const end = (reached: boolean) => {
      // Closing what was not open yet is an error of its own, at once.
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      socket.close();
      resolve(reached);
    };
    const timer = setTimeout(() => end(false), TIMEOUT_MS);
    socket.addEventListener('error', () => end(false));
    socket.addEventListener('close', () => end(false));
    socket.addEventListener('message', ({ data }) => end(isHello(data)));
  });
}

function isHello(data: unknown): boolean {
  try {
    return typeof data === 'string' && (JSON.parse(data) as { op?: unknown }).op === HELLO;
  } catch {
    return false;
  }
}
