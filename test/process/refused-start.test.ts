import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { towards } from '../support/bot-process.js';
import { discord, folder, launch, saidBy, SOME_TOKEN } from './running.js';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));
/** Nobody listens there: a start that should be refused before it must not reach anybody. */
const NOWHERE = { DISCORD_TOKEN: SOME_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api' };

/** Starts the bot where it has to refuse, and gives what it wrote to standard error. */
async function refusal(where: string, environment: Record<string, string>, before?: URL): Promise<string> {
  const bot = launch(where, environment, before);
  const ended = await bot.ended;
  expect(saidBy(bot)).not.toMatch(/^ +at /mu);
  expect(saidBy(bot)).not.toContain(SOME_TOKEN);
  expect(ended.code, saidBy(bot)).toBe(78);
  return bot.errors;
}

describe('a start that cannot succeed says why in a sentence, and ends with 78', () => {
  it('names each wrong value on a line of its own, with what would be right', async () => {
    const wrong = {
      DISCORD_TOKEN: 'secret',
      LOCAL_DISCORD: 'perhaps',
      DISCORD_API_URL: 'ftp://example.org',
      DISCORD_API_VERSION: 'ten',
      COMMAND_GUILD_IDS: '4711',
      STORE_URL: 'mysql://example.org/bot',
      DEFAULT_TIMEZONE: 'Mars/Olympus',
      DEFAULT_LOCALE: 'english',
      HEALTH_PORT: 'ninety',
      LOCAL_DISCORD_PORT: '99999',
      LOG_LEVEL: 'loud',
    };
    const lines = (await refusal(await folder(), wrong)).trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(Object.keys(wrong));
    for (const line of lines)
      expect(line).toMatch(/^[A-Z_]+ cannot be used as it is set\. .*for example: \S/u);
    for (const value of Object.values(wrong)) expect(lines.join('\n')).not.toContain(value);
  });

  it('without a token, where the local Discord is forbidden', async () => {
    const said = await refusal(await folder(), { LOCAL_DISCORD: 'never' });
    expect(said).toMatch(
      /^DISCORD_TOKEN is missing, and LOCAL_DISCORD=never forbids the local Discord\. .+\n$/u,
    );
  });

  it('with a store that is some other file, or a folder', async () => {
    const where = await folder();
    await writeFile(path.join(where, 'garbage.sqlite'), 'This is a letter and not a store.'.repeat(100));
    await mkdir(path.join(where, 'folder.sqlite'));
    const refusalOf = (name: string) =>
      refusal(where, { ...NOWHERE, STORE_URL: `sqlite://${path.join(where, name)}` });
    const [garbage, inner] = await Promise.all([refusalOf('garbage.sqlite'), refusalOf('folder.sqlite')]);
    expect(garbage).toMatch(/garbage\.sqlite is a file of another kind, .+ start again\.\n$/u);
    expect(inner).toMatch(/folder\.sqlite, which is a folder and not a file: .+ start again\.\n$/u);
    expect(await readFile(path.join(where, 'garbage.sqlite'), 'utf8')).toContain('This is a letter');
  });

  it('with a text that is broken, naming file and line', async () => {
    const where = await folder();
    const content = path.join(where, 'data');
    await cp(DATA, content, { recursive: true });
    const file = path.join(content, 'explainers/en/united-front.md');
    const [first, ...rest] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [first, 'title: "', ...rest.slice(1)].join('\n'));
    const said = await refusal(where, { ...NOWHERE, CONTENT_DIR: content });
    expect(said).toMatch(/explainers\/en\/united-front\.md:2: .+ - .+\n/u);
  });

  it('without a token, when the port of the local Discord is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as { port: number };
      const said = await refusal(await folder(), { LOCAL_DISCORD_PORT: String(port) });
      expect(said).toMatch(new RegExp(`^Port ${String(port)} is in use\\. .+\\n$`, 'u'));
    } finally {
      server.close();
    }
  });

  it('when the port of the health answers is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as { port: number };
      const said = await refusal(await folder(), { ...NOWHERE, HEALTH_PORT: String(port) });
      expect(said).toMatch(
        new RegExp(`^Port ${String(port)} is in use, which HEALTH_PORT names\\. .+\\n$`, 'u'),
      );
    } finally {
      server.close();
    }
  });

  it('without the compiled part of the store’s driver', async () => {
    const said = await refusal(await folder(), NOWHERE, new URL('./without-driver.ts', import.meta.url));
    expect(said).toMatch(/^The compiled part of the sqlite3 package is missing .*"npm ci" .+\n$/u);
  });

  it('beside another process on the same store, which lives on', async () => {
    const local = await discord();
    const where = await folder();
    const first = launch(where, towards(local));
    await first.ready();
    const said = await refusal(where, towards(local));
    expect(said).toMatch(/bot\.sqlite is in use by another process: .+ start again\.\n$/u);
    expect(first.alive).toBe(true);
    const help = await local.person('Amara').in('Harbour City Coalition#general').command('help');
    expect(help.kind).toBe('message');
  });
});
