import { MessageFlags } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { botInLocalDiscord, buttons, form, menu } from './bot.js';

const stage = botInLocalDiscord();
afterEach(() => {
  expect(stage.bot.errors).toEqual([]);
  expect(stage.discord.unknownRoutes).toEqual([]);
});

describe('an answer', () => {
  it('that is private is seen by one person only', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'between us', flags: MessageFlags.Ephemeral });
      }
    });
    const answer = await stage.discord.person('Jonas').in('#joint-action').command('say');
    expect(answer).toMatchObject({ kind: 'message', private: true });
    expect(stage.discord.person('Jonas').in('#joint-action').last()).toMatchObject({
      text: 'between us',
      ephemeral: true,
    });
    const texts = stage.discord
      .person('Mei')
      .in('#joint-action')
      .messages()
      .map((message) => message.text);
    expect(texts).not.toContain('between us');
  });

  it('may be announced and come later, with follow-ups', async () => {
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('later');
      await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    });
    const seat = stage.discord.person('Jonas').in('#general');
    const answer = await seat.command('say');
    expect(answer).toMatchObject({
      kind: 'message',
      private: true,
      message: { text: 'later', thinking: false },
    });
    await expect.poll(() => seat.last().text).toBe('and more');
  });

  it('to a button may replace the message', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next', 'Stop')] });
      if (interaction.isButton()) await interaction.update({ content: '2', components: [] });
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    expect(seat.last().labels).toEqual(['Next', 'Stop']);
    await expect(seat.press('last', 'Back')).rejects.toThrow('Next, Stop');
    expect(await seat.press('last', 'Next')).toMatchObject({
      kind: 'update',
      message: { text: '2', labels: [] },
    });
  });

  it('to a button of a private message may change it again, by a fresh token', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({
          content: '1',
          components: [buttons('Next')],
          flags: MessageFlags.Ephemeral,
        });
      }
      if (interaction.isButton()) await interaction.update({ content: '2' });
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    await stage.discord.clock.advance(20 * 60_000);
    expect(await seat.press('last', 'Next')).toMatchObject({
      kind: 'update',
      private: true,
      message: { text: '2' },
    });
  });

  it('to a silent acknowledgement comes by edit', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next')] });
      if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: 'edited' });
      }
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    expect(await seat.press('last', 'Next')).toMatchObject({ kind: 'update', message: { text: 'edited' } });
  });

  it('may be a menu, chosen by label', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'pick', components: [menu()] });
      if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    await expect(seat.choose('last', 'A colour', 'Green')).rejects.toThrow('Red, Blue');
    expect(await seat.choose('last', 'A colour', 'Blue')).toMatchObject({
      kind: 'message',
      message: { text: 'b' },
    });
  });

  it('may be a form, filled in by label', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(form());
      if (interaction.isModalSubmit()) {
        const { fields } = interaction;
        await interaction.reply(`${fields.getTextInputValue('name')}/${fields.getTextInputValue('reason')}`);
      }
    });
    const answer = await stage.discord.person('Jonas').in('#general').command('say');
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
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Form')] });
      if (interaction.isButton()) await interaction.showModal(form());
      if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update({ content: 'changed' });
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    const answer = await seat.press('last', 'Form');
    if (answer.kind !== 'form') throw new Error(`not a form: ${answer.kind}`);
    expect(await answer.submit({ Name: 'Ada' })).toMatchObject({
      kind: 'update',
      message: { text: 'changed' },
    });
  });

  it('to a forged component reaches the bot with any id', async () => {
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '1', components: [buttons('Next')] });
      if (interaction.isStringSelectMenu())
        await interaction.reply(`${interaction.customId} ${interaction.values.join()}`);
    });
    const seat = stage.discord.person('Jonas').in('#general');
    await seat.command('say');
    const answer = await seat.forge('last', 'made-up', 3, ['anything']);
    expect(answer).toMatchObject({ message: { text: 'made-up anything' } });
  });
});

it('every interaction is on record, with how it was answered', async () => {
  stage.bot.on(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: '1', components: [buttons('Next')] });
    if (interaction.isButton()) await interaction.update({ content: '2' });
  });
  const before = stage.discord.interactions.length;
  const seat = stage.discord.person('Jonas').in('#general');
  await seat.command('try options', { text: 'hello', who: 'Mei' });
  await seat.press('last', 'Next');
  const [first, second, ...more] = stage.discord.interactions.slice(before);
  expect(first).toMatchObject({
    kind: 'command',
    command: 'try options',
    by: 'Jonas',
    outcome: 'message',
    callbackType: 4,
  });
  expect(first?.options).toContain('who');
  expect(second).toMatchObject({ kind: 'component', customId: 'next', outcome: 'update' });
  expect(more).toEqual([]);
});
