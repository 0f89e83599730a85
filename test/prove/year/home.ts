import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startLocalDiscord,
  type ApiRequest,
  type Fault,
  type LocalDiscord,
} from '../../../src/local-discord/index.js';
import { outboxCollection } from '../../../src/outbox/outbox.js';
import type { Item } from '../../../src/outbox/item.js';
import { reminderCollections, type ReminderDeps } from '../../../src/reminders/reminder.js';
import { writeReminder } from '../../../src/reminders/save.js';
import { decode } from '../../../src/store/record.js';
import {
  createDueIndex,
  loadStoreKeys,
  openStore,
  type CollectionDefinition,
  type Store,
} from '../../../src/store/index.js';
import { BotProcess, towards } from '../../support/bot-process.js';
import { copyStore, query, soon, until } from '../crash/scene.js';
import { holds } from '../proof.js';
import type { Sent } from './check.js';
import type { Planned } from './planned.js';
import { faultOf, type Outage } from './weather.js';

const STARTER = new URL('../../support/driven-bot.ts', import.meta.url);
const SAVED_AT_ONCE = 500;
const SHOW = /^reminder:show:([0-9a-z]{10}):([0-9a-z]+)$/u;

/** A local Discord with weather, and a bot in a process of its own that comes and goes; both on the same clock. */
export class Home {
  readonly local: LocalDiscord;
  readonly folder: string;
  lives = 0;
  /** Looks at a request before the weather does. */
  trap: ((request: ApiRequest) => Fault | undefined) | undefined;
  /** Something on the way to Discord that changes requests, or loses them. */
  proxy: ((request: ApiRequest) => Fault | undefined) | undefined;
  #outage: Outage | undefined;
  #spoilt = 0;
  #bot: BotProcess | undefined;

  private constructor(local: LocalDiscord, folder: string) {
    this.local = local;
    this.folder = folder;
    local.intercept((request) => this.#pass(request));
    const { gateway } = local;
    const upgrade = gateway.upgrade.bind(gateway);
    gateway.upgrade = (request, socket, head) => {
      if (this.#outage?.kind === 'no gateway' || this.#outage?.kind === 'offline') socket.destroy();
      else upgrade(request, socket, head);
    };
  }

  static async open(begin: number): Promise<Home> {
    const ahead = begin - Date.now();
    const local = await startLocalDiscord({ port: 0, now: () => Date.now() + ahead });
    return new Home(local, await mkdtemp(path.join(tmpdir(), 'strike-together-year-')));
  }

  get bot(): BotProcess {
    holds(this.#bot !== undefined, 'There is no bot yet');
    return this.#bot;
  }

  get alive(): boolean {
    return this.#bot?.alive === true;
  }

  get store(): string {
    return path.join(this.folder, 'bot.sqlite');
  }

  get now(): number {
    return this.local.clock.now().getTime();
  }

  /** Writes reminders into the store of a bot that is not running, as its verb does. */
  async save(planned: readonly Planned[]): Promise<void> {
    const keys = await loadStoreKeys(path.join(this.folder, 'keys'));
    const store = await openStore({ path: this.store, keys });
    const deps = { store, due: createDueIndex(store), ...reminderCollections(store) } as ReminderDeps;
    try {
      for (let at = 0; at < planned.length; at += SAVED_AT_ONCE) {
        const some = planned.slice(at, at + SAVED_AT_ONCE);
        await Promise.all(some.map(({ reminder }) => writeReminder(deps, reminder)));
      }
    } finally {
      await store.close();
    }
  }

  /** Starts the bot; what it can be told at its start is in driven-bot.ts. */
  start(environment: Record<string, string> = {}): void {
    holds(!this.alive, 'There is a bot already');
    this.lives += 1;
    this.#bot = new BotProcess({
      folder: this.folder,
      starter: STARTER,
      environment: { ...towards(this.local), AHEAD_MS: String(this.#ahead()), ...environment },
    });
  }

  async startUntilReady(): Promise<void> {
    this.start();
    await this.bot.ready();
  }

  /** Moves the clock of both on to an instant, unless it is there already, and lets the bot do what is then due. */
  async moveTo(ms: number, told: Record<string, unknown> = {}): Promise<void> {
    if (ms > this.now) await this.local.clock.advance(ms - this.now);
    if (this.alive) await this.bot.tell({ aheadMs: this.#ahead(), tick: true, ...told });
  }

  /** From now on Discord suffers from this, or from nothing. */
  suffer(outage: Outage | undefined): void {
    this.#outage = outage;
    this.#spoilt = 0;
    if (outage?.kind === 'no gateway' || outage?.kind === 'offline') this.local.gateway.disconnect(4_000);
  }

  /** Whether a bot that starts now can get through. */
  get reachable(): boolean {
    return this.#outage?.kind !== 'no gateway' && this.#outage?.kind !== 'offline';
  }

  /** Waits until the gateway is back, or the bot has given up and ended. */
  async connected(): Promise<void> {
    await until('the bot to connect again', () => this.local.gateway.connected || !this.alive, 60_000);
  }

  /**
   * Waits until the bot is dead, and looks at what it left: the store has to be whole. Resolves to how many messages were
   * claimed and not recorded, and how many of those had been posted.
   */
  async dead(): Promise<{ claimed: number; posted: number }> {
    const ended = await soon('the bot to die', this.bot.ended);
    this.readLog();
    holds(
      ended.signal === 'SIGKILL',
      `The bot ended by itself: ${JSON.stringify(ended)}\n${this.lastWords()}`,
    );
    const copy = path.join(this.folder, 'looked-at.sqlite');
    await copyStore(this.store, copy);
    const [row] = await query<{ integrity_check: string }>(copy, 'PRAGMA integrity_check');
    holds(row?.integrity_check === 'ok', `The store is damaged: ${JSON.stringify(row)}`);
    const claimed = (await this.#items(copy)).filter(({ state }) => state === 'claimed');
    for (const part of ['', '-wal', '-shm']) await rm(copy + part, { force: true });
    const nonces = new Set(this.local.world.state.nonces.map(({ nonce }) => nonce));
    return { claimed: claimed.length, posted: claimed.filter(({ nonce }) => nonces.has(nonce)).length };
  }

  /** Whatever was done to it, no work may have failed inside. */
  readLog(): void {
    const errors = this.bot.lines.filter((line) =>
      /due work failed|could not be read|nobody caught/u.test(line),
    );
    holds(errors.length === 0, `The bot logged errors:\n${errors.join('\n').slice(0, 4_000)}`);
    holds(this.bot.errors === '', `The bot wrote to standard error:\n${this.bot.errors.slice(0, 4_000)}`);
  }

  /** Every reminder's message there is. */
  sent(textOf: ReadonlyMap<string, string>): Sent[] {
    const { channels, messages, botId } = this.local.world.state;
    return channels.flatMap((channel) =>
      (messages[channel.id] ?? [])
        .filter(({ message, privateTo }) => message.author.id === botId && privateTo === undefined)
        .map(({ message }): Sent => {
          const at = Date.parse(message.timestamp);
          const [embed] = message.embeds;
          const body = embed?.description ?? '';
          const late = /\blate\b/u.test(body);
          const to = channel.recipientId ?? channel.id;
          const shown = SHOW.exec(
            /"custom_id":"([^"]+)"/u.exec(JSON.stringify(message.components))?.[1] ?? '',
          );
          if (shown !== null)
            return { reminderId: shown[1] ?? '', due: Number.parseInt(shown[2] ?? '', 36), to, at, late };
          const reminderId = textOf.get(body.split('\n')[0] ?? '');
          holds(reminderId !== undefined, `A message nobody asked for: ${JSON.stringify(message)}`);
          const seconds = /<t:(\d+)/u.exec(body)?.[1];
          return {
            reminderId,
            due: seconds === undefined ? undefined : Number(seconds) * 1_000,
            to,
            at,
            late,
          };
        }),
    );
  }

  lastWords(): string {
    return this.#bot === undefined
      ? ''
      : [...this.#bot.lines.slice(-10), this.#bot.errors.slice(-2_000)].join('\n');
  }

  async stop(): Promise<void> {
    const ended = await this.bot.stop();
    this.readLog();
    holds(ended.code === 0, `The bot stopped with ${JSON.stringify(ended)}`);
  }

  async close(): Promise<void> {
    if (this.alive) {
      this.bot.kill();
      await this.bot.ended;
    }
    await this.local.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  #pass(request: ApiRequest): Fault | undefined {
    const caught = this.proxy?.(request) ?? this.trap?.(request);
    if (caught !== undefined || this.#outage === undefined) return caught;
    const fault = faultOf(this.#outage.kind, request, this.#spoilt);
    if (fault !== undefined) this.#spoilt += 1;
    return fault;
  }

  async #items(file: string): Promise<Item[]> {
    const keys = await loadStoreKeys(path.join(this.folder, 'keys'));
    const definition = outboxCollection({
      collection: (given: unknown) => given,
    } as unknown as Store) as unknown as CollectionDefinition<Item>;
    const sql = "SELECT key, value FROM keyv WHERE key >= 'outbox:' AND key < 'outbox;'";
    return (await query<{ key: string; value: string }>(file, sql)).map(({ key, value }) => {
      const { value: record } = JSON.parse(value) as { value: unknown };
      return decode(definition, keys, key, JSON.stringify(record));
    });
  }

  #ahead(): number {
    return this.now - Date.now();
  }
}
