import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLocalDiscord, type LocalDiscord } from '../../src/local-discord/index.js';
import { memberPayload } from '../../src/local-discord/payloads.js';
import { snowflakeAt } from '../../src/local-discord/snowflake.js';

/** The server in which everything is measured. */
export const SERVER = 'Harbour City Coalition';
export const CHANNEL = `${SERVER}#joint-action`;

const DAY_MS = 86_400_000;
const CALLBACK = /^\/api\/v10\/interactions\/(\d+)\/[^/]+\/callback/u;
/** What comes after an answer that was put off. */
const LATER = /^\/api\/v10\/webhooks\/\d+\/([^/]+)\/messages\/(?:@|%40)original/u;
const TOKEN = /\/interactions\/\d+\/([^/]+)\/callback/u;
const WAIT_MS = 20_000;

/** An interaction as the local Discord once sent it, to be sent again by others. */
export type Template = Record<string, unknown>;

interface Waiting {
  sentAt: number;
  resolve: (afterMs: number) => void;
  reject: (error: Error) => void;
}

/**
 * The local Discord with a door of its own for first answers to measured clicks. Its world, gateway and every other
 * route are as they are; but checking each answer as strictly as Discord takes it longer than a bot takes to give it, so
 * that the bots would be waiting for it. An answer to a measured click is therefore read here: it has to be a message
 * that holds `expected`.
 */
export class ClickSource {
  readonly local: LocalDiscord;
  readonly #door = createServer((incoming, answer) => this.#answer(incoming, answer));
  readonly #waiting = new Map<string, Waiting>();
  readonly #members: object[] = [];
  /** Clicks whose answer was put off, by token. */
  readonly #deferred = new Map<string, Waiting>();
  #expected = '';
  #mayDefer = false;
  #next = 0;
  #made = 0;

  private constructor(local: LocalDiscord) {
    this.local = local;
  }

  /** Starts a world in which so many people can click; where there are several places they take them in turn. */
  static async start(
    people: number,
    places: readonly { server: string; roles: readonly string[] }[] = [{ server: SERVER, roles: [] }],
  ): Promise<ClickSource> {
    const local = await startLocalDiscord({ port: 0 });
    const source = new ClickSource(local);
    for (let index = 0; index < people; index += 1) {
      // Apart in time, because ids are made from it.
      const joinedAt = new Date(Date.now() - 100 * DAY_MS - index * 1_000);
      const place = places[index % places.length] ?? { server: SERVER, roles: [] };
      const name = `Person ${String(index)}`;
      local.addPerson({ name, roles: { [place.server]: place.roles }, joinedAt });
      const guild = local.world.state.guilds.find((one) => one.name === place.server);
      for (const member of guild?.members.slice(-1) ?? []) {
        source.#members.push(memberPayload(local.world, member));
      }
    }
    source.#door.listen(0, '127.0.0.1');
    await once(source.#door, 'listening');
    return source;
  }

  /** What a bot needs in its environment to find this Discord. */
  get environment(): Record<string, string> {
    const { port } = this.#door.address() as AddressInfo;
    return { DISCORD_TOKEN: this.local.token, DISCORD_API_URL: `http://127.0.0.1:${String(port)}/api` };
  }

  /** The interaction that somebody's act sends to the bot, once it was answered. */
  async capture(act: () => Promise<unknown>): Promise<Template> {
    const { gateway } = this.local;
    const dispatch = gateway.dispatch.bind(gateway);
    let seen: unknown;
    gateway.dispatch = (type, data, intents) => {
      if (type === 'INTERACTION_CREATE') seen = data;
      dispatch(type, data, intents);
    };
    await act();
    gateway.dispatch = dispatch;
    if (seen === undefined) throw new Error('Nothing was sent to the bot.');
    return seen as Template;
  }

  /**
   * From now on the first person is the next to click, and answers have to hold this text; one that is put off counts
   * when it comes, where that is allowed.
   */
  begin(expected: string, mayDefer = false): void {
    this.#mayDefer = mayDefer;
    this.#expected = expected;
    this.#next = 0;
  }

  /** The next person does the same; resolves, with the time in ms, when the answer has arrived here. */
  click(template: Template): Promise<number> {
    this.#next += 1;
    return this.clickAs(this.#next - 1, template);
  }

  /** The person of that number (0: the first) does the same, however often they did already. */
  clickAs(number: number, template: Template): Promise<number> {
    const member = this.#members[number] as Record<string, unknown> | undefined;
    if (member === undefined) throw new Error('Everybody has clicked.');
    this.#made += 1;
    const id = snowflakeAt(Date.now(), this.#made % 4_096);
    const token = randomBytes(48).toString('base64url');
    const data = { ...template, id, token, member: { ...(template.member as object), ...member } };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { sentAt: performance.now(), resolve, reject });
      this.local.gateway.dispatch('INTERACTION_CREATE', data, 0);
    });
  }

  /** Rejects what was not answered for too long, so that a bot that fails is seen. */
  checkLate(): void {
    for (const [id, { sentAt, reject }] of this.#waiting) {
      if (performance.now() - sentAt < WAIT_MS) continue;
      this.#waiting.delete(id);
      reject(new Error('A click was not answered.'));
    }
  }

  async close(): Promise<void> {
    this.#door.close();
    this.#door.closeAllConnections();
    await this.local.close();
  }

  #answer(incoming: IncomingMessage, answer: ServerResponse): void {
    const later = incoming.method === 'PATCH' ? LATER.exec(incoming.url ?? '')?.[1] : undefined;
    const putOff = later === undefined ? undefined : this.#deferred.get(later);
    if (later !== undefined && putOff !== undefined)
      return this.#answerLater(later, putOff, incoming, answer);
    const id = incoming.method === 'POST' ? CALLBACK.exec(incoming.url ?? '')?.[1] : undefined;
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return this.#pass(incoming, answer);
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const afterMs = performance.now() - waiting.sentAt;
      answer.writeHead(204).end();
      this.#waiting.delete(id);
      const body = Buffer.concat(parts).toString('utf8');
      if (body.includes(this.#expected)) waiting.resolve(afterMs);
      else if (this.#mayDefer && body.startsWith('{"type":5')) {
        this.#deferred.set(TOKEN.exec(incoming.url ?? '')?.[1] ?? '', waiting);
      } else waiting.reject(new Error(`Not the answer that was expected: ${body}`));
    });
  }

  /** The answer to a click that was put off.  */
  #answerLater(token: string, waiting: Waiting, incoming: IncomingMessage, answer: ServerResponse): void {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const afterMs = performance.now() - waiting.sentAt;
      const body = Buffer.concat(parts).toString('utf8');
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1","channel_id":"1"}');
      this.#deferred.delete(token);
      if (body.includes(this.#expected)) waiting.resolve(afterMs);
      else waiting.reject(new Error(`Not the answer that was expected: ${body}`));
    });
  }

  /** Everything else is the local Discord's. */
  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { origin } = this.local;
    const headers = { ...incoming.headers, host: new URL(origin).host };
    const passed = request(origin + (incoming.url ?? ''), { method: incoming.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  }
}
