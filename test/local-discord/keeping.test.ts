import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, startBot } from './bot.js';
import type { AddressInfo } from 'node:net';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-discord-'));
  file = join(folder, 'world.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a restart', () => {
  it('finds messages, files, commands, DMs and the clock, and people can go on', async () => {
    const first = await startLocalDiscord({ port: 0, file });
    const bot = await startBot(first);
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({
        content: 'kept',
        components: [buttons('Again')],
        files: [{ attachment: Buffer.from('abc'), name: 'a.txt' }],
      });
      await interaction.followUp({ content: 'private', flags: MessageFlags.Ephemeral });
    });
    await first.person('Jonas').in('#general').command('say');
    await (await bot.client.users.fetch(first.person('Mei').id)).send('dear Mei');
    first.person('Mei').acceptsDms(false);
    await first.clock.advance(86_400_000);
    const [token, now] = [first.token, first.clock.now().getTime()];
    await bot.stop();
    await first.close();

    const second = await startLocalDiscord({ port: 0, file });
    expect(second.token).toBe(token);
    expect(second.clock.now().getTime()).toBeGreaterThanOrEqual(now);
    expect(second.botCommands().map((command) => command.name)).toContain('say');
    expect(second.person('Mei').dm().last().text).toBe('dear Mei');
    const seat = second.person('Jonas').in('#general');
    expect(seat.messages().map((message) => message.text)).toEqual(['kept']);
    const url = seat.last().raw.attachments[0]?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('abc');
    const again = await startBot(second, false);
    again.on(async (interaction) => {
      if (interaction.isButton()) await interaction.update('pressed');
    });
    expect(await seat.press('last', 'Again')).toMatchObject({ kind: 'update', message: { text: 'pressed' } });
    expect(BigInt(second.interactions[0]?.id ?? 0)).toBeGreaterThan(BigInt(seat.last().id));
    await again.stop();
    await second.close();
  });

  it('is not needed: changes are on disk shortly after, for the owner alone and without drafts', async () => {
    const discord = await startLocalDiscord({ port: 0, file });
    discord.person('Mei').acceptsDms(false);
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('"acceptsDms":false');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['world.json']);
    await discord.close();
  });

  it('with a damaged file stops with a sentence and leaves the file alone', async () => {
    for (const text of ['{"format":1', '{"format":2}', '[]', '']) {
      await writeFile(file, text);
      await expect(startLocalDiscord({ port: 0, file })).rejects.toThrow(/damaged\. Move it away/);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });
});

describe('the world', () => {
  it('is the same each time it begins, apart from the token', async () => {
    const [one, two] = [await startLocalDiscord({ port: 0 }), await startLocalDiscord({ port: 0 })];
    expect(one.token).not.toBe(two.token);
    expect(one.world.state.people).toEqual(two.world.state.people);
    expect(one.world.state.guilds).toEqual(two.world.state.guilds);
    const ids = [one.world.state.people, one.world.state.guilds, one.world.state.channels]
      .flat()
      .map((x) => x.id);
    expect(ids.every((id) => /^\d{18,19}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    await one.close();
    await two.close();
  });

  it('runs on the clock it was given', async () => {
    const discord = await startLocalDiscord({ port: 0, now: () => Date.parse('2027-03-27T12:00:00Z') });
    expect(discord.clock.now().toISOString()).toBe('2027-03-27T12:00:00.000Z');
    await discord.clock.advance(90_000);
    expect(discord.clock.now().toISOString()).toBe('2027-03-27T12:01:30.000Z');
    const bot = await startBot(discord);
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(interaction.createdAt.toISOString());
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    await seat.command('say');
    const [a, b] = seat.messages();
    expect(a?.text.slice(0, 16)).toBe('2027-03-27T12:01');
    expect(a?.raw.timestamp.slice(0, 16)).toBe('2027-03-27T12:01');
    expect(BigInt(b?.id ?? 0)).toBeGreaterThan(BigInt(a?.id ?? 0));
    await bot.stop();
    await discord.close();
  });
});

it('a port in use is an error with that code', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startLocalDiscord({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});
