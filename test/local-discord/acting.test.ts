import { MessageFlags } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, form, menu, startBot } from './bot.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;

beforeAll(async () => {
  discord = await startLocalDiscord({ port: 0 });
  bot = await startBot(discord);
});
afterEach(() => {
  expect(bot.errors).toEqual([]);
  expect(discord.unknownRoutes).toEqual([]);
});
afterAll(async () => {
  await bot.stop();
  await discord.close();
});

const harbour = 'Harbour City Coalition';

describe('a command', () => {
  it('brings every kind of option to the bot', async () => {
    let seen: unknown;
    bot.on(async (interaction) => {
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
    const answer = await discord.person('Jonas').in(`${harbour}#general`).command('try options', {
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
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
      seen = {
        name: interaction.user.displayName,
        roles: interaction.member.roles.cache.map((role) => role.name).sort(),
        manages: interaction.memberPermissions.has('ManageGuild'),
        botMayWrite: interaction.appPermissions.has('SendMessages'),
        locale: interaction.locale,
        guildLocale: interaction.guildLocale,
        joined: interaction.member.joinedAt !== null,
        age: Math.abs(interaction.createdTimestamp - discord.clock.now().getTime()) < 2_000,
      };
      await interaction.reply('done');
    });
    await discord.person('Amara').in(`${harbour}#announcements`).command('say');
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
    const seat = discord.person('Jonas').in(`${harbour}#general`);
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
    await expect(discord.person('Jonas').dm().command('server')).rejects.toThrow('no command /server');
    expect(() => discord.person('Jonas').in(`${harbour}#organisers`)).toThrow('not there');
    expect(() => discord.person('Freya').in('#general')).toThrow('in several servers');
    expect(() => discord.person('Nobody')).toThrow('Amara');
    await expect(discord.person('Jonas').in(`${harbour}#announcements`).command('say')).rejects.toThrow(
      'cannot write',
    );
  });

  it('sent by an own client reaches the bot all the same', async () => {
    let options: unknown;
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      options = interaction.options.data;
      await interaction.reply('got it');
    });
    await discord.person('Jonas').in('#general').commandRaw('manage', { text: 'x' });
    expect(options).toMatchObject([{ name: 'text', value: 'x' }]);
  });

  it('in a DM carries the user and no member', async () => {
    let seen: unknown;
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      seen = { guild: interaction.guildId, member: interaction.member, context: interaction.context };
      await interaction.reply('done');
    });
    const seat = discord.person('Jonas').dm();
    expect(await seat.command('say')).toMatchObject({ kind: 'message', message: { text: 'done' } });
    expect(seen).toEqual({ guild: null, member: null, context: 1 });
    expect(seat.last().text).toBe('done');
  });

  it('suggests values for an option', async () => {
    bot.on(async (interaction) => {
      if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused();
        await interaction.respond([{ name: `${typed}!`, value: typed }]);
      }
    });
    const seat = discord.person('Jonas').in('#general');
    expect(await seat.suggest('try options', { text: 'xx', find: 'pic' }, 'find')).toEqual([
      { name: 'pic!', value: 'pic' },
    ]);
    await expect(seat.suggest('try options', {}, 'text')).rejects.toThrow('suggests nothing');
  });
});

describe('an answer', () => {
  it('that is private is seen by one person only', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'between us', flags: MessageFlags.Ephemeral });
      }
    });
    const answer = await discord.person('Jonas').in('#joint-action').command('say');
    expect(answer).toMatchObject({ kind: 'message', private: true });
    expect(discord.person('Jonas').in('#joint-action').last()).toMatchObject({
      text: 'between us',
      ephemeral: true,
    });
    const texts = discord
      .person('Mei')
      .in('#joint-action')
      .messages()
      .map((message) => message.text);
    expect(texts).not.toContain('between us');
  });

  it('may be announced and come later, with follow-ups', async () => {
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('later');
      await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    });
    const seat = discord.person('Jonas').in('#general');
    const answer = await seat.command('say');
    expect(answer).toMatchObject({
      kind: 'message',
      private: true,
      message: { text: 'later', thinking: false },
    });
    await expect.poll(() => seat.last().text).toBe('and more');
  });

  it('to a button may replace the message', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next', 'Stop')] });
      if (interaction.isButton()) await interaction.update({ content: '2', components: [] });
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    expect(seat.last().labels).toEqual(['Next', 'Stop']);
    await expect(seat.press('last', 'Back')).rejects.toThrow('Next, Stop');
    expect(await seat.press('last', 'Next')).toMatchObject({
      kind: 'update',
      message: { text: '2', labels: [] },
    });
  });

  it('to a button of a private message may change it again, by a fresh token', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({
          content: '1',
          components: [buttons('Next')],
          flags: MessageFlags.Ephemeral,
        });
      }
      if (interaction.isButton()) await interaction.update({ content: '2' });
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    await discord.clock.advance(20 * 60_000);
    expect(await seat.press('last', 'Next')).toMatchObject({
      kind: 'update',
      private: true,
      message: { text: '2' },
    });
  });

  it('to a silent acknowledgement comes by edit', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next')] });
      if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: 'edited' });
      }
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    expect(await seat.press('last', 'Next')).toMatchObject({ kind: 'update', message: { text: 'edited' } });
  });

  it('may be a menu, chosen by label', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'pick', components: [menu()] });
      if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    await expect(seat.choose('last', 'A colour', 'Green')).rejects.toThrow('Red, Blue');
    expect(await seat.choose('last', 'A colour', 'Blue')).toMatchObject({
      kind: 'message',
      message: { text: 'b' },
    });
  });

  it('may be a form, filled in by label', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(form());
      if (interaction.isModalSubmit()) {
        const { fields } = interaction;
        await interaction.reply(`${fields.getTextInputValue('name')}/${fields.getTextInputValue('reason')}`);
      }
    });
    const answer = await discord.person('Jonas').in('#general').command('say');
    if (answer.kind !== 'form') throw new Error(`not a form: ${answer.kind}`);
    expect(answer.fields.map((field) => [field.label, field.required])).toEqual([
      ['Name', true],
      ['Reason', false],
    ]);
    await expect(answer.submit({ Name: '' })).rejects.toThrow('must be filled in');
    await expect(answer.submit({ Name: 'much too long a name' })).rejects.toThrow('0 to 10');
    await expect(answer.submit({ Name: 'x', Else: 'y' })).rejects.toThrow('Name, Reason');
    expect(await answer.submit({ Name: 'Ada', reason: 'why not' })).toMatchObject({
      kind: 'message',
      message: { text: 'Ada/why not' },
    });
  });

  it('to a form opened from a button may replace the message it was on', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Form')] });
      if (interaction.isButton()) await interaction.showModal(form());
      if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update({ content: 'changed' });
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    const answer = await seat.press('last', 'Form');
    if (answer.kind !== 'form') throw new Error(`not a form: ${answer.kind}`);
    expect(await answer.submit({ Name: 'Ada' })).toMatchObject({
      kind: 'update',
      message: { text: 'changed' },
    });
  });

  it('to a forged component reaches the bot with any id', async () => {
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next')] });
      if (interaction.isStringSelectMenu())
        await interaction.reply(`${interaction.customId} ${interaction.values.join()}`);
    });
    const seat = discord.person('Jonas').in('#general');
    await seat.command('say');
    const answer = await seat.forge('last', 'made-up', 3, ['anything']);
    expect(answer).toMatchObject({ message: { text: 'made-up anything' } });
  });
});

it('every interaction is on record, with how it was answered', () => {
  const first = discord.interactions[0];
  expect(first).toMatchObject({
    kind: 'command',
    command: 'try options',
    by: 'Jonas',
    outcome: 'message',
    callbackType: 4,
  });
  expect(first?.options).toContain('who');
  expect(discord.interactions.some((one) => one.kind === 'component' && one.customId === 'next')).toBe(true);
});
