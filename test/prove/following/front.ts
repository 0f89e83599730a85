import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startLocalDiscord,
  type LocalDiscord,
  type Seat,
  type SeenMessage,
} from '../../../src/local-discord/index.js';
import { RIVERSIDE } from '../../support/third-server.js';
import { BotHome } from '../bot-home.js';

const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';

/** Three servers of one front, with an organisation each; somebody who votes there, and who may set it up. */
export const PLACES = [
  { server: HARBOUR, channel: `${HARBOUR}#joint-action`, voter: 'Jonas', manager: 'Amara' },
  { server: UNIVERSITY, channel: `${UNIVERSITY}#joint-action`, voter: 'Hana', manager: 'Sofia' },
  { server: RIVERSIDE, channel: `${RIVERSIDE}#joint-action`, voter: 'Rosa', manager: 'Rosa' },
] as const;

/** A world and a store at rest, to begin from as often as wanted. */
export interface Kept {
  folder: string;
  /** What the clock showed, in ms. */
  at: number;
  clockOffset: number;
  starter: URL;
}

/** Three servers of one front, and a bot that does what is due when it is told. */
export class Front extends BotHome {
  readonly #starter: URL;

  private constructor(local: LocalDiscord, folder: string, starter: URL) {
    super(local, folder, { starter });
    this.#starter = starter;
  }

  /** A new world whose clock begins at an instant; `starter` starts its bots. */
  static async open(at: number, starter: URL): Promise<Front> {
    const folder = await mkdtemp(path.join(tmpdir(), 'st-following-'));
    return new Front(await worldIn(folder, at - Date.now()), folder, starter);
  }

  /** A copy of a kept one, from the instant it was kept at. */
  static async again({ folder: from, at, clockOffset, starter }: Kept): Promise<Front> {
    const folder = await mkdtemp(path.join(tmpdir(), 'st-following-'));
    await cp(from, folder, { recursive: true });
    return new Front(await worldIn(folder, at - clockOffset - Date.now()), folder, starter);
  }

  /** Stops the bot and lays everything by; nothing goes on here afterwards. */
  async keep(): Promise<Kept> {
    await this.stop();
    const { clockOffset } = this.local.world.state;
    const kept = { folder: `${this.folder}-kept`, at: this.now, clockOffset, starter: this.#starter };
    await this.local.close();
    await mkdir(kept.folder);
    for (const part of ['world.json', 'bot.sqlite', 'keys'])
      await cp(path.join(this.folder, part), path.join(kept.folder, part), {
        recursive: true,
        filter: (file) => !file.endsWith('.sock'),
      });
    await rm(this.folder, { recursive: true, force: true });
    return kept;
  }

  seat(at: number, who?: string): Seat {
    const place = PLACES[at] ?? PLACES[0];
    return this.local.person(who ?? place.voter).in(place.channel);
  }

  /** What everybody sees in the channel of a server. */
  posts(at: number): SeenMessage[] {
    return this.seat(at)
      .messages()
      .filter(({ ephemeral }) => !ephemeral);
  }

  /** Starts the bot, and waits until what was due is done. */
  async start(): Promise<void> {
    this.launch();
    await this.bot.ready(60_000);
  }

  /** Moves the clock on, and lets the bot do what is then due. */
  async moveTo(ms: number): Promise<void> {
    if (ms > this.now) await this.local.clock.advance(ms - this.now);
    if (this.alive) await this.bot.tell({ aheadMs: this.ahead, tick: true });
  }

  async advance(ms: number): Promise<void> {
    await this.moveTo(this.now + ms);
  }
}

function worldIn(folder: string, ahead: number): Promise<LocalDiscord> {
  return startLocalDiscord({
    port: 0,
    file: path.join(folder, 'world.json'),
    now: () => Date.now() + ahead,
  });
}
