import { afterEach, describe, expect, it } from 'vitest';
import { botInLocalDiscord } from './bot.js';

const stage = botInLocalDiscord();
afterEach(() => {
  expect(stage.bot.errors).toEqual([]);
  expect(stage.discord.unknownRoutes).toEqual([]);
});

const harbour = 'Harbour City Coalition';

describe('a command', () => {
  it('brings every kind of option to the bot', async () => {
    let seen: unknown;
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      seen = {
        path: `${interaction.commandName} ${options.getSubcommand()}`,
        text: options.getString('text'),
        count: options.getInteger('count'),
        share: options.getNumber('share'),
        yes: options.getBoolean('yes'),
        who: options.getUser('who')?.displayName,
        where: options.getChannel('where')?.name,
        role: options.getRole('role')?.name,
        whom: options.getMentionable('whom') !== null,
        pick: options.getString('pick'),
      };
      await interaction.reply('done');
    });
    const answer = await stage.discord.person('Jonas').in(`${harbour}#general`).command('try options', {
      text: 'hello',
      count: 3,
      share: 0.5,
      yes: true,
      who: 'Mei',
      where: '#joint-action',
      role: "Tenants' Union",
      whom: 'Leila',
      pick: 'Blue',
    });
    expect(seen).toEqual({
      path: 'try options',
      text: 'hello',
      count: 3,
      share: 0.5,
      yes: true,
      who: 'Mei',
      where: 'joint-action',
      role: "Tenants' Union",
      whom: true,
      pick: 'b',
    });
    expect(answer).toMatchObject({ kind: 'message', private: false, message: { text: 'done' } });
  });

  it('carries who acts, with roles and rights, and what the bot may do there', async () => {
    let seen: unknown;
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
      seen = {
        name: interaction.user.displayName,
        roles: interaction.member.roles.cache.map((role) => role.name).sort(),
        manages: interaction.memberPermissions.has('ManageGuild'),
        botMayWrite: interaction.appPermissions.has('SendMessages'),
        locale: interaction.locale,
        guildLocale: interaction.guildLocale,
        joined: interaction.member.joinedAt !== null,
        age: Math.abs(interaction.createdTimestamp - stage.discord.clock.now().getTime()) < 2_000,
      };
      await interaction.reply('done');
    });
    await stage.discord.person('Amara').in(`${harbour}#announcements`).command('say');
    expect(seen).toEqual({
      name: 'Amara',
      roles: ['@everyone', 'Coordinator', "Dockworkers' Branch"],
      manages: true,
      botMayWrite: false,
      locale: 'en-US',
      guildLocale: 'en-US',
      joined: true,
      age: true,
    });
  });

  it('is refused where the definition forbids it', async () => {
    const seat = stage.discord.person('Jonas').in(`${harbour}#general`);
    await expect(seat.command('nothing')).rejects.toThrow('no command /nothing');
    await expect(seat.command('manage')).rejects.toThrow('no command /manage');
    await expect(seat.command('try options')).rejects.toThrow('needs: text');
    await expect(seat.command('try options', { text: 'x' })).rejects.toThrow('2 to 5 characters');
    await expect(seat.command('try options', { text: 'xx', count: 10 })).rejects.toThrow('between 1 and 9');
    await expect(seat.command('try options', { text: 'xx', count: 1.5 })).rejects.toThrow('whole number');
    await expect(seat.command('try options', { text: 'xx', pick: 'Green' })).rejects.toThrow(
      'one of: Red, Blue',
    );
    await expect(seat.command('try options', { text: 'xx', other: 1 })).rejects.toThrow('no option "other"');
    await expect(seat.command('try')).rejects.toThrow('needs one of: options');
    await expect(stage.discord.person('Jonas').dm().command('server')).rejects.toThrow('no command /server');
    expect(() => stage.discord.person('Jonas').in(`${harbour}#organisers`)).toThrow('not there');
    expect(() => stage.discord.person('Freya').in('#general')).toThrow('in several servers');
    expect(() => stage.discord.person('Nobody')).toThrow('Amara');
    await expect(stage.discord.person('Jonas').in(`${harbour}#announcements`).command('say')).rejects.toThrow(
      'cannot write',
    );
  });

  it('sent by an own client reaches the bot all the same', async () => {
    let options: unknown;
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      options = interaction.options.data;
      await interaction.reply('got it');
    });
    await stage.discord.person('Jonas').in('#general').commandRaw('manage', { text: 'x' });
    expect(options).toMatchObject([{ name: 'text', value: 'x' }]);
  });

  it('in a DM carries the user and no member', async () => {
    let seen: unknown;
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      seen = { guild: interaction.guildId, member: interaction.member, context: interaction.context };
      await interaction.reply('done');
    });
    const seat = stage.discord.person('Jonas').dm();
    expect(await seat.command('say')).toMatchObject({ kind: 'message', message: { text: 'done' } });
    expect(seen).toEqual({ guild: null, member: null, context: 1 });
    expect(seat.last().text).toBe('done');
  });

  it('suggests values for an option', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused();
        await interaction.respond([{ name: `${typed}!`, value: typed }]);
      }
    });
    const seat = stage.discord.person('Jonas').in('#general');
    expect(await seat.suggest('try options', { text: 'xx', find: 'pic' }, 'find')).toEqual([
      { name: 'pic!', value: 'pic' },
    ]);
    await expect(seat.suggest('try options', {}, 'text')).rejects.toThrow('suggests nothing');
  });
});
