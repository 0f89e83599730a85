import { request } from 'node:http';
import { connect } from 'node:net';
import { readdir, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, launch } from './running.js';

describe('a start without a token', () => {
  it('opens a Discord of its own for this machine alone, in files of its own', async () => {
    const where = await folder();
    const bot = launch(where, { LOCAL_DISCORD_PORT: '0' });
    const line = await bot.line(/^Open http/u);
    await bot.ready();
    const origin = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0] ?? '';
    const { port } = new URL(origin);

    expect(await status(origin, {})).not.toBe(403);
    expect(await status(origin, { host: `localhost:${port}` })).not.toBe(403);
    expect(await status(origin, { host: 'evil.example' })).toBe(403);
    expect(await status(origin, { host: `evil.example:${port}` })).toBe(403);
    expect(await status(origin, { origin: 'https://evil.example' })).toBe(403);
    expect(await status(`${origin}/api/v10/gateway`, { host: 'evil.example' })).toBe(403);
    for (const address of ownAddresses()) expect(await reaches(address, Number(port))).toBe(false);

    const files = await readdir(where, { recursive: true });
    expect(files).toContain('bot.local.sqlite');
    expect(files).not.toContain('bot.sqlite');
    expect(await bot.stop('SIGINT')).toMatchObject({ code: 0 });
    await expectPrivate(where);
  });
});

/** Nobody else on the machine may read any of it. */
async function expectPrivate(where: string): Promise<void> {
  const entries = await readdir(where, { recursive: true, withFileTypes: true });
  expect(entries.some((entry) => entry.isFile())).toBe(true);
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const mode = ((await stat(file)).mode & 0o777).toString(8);
    expect(`${mode} ${file}`).toBe(`${entry.isDirectory() ? '700' : '600'} ${file}`);
  }
}

function status(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    // Not fetch: it does not let anybody choose the Host.
    const asked = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** Addresses under which other machines know this one. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 2_000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
