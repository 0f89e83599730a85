import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { startLocalDiscord, type LocalDiscord } from '../../src/local-discord/index.js';
import { BotProcess } from '../support/bot-process.js';

/** Ends what a test started, last first. */
const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean().catch(() => undefined);
});

/** A token that only looks like one. */
export const SOME_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.not-a-token-of-anybody-at-all';

/** An empty folder (0700) for one test. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'strike-together-process-'));
  leftovers.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** Starts the bot in a folder, for one test. */
export function launch(where: string, environment: Record<string, string>, before?: URL): BotProcess {
  const bot = new BotProcess({ folder: where, environment, ...(before === undefined ? {} : { before }) });
  leftovers.push(async () => {
    bot.kill();
    await bot.ended;
  });
  return bot;
}

/** A local Discord in this process, for one test. */
export async function discord(): Promise<LocalDiscord> {
  const local = await startLocalDiscord({ port: 0 });
  leftovers.push(() => local.close());
  return local;
}

/** Everything a process said. */
export function saidBy(bot: BotProcess): string {
  return `${bot.lines.join('\n')}\n${bot.errors}`;
}
