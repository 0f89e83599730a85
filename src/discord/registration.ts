import type { Client } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { Command } from './command.js';
import { commandBodies, deployCommands, deployedCollection } from './deploy.js';

const AGAIN_MS = 60_000;

/** Keeps the commands that Discord shows as they are in the code, in every language there is. */
export class Registration {
  readonly #commands: readonly Command[];
  readonly #guildIds: readonly string[];
  readonly #deps: AppDeps;
  #done = false;
  #stopped = false;

  /** `guildIds`: where they are registered; everywhere when empty. */
  constructor(commands: readonly Command[], guildIds: readonly string[], deps: AppDeps) {
    this.#commands = commands;
    this.#guildIds = guildIds;
    this.#deps = deps;
  }

  /** Whether Discord has them. */
  get done(): boolean {
    return this.#done;
  }

  /** Registers them, and goes on trying each minute. Never rejects. */
  async register(client: Client<true>): Promise<void> {
    const { texts, store, mentions, log } = this.#deps;
    const bodies = commandBodies(this.#commands, texts, this.#guildIds.length === 0);
    try {
      mentions.remember(await deployCommands(client, deployedCollection(store), bodies, this.#guildIds));
      this.#done = true;
    } catch (error) {
      // Votes and reminders do not wait for this: commands registered earlier still work.
      log.error({ err: error }, 'commands could not be registered; trying again in a minute');
      setTimeout(() => void (this.#stopped ? undefined : this.register(client)), AGAIN_MS).unref();
    }
  }

  /** Has it try no more. */
  stop(): void {
    this.#stopped = true;
  }
}
