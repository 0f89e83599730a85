import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { towards } from '../support/bot-process.js';
import { discord, folder, launch, saidBy } from './running.js';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Runs a tool of the operator as npm does; resolves to its exit code and what it said. */
function tool(where: string, environment: Record<string, string>, name: string, ...given: string[]) {
  const file = fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));
  const options = { cwd: where, env: { PATH: process.env.PATH, ...environment } };
  return new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, ['--import', TSX, file, ...given], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, said: stdout + stderr });
    });
  });
}

it(
  'a night’s backup is there, is named when the store is damaged, and is restored by the command',
  { timeout: 180_000 },
  async () => {
    const local = await discord();
    const where = await folder();
    const backups = path.join(where, 'backups');
    const environment = {
      ...towards(local),
      STORE_URL: `sqlite://${path.join(where, 'bot.sqlite')}`,
      KEY_DIR: path.join(where, 'keys'),
      BACKUP_DIR: backups,
    };
    const bot = launch(where, environment);
    await bot.ready();
    const zone = { 'my-timezone': 'Europe/Berlin' };
    const seat = local.person('Tomasz').in('Harbour City Coalition#general');
    await seat.command('settings set', zone);
    await bot.line(/the nightly backup was made/u);
    const made = await tool(where, environment, 'backup');
    expect(made.said).toMatch(/^The backup is in .*Z\.sqlite\. The keys/u);
    expect(made.code).toBe(0);
    expect(await readdir(backups)).toHaveLength(2);
    const beside = await tool(where, environment, 'restore', path.join(backups, 'whichever.sqlite'));
    expect(beside).toEqual({ code: 1, said: 'The bot is running. Stop it first, then try again.\n' });
    expect((await tool(where, environment, 'backup', '--keys', path.join(where, 'apart', 'keys'))).code).toBe(
      0,
    );
    expect(await readdir(path.join(where, 'apart', 'keys'))).toEqual(['signing', 'store']);
    expect((await bot.stop()).code).toBe(0);

    const store = path.join(where, 'bot.sqlite');
    await writeFile(store, (await readFile(store)).fill(0, 4_096, 12_288));
    const refused = launch(where, environment);
    expect((await refused.ended).code, saidBy(refused)).toBe(78);
    const named =
      /is damaged\. Put the newest backup in its place with: npm run restore -- "(.+)", then start again\.\n$/u;
    const file = named.exec(refused.errors)?.[1] ?? '';
    expect(file).toMatch(/Z\.sqlite$/u);

    expect((await tool(where, environment, 'restore', file)).said).toMatch(
      /^Restored: \d+ records of .*Start the bot\./u,
    );
    const again = launch(where, environment);
    await again.ready();
    const mine = await seat.command('settings show');
    expect(mine.kind === 'message' ? mine.message.text : '').toContain('Berlin');
    expect((await again.stop()).code).toBe(0);
  },
);
