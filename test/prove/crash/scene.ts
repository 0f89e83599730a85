import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startLocalDiscord,
  type Answer,
  type Person,
  type Seat,
  type SeenMessage,
} from '../../../src/local-discord/index.js';
import { until } from '../../support/waiting.js';
import { BotHome } from '../bot-home.js';
import { holds } from '../proof.js';

export const SERVER = 'Harbour City Coalition';
export const CHANNEL = `${SERVER}#joint-action`;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Start of the clock: a Monday at noon, UTC. */
const NOON = Date.parse('2027-03-01T12:00:00Z');
const BEFORE = new URL('../in-bot.ts', import.meta.url);

/** The bot and the Discord that a crowd votes in. */
export class Scene extends BotHome {
  static async open(): Promise<Scene> {
    const ahead = NOON - Date.now();
    const local = await startLocalDiscord({ port: 0, now: () => Date.now() + ahead });
    const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-crash-'));
    return new Scene(local, folder, { before: BEFORE });
  }

  seat(person: Person | string): Seat {
    return (typeof person === 'string' ? this.local.person(person) : person).in(CHANNEL);
  }

  async startUntilReady(folder?: string): Promise<void> {
    this.launch({}, folder);
    await this.bot.ready();
  }

  /** Starts the bot and waits only until it hears what people do; what it owes may still be under way. */
  async startUntilConnected(): Promise<void> {
    const before = this.local.gateway.identified;
    this.launch();
    await until('the bot to connect', () => this.local.gateway.identified > before, 30_000);
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.integrity();
  }

  /** Moves the clock of the local Discord, and of the bot if it lives. */
  async advance(ms: number): Promise<void> {
    await this.local.clock.advance(ms);
    if (this.alive) await this.bot.tell({ aheadMs: this.ahead });
  }

  /** Messages the bot posted for everybody in the channel. */
  posts(): SeenMessage[] {
    return this.seat('Amara')
      .messages()
      .filter((message) => !message.ephemeral && message.raw.author.bot === true);
  }

  /** Posts with exactly this title. */
  titled(title: string): SeenMessage[] {
    return this.posts().filter((message) => message.raw.embeds[0]?.title === title);
  }
}

/** The message of an answer; throws where there is none. */
export function told(answer: Answer): SeenMessage {
  if (answer.kind === 'message' || answer.kind === 'update') return answer.message;
  throw new Error(`Instead of an answer: ${JSON.stringify(answer)}`);
}

/** A preview ready to publish. */
export async function preview(seat: Seat, title: string, when = '20 March 2027 18:00'): Promise<SeenMessage> {
  const answer = await seat.command('propose', {
    title,
    how: 'picket',
    whom: 'employer: Harbour Ltd',
    when,
  });
  const message = told(answer);
  holds(message.labels.includes('Publish'), `No preview but: ${message.text}`);
  return message;
}

/** Lets somebody say where they are, so that nothing asks them later. */
export async function settleZone(seat: Seat): Promise<void> {
  told(await seat.command('settings set', { 'my-timezone': 'Europe/Berlin' }));
}
