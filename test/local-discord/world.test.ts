import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, commands, startBot } from './bot.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;
const harbour = 'Harbour City Coalition';
const university = 'University Alliance';

beforeEach(async () => {
  discord = await startLocalDiscord({ port: 0 });
  bot = await startBot(discord, false);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
  await discord.close();
});

describe('the people', () => {
  it('are twelve, in two servers, with three organisations as roles', () => {
    const people = discord.people().map((name) => discord.person(name));
    expect(people).toHaveLength(12);
    const holding = (server: string, role: string) =>
      people.filter((one) => one.servers().includes(server) && one.roles(server).includes(role)).length;
    expect(holding(harbour, "Dockworkers' Branch")).toBe(5);
    expect(holding(harbour, "Tenants' Union")).toBe(5);
    expect(holding(university, 'Student Group')).toBe(4);
    expect(holding(harbour, 'Coordinator')).toBe(1);
    expect(holding(university, 'Coordinator')).toBe(1);
    expect(people.filter((one) => one.servers().length === 2).map((one) => one.name)).toEqual(['Freya']);
  });

  it('can join, leave and change roles', () => {
    const ines = discord.addPerson({ name: 'Ines', roles: { [university]: ['Student Group'] } });
    expect(ines.in('#general').guildId).toBe(discord.person('Hana').in('#general').guildId);
    ines.setRoles(university, ['Organiser']);
    expect(ines.roles(university)).toEqual(['Organiser']);
    expect(ines.in('#organisers').messages()).toEqual([]);
    ines.setRoles(harbour, []);
    expect(ines.servers()).toEqual([harbour, university]);
    ines.leave(university);
    expect(ines.servers()).toEqual([harbour]);
    expect(() => discord.addPerson({ name: 'Ines', roles: {} })).toThrow('already');
    expect(() => discord.addPerson({ name: 'Bo', roles: { [harbour]: ['Choir'] } })).toThrow(
      'no role "Choir"',
    );
  });
});

describe('commands', () => {
  it('of one server are there alone and hide a global one of their name', async () => {
    const guild = discord.person('Hana').in('#general').guildId ?? '';
    const say = commands.filter((command) => command.name === 'say');
    await bot.client.application.commands.set(say);
    await bot.client.application.commands.set(
      [...say, { name: 'local', description: 'here' }].map((one) => ({ ...one, description: 'here' })),
      guild,
    );
    const scopes: (string | null)[] = [];
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      scopes.push(interaction.command?.guildId ?? null);
      await interaction.reply('ok');
    });
    await discord.person('Hana').in('#general').command('say');
    await discord.person('Jonas').in('#general').command('say');
    expect(scopes).toEqual([guild, null]);
    await expect(discord.person('Jonas').in('#general').command('local')).rejects.toThrow(
      'no command /local',
    );
    await expect(discord.person('Hana').dm().command('local')).rejects.toThrow('no command /local');
  });

  it('keep their id when registered again, and go when left out', async () => {
    const first = await bot.client.application.commands.set(commands);
    const again = await bot.client.application.commands.set(commands.slice(0, 2));
    const id = (all: typeof first, name: string) => all.find((command) => command.name === name)?.id;
    expect(id(again, 'say')).toBe(id(first, 'say'));
    expect(discord.botCommands().map((command) => command.name)).toEqual(['try', 'say']);
    expect((await bot.client.application.commands.fetch()).size).toBe(2);
  });

  it('are gone from a server the bot left', async () => {
    await bot.client.application.commands.set(commands);
    discord.removeBot(university);
    await expect(discord.person('Hana').in('#general').command('say')).rejects.toThrow('Available: none');
  });
});

describe('the bot', () => {
  it('gets an interaction a second time where Discord repeats it, and its second answer is refused', async () => {
    await bot.client.application.commands.set(commands);
    const outcomes: string[] = [];
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply('one answer').then(
        () => outcomes.push('accepted'),
        (error: Error) => outcomes.push(error.message),
      );
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    discord.gateway.repeatInteraction();
    await expect.poll(() => outcomes).toEqual(['accepted', 'Interaction has already been acknowledged.']);
    expect(seat.messages()).toHaveLength(1);
  });

  it('gets two clicks made at once as two interactions', async () => {
    const channel = await bot.client.channels.fetch(discord.person('Jonas').in('#general').channelId);
    if (channel?.isSendable()) await channel.send({ content: 'a', components: [buttons('For')] });
    let count = 0;
    bot.on(async (interaction) => {
      if (interaction.isButton()) await interaction.reply({ content: String(++count), flags: 64 });
    });
    const seat = discord.person('Jonas').in('#general');
    const answers = await Promise.all([seat.press('last', 'For'), seat.press('last', 'For')]);
    expect(answers.map((answer) => answer.kind)).toEqual(['message', 'message']);
    expect(discord.interactions.map((one) => one.private)).toEqual([true, true]);
  });

  it('without the right to create events is told so', async () => {
    const guild = bot.client.guilds.cache.find((one) => one.name === harbour);
    const create = () =>
      guild?.scheduledEvents.create({
        name: 'Rally',
        privacyLevel: 2,
        entityType: 3,
        scheduledStartTime: new Date(Date.now() + 86_400_000),
        scheduledEndTime: new Date(Date.now() + 90_000_000),
        entityMetadata: { location: 'Square' },
      });
    discord.setBotServerPermission(harbour, ['CreateEvents']);
    await expect(create()).rejects.toMatchObject({ status: 403, code: 50013 });
    discord.setBotServerPermission(harbour, []);
    await expect(create()).resolves.toMatchObject({ name: 'Rally' });
  });

  it('can ask who it is', async () => {
    await bot.client.application.fetch();
    expect(bot.client.application.name).toBe('Strike Together');
    expect((await bot.client.users.fetch(discord.person('Mei').id, { force: true })).displayName).toBe('Mei');
    expect(discord.unknownRoutes).toEqual([]);
  });
});
