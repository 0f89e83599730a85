import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { startBot } from './bot.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot | undefined;

beforeEach(async () => {
  discord = await startLocalDiscord({ port: 0 });
});
afterEach(async () => {
  const leaving = bot;
  bot = undefined;
  await leaving?.stop();
  await discord.close();
});

describe('a bot', () => {
  it('connects, sees its servers, and is known to be there until it leaves', async () => {
    expect(discord.gateway.connected).toBe(false);
    const ready = discord.gateway.whenReady();
    bot = await startBot(discord, false);
    await ready;
    expect(discord.gateway.connected).toBe(true);
    expect(discord.gateway.intents).toBe(GatewayIntentBits.Guilds);
    const names = bot.client.guilds.cache.map((guild) => guild.name).sort();
    expect(names).toEqual(['Harbour City Coalition', 'University Alliance']);
    const harbour = bot.client.guilds.cache.find((guild) => guild.name === names[0]);
    expect(harbour?.roles.cache.map((role) => role.name)).toContain("Dockworkers' Branch");
    expect(harbour?.channels.cache.map((channel) => channel.name)).toContain('announcements');
    expect(harbour?.members.cache.size).toBe(1);
    await bot.stop();
    await expect.poll(() => discord.gateway.connected).toBe(false);
  });

  it('with a wrong token, or asking for privileged intents, is turned away', async () => {
    const login = (token: string, intents: number) => {
      const client = new Client({ intents, rest: { api: discord.apiUrl } });
      client.on(Events.Error, () => undefined);
      return client.login(token).finally(() => client.destroy());
    };
    await expect(login('wrong', GatewayIntentBits.Guilds)).rejects.toThrow();
    await expect(login(discord.token, GatewayIntentBits.GuildMembers)).rejects.toThrow('disallowed intents');
    await expect(login(discord.token, GatewayIntentBits.MessageContent)).rejects.toThrow(
      'disallowed intents',
    );
  });

  it('cut off for a moment resumes and gets what it missed', async () => {
    const here = await startBot(discord);
    bot = here;
    here.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('caught up');
    });
    discord.gateway.disconnect(4000);
    await expect.poll(() => discord.gateway.connected).toBe(false);
    const answer = await discord.person('Jonas').in('#general').command('say');
    expect(answer).toMatchObject({ kind: 'message', message: { text: 'caught up' } });
    expect(discord.gateway.resumed).toBe(1);
    expect(discord.gateway.identified).toBe(1);
  });

  it('told to reconnect resumes, and thrown out of its session begins a new one', async () => {
    const here = await startBot(discord, false);
    bot = here;
    discord.gateway.operation(7);
    await expect.poll(() => discord.gateway.resumed, { timeout: 5_000 }).toBe(1);
    discord.gateway.disconnect(4007);
    await expect.poll(() => discord.gateway.identified, { timeout: 10_000 }).toBe(2);
  });

  it('hears of changes to channels, roles and servers', async () => {
    const here = await startBot(discord, false);
    bot = here;
    const heard: string[] = [];
    here.client.on(Events.ChannelUpdate, () => heard.push('channel changed'));
    here.client.on(Events.ChannelDelete, () => heard.push('channel deleted'));
    here.client.on(Events.GuildRoleCreate, () => heard.push('role made'));
    here.client.on(Events.GuildRoleDelete, () => heard.push('role deleted'));
    here.client.on(Events.GuildDelete, () => heard.push('server left'));
    here.client.on(Events.GuildCreate, () => heard.push('server joined'));
    here.client.on(Events.MessageCreate, () => heard.push('message'));
    const server = 'University Alliance';
    discord.setBotPermission(`${server}#general`, ['EmbedLinks']);
    discord.deleteChannel(`${server}#joint-action`);
    discord.addRole(server, 'Choir');
    discord.deleteRole(server, 'Choir');
    discord.removeBot(server);
    discord.inviteBot(server);
    await expect.poll(() => heard.length).toBe(6);
    expect(heard).toEqual([
      'channel changed',
      'channel deleted',
      'role made',
      'role deleted',
      'server left',
      'server joined',
    ]);
  });

  it('that is away leaves people without an answer', async () => {
    const here = await startBot(discord);
    await here.stop();
    await expect.poll(() => discord.gateway.connected).toBe(false);
    const pending = discord.person('Jonas').in('#general').command('say');
    await discord.close();
    expect(await pending).toMatchObject({ kind: 'failed' });
  });
});

it('a socket that speaks before it has said who it is, or from a foreign page, is closed', async () => {
  const url = `${discord.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`;
  const closed = new Promise<number>((resolve) => {
    const socket = new WebSocket(url);
    socket.on('open', () => socket.send(JSON.stringify({ op: 3, d: {} })));
    socket.on('close', (code) => resolve(code));
  });
  expect(await closed).toBe(4003);
  const foreign = new Promise<string>((resolve) => {
    const socket = new WebSocket(url, { origin: 'https://evil.example' });
    socket.on('error', (error) => resolve(error.message));
  });
  expect(await foreign).toContain('403');
});
