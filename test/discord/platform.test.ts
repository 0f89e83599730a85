import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordPlatform } from '../../src/discord/platform.js';
import { startLocalDiscord, type LocalDiscord } from '../../src/local-discord/index.js';
import { startBot, type TestBot } from '../local-discord/bot.js';

const HARBOUR = 'Harbour City Coalition';
let discord: LocalDiscord;
let bot: TestBot;

beforeEach(async () => {
  discord = await startLocalDiscord({ port: 0 });
  bot = await startBot(discord, false);
});
afterEach(async () => {
  await bot.stop();
  await discord.close();
});

describe('how many may vote', () => {
  const guild = () => discord.world.state.guilds.find((one) => one.name === HARBOUR);
  const tenants = () => guild()?.roles.find((role) => role.name === "Tenants' Union")?.id ?? '';
  const counting = () =>
    discord.requests.filter((request) => request.route.endsWith('/member-counts')).length;

  it('is what Discord says at that moment, also right after it was asked before', async () => {
    const platform = discordPlatform(bot.client);
    const id = guild()?.id ?? '';
    expect(await platform.roleCount(id, tenants())).toBe(5);
    expect(await platform.memberCount(id)).toBe(11);
    discord.addPerson({ name: 'Ines', roles: { [HARBOUR]: ["Tenants' Union"] } });
    expect(await platform.roleCount(id, tenants())).toBe(6);
    expect(await platform.memberCount(id)).toBe(12);
  });

  it('is asked once for all organisations of a server that ask together', async () => {
    const platform = discordPlatform(bot.client);
    const id = guild()?.id ?? '';
    expect(await Promise.all([1, 2, 3].map(() => platform.roleCount(id, tenants())))).toEqual([5, 5, 5]);
    expect(counting()).toBe(1);
  });

  it('that could not be asked is asked again by the next', async () => {
    const platform = discordPlatform(bot.client);
    const id = guild()?.id ?? '';
    const off = discord.intercept(() => ({ status: 403 }));
    await expect(platform.roleCount(id, tenants())).rejects.toThrow();
    off();
    expect(await platform.roleCount(id, tenants())).toBe(5);
  });
});
