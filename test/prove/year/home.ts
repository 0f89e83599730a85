import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startLocalDiscord,
  type ApiRequest,
  type Fault,
  type LocalDiscord,
} from '../../../src/local-discord/index.js';
import { reminderCollections, type ReminderDeps } from '../../../src/reminders/reminder.js';
import { writeReminder } from '../../../src/reminders/save.js';
import { createDueIndex, loadStoreKeys, openStore } from '../../../src/store/index.js';
import { until } from '../../support/waiting.js';
import { BotHome } from '../bot-home.js';
import { holds } from '../proof.js';
import type { Sent } from './check.js';
import type { Planned } from './planned.js';
import { faultOf, type Outage } from './weather.js';

const STARTER = new URL('../../support/driven-bot.ts', import.meta.url);
const SAVED_AT_ONCE = 500;
const SHOW = /^reminder:show:([0-9a-z]{10}):([0-9a-z]+)$/u;

/** A local Discord with weather. */
export class Home extends BotHome {
  /** Looks at a request before the weather does. */
  trap: ((request: ApiRequest) => Fault | undefined) | undefined;
  /** Something on the way to Discord that changes requests, or loses them. */
  proxy: ((request: ApiRequest) => Fault | undefined) | undefined;
  #outage: Outage | undefined;
  #spoilt = 0;

  private constructor(local: LocalDiscord, folder: string) {
    super(local, folder, { starter: STARTER });
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

  async startUntilReady(): Promise<void> {
    this.launch();
    await this.bot.ready();
  }

  /** Moves the clock of both on to an instant, unless it is there already, and lets the bot do what is then due. */
  async moveTo(ms: number, told: Record<string, unknown> = {}): Promise<void> {
    if (ms > this.now) await this.local.clock.advance(ms - this.now);
    if (this.alive) await this.bot.tell({ aheadMs: this.ahead, tick: true, ...told });
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

  /** Waits until the bot was killed. Resolves to how many messages were claimed and not recorded, and how many posted. */
  async dead(): Promise<{ claimed: number; posted: number }> {
    const claimed = (await this.killed()).filter(({ state }) => state === 'claimed');
    const nonces = new Set(this.local.world.state.nonces.map(({ nonce }) => nonce));
    return { claimed: claimed.length, posted: claimed.filter(({ nonce }) => nonces.has(nonce)).length };
  }

  /** Discord's failures may be logged; no work may have failed inside. */
  override readLog(): void {
    super.readLog(/due work failed|could not be read|nobody caught/u);
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

  #pass(request: ApiRequest): Fault | undefined {
    const caught = this.proxy?.(request) ?? this.trap?.(request);
    if (caught !== undefined || this.#outage === undefined) return caught;
    const fault = faultOf(this.#outage.kind, request, this.#spoilt);
    if (fault !== undefined) this.#spoilt += 1;
    return fault;
  }
}
