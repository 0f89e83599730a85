import { AttachmentBuilder, EmbedBuilder, MessageFlags, ModalBuilder, TextDisplayBuilder } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, form, menu, startBot } from './bot.js';
import { ask, errorPaths } from './raw.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;
let channel: string;
let guild: string;
let app: string;

beforeAll(async () => {
  discord = await startLocalDiscord({ port: 0, rate: { limit: 5_000, perMs: 1_000 } });
  bot = await startBot(discord);
  const seat = discord.person('Jonas').in('#general');
  channel = seat.channelId;
  guild = seat.guildId ?? '';
  app = bot.client.application.id;
});
afterAll(async () => {
  await bot.stop();
  await discord.close();
});

const button = (more: object = {}) => ({ type: 2, style: 1, label: 'b', custom_id: 'b', ...more });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: [{ label: 'a', value: 'a' }],
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => row(button({ custom_id: `b${at}` })));
const x = (count: number) => 'x'.repeat(count);

describe('a message is refused with', () => {
  const cases: [string, object, string][] = [
    ['a misspelt key', { content: 'a', contents: 'b' }, 'contents UNKNOWN_FIELD'],
    ['a misspelt key inside', { embeds: [{ title: 'a', colour: 1 }] }, 'embeds.0.colour UNKNOWN_FIELD'],
    ['a key in the wrong case', { content: 'a', allowedMentions: {} }, 'allowedMentions UNKNOWN_FIELD'],
    ['content of 2001', { content: x(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['six rows', { components: rows(6) }, 'components BASE_TYPE_BAD_LENGTH'],
    [
      'six buttons in a row',
      { components: [row(...[1, 2, 3, 4, 5, 6].map((n) => button({ custom_id: `b${n}` })))] },
      'components.0.components BASE_TYPE_MAX_LENGTH',
    ],
    ['an empty row', { components: [row()] }, 'components.0.components BASE_TYPE_MIN_LENGTH'],
    [
      'a button without custom id',
      { components: [row({ type: 2, style: 1, label: 'b' })] },
      'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    ],
    [
      'a button without style',
      { components: [row({ type: 2, label: 'b', custom_id: 'b' })] },
      'components.0.components.0.style',
    ],
    [
      'a button without label and emoji',
      { components: [row(button({ label: undefined }))] },
      'components.0.components.0.label BUTTON_COMPONENT_LABEL_REQUIRED',
    ],
    [
      'a button with a url and a custom id',
      { components: [row(button({ style: 5, url: 'https://a.example' }))] },
      'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_CONFLICT',
    ],
    [
      'two custom ids alike',
      { components: [row(button()), row(button())] },
      'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a button beside a menu',
      { components: [row(button(), select())] },
      'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'two menus in a row',
      { components: [row(select(), select({ custom_id: 't' }))] },
      'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'two values alike in a menu',
      {
        components: [
          row(
            select({
              options: [
                { label: 'a', value: 'a' },
                { label: 'b', value: 'a' },
              ],
            }),
          ),
        ],
      },
      'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'more to choose than there is',
      { components: [row(select({ max_values: 2 }))] },
      'components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES',
    ],
    [
      'a label of 81',
      { components: [row(button({ label: x(81) }))] },
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom id of 101',
      { components: [row(button({ custom_id: x(101) }))] },
      'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
    ],
    ['an embed title of 257', { embeds: [{ title: x(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    [
      'embeds of 6001 together',
      { embeds: [{ description: x(4000) }, { description: x(2001) }] },
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      'an embed field without a name',
      { embeds: [{ fields: [{ name: '', value: 'v' }] }] },
      'embeds.0.fields.0.name BASE_TYPE_REQUIRED',
    ],
    ['an empty embed', { embeds: [{}] }, 'embeds.0.description BASE_TYPE_REQUIRED'],
    [
      'people both parsed and listed',
      { content: 'a', allowed_mentions: { parse: ['users'], users: ['173490213912576001'] } },
      'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'an unknown kind of mention',
      { content: 'a', allowed_mentions: { parse: ['all'] } },
      'allowed_mentions.parse.0 BASE_TYPE_CHOICES',
    ],
    ['a nonce of 26', { content: 'a', nonce: x(26) }, 'nonce'],
    ['the ephemeral flag', { content: 'a', flags: MessageFlags.Ephemeral }, 'flags MESSAGE_FLAGS_INVALID'],
    [
      'a new-layout part without the flag',
      { components: [{ type: 10, content: 'a' }] },
      'components.0.type UNION_TYPE_CHOICES',
    ],
    [
      'content beside the new layout',
      { content: 'a', flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'a' }] },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'more than 40 nested parts',
      {
        flags: MessageFlags.IsComponentsV2,
        components: Array.from({ length: 21 }, () => ({
          type: 17,
          components: [{ type: 10, content: 'a' }],
        })),
      },
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'a poll answer of 56',
      { poll: { question: { text: 'q' }, answers: [{ poll_media: { text: x(56) } }] } },
      'poll.answers.0.poll_media.text BASE_TYPE_MAX_LENGTH',
    ],
  ];
  it.each(cases)('%s', async (_, body, path) => {
    const answer = await ask(discord, 'POST', `/channels/${channel}/messages`, body);
    expect(answer).toMatchObject({ status: 400, code: 50035, message: 'Invalid Form Body' });
    expect(errorPaths(answer.errors).join('\n')).toContain(path);
  });

  it('nothing in it', async () => {
    for (const body of [{}, { content: '  ' }, { content: '', embeds: [], components: [] }]) {
      expect(await ask(discord, 'POST', `/channels/${channel}/messages`, body)).toMatchObject({
        status: 400,
        code: 50006,
      });
    }
  });

  it('JSON that is none', async () => {
    const headers = { Authorization: `Bot ${discord.token}`, 'Content-Type': 'application/json' };
    const url = `${discord.apiUrl}/v10/channels/${channel}/messages`;
    const response = await fetch(url, { method: 'POST', headers, body: '{' });
    expect(await response.json()).toMatchObject({ code: 50109 });
  });
});

describe('a command is refused with', () => {
  const command = (more: object = {}) => ({ name: 'a', description: 'd', ...more });
  const text = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more });
  const cases: [string, object[], string][] = [
    ['capitals in its name', [command({ name: 'Abc' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['a space in its name', [command({ name: 'a b' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', [{ name: 'a' }], '0.description BASE_TYPE_REQUIRED'],
    ['the name of another', [command(), command()], '1.name APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'a required option behind an optional one',
      [command({ options: [text('a'), text('b', { required: true })] })],
      '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'two options of one name',
      [command({ options: [text('a'), text('a')] })],
      '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'an option beside a subcommand',
      [command({ options: [{ type: 1, name: 's', description: 'd' }, text('a')] })],
      '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'choices and suggestions at once',
      [command({ options: [text('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] })],
      '0.options.0.choices',
    ],
    [
      'an unknown language',
      [command({ name_localizations: { xx: 'a' } })],
      '0.name_localizations.xx ENUM_TYPE_COERCE',
    ],
    [
      'more than 8000 characters',
      [
        command({
          options: Array.from({ length: 25 }, (_, at) =>
            text(`o${at}`, {
              description: x(100),
              choices: Array.from({ length: 3 }, (_, c) => ({ name: `${c}${x(50)}`, value: `${c}${x(50)}` })),
            }),
          ),
        }),
      ],
      '0 APPLICATION_COMMAND_TOO_LARGE',
    ],
    ['a key nobody knows', [command({ descriptoin: 'd' })], '0.descriptoin UNKNOWN_FIELD'],
    [
      'rights that are no number',
      [command({ default_member_permissions: 'many' })],
      '0.default_member_permissions',
    ],
  ];
  it.each(cases)('%s', async (_, bodies, path) => {
    const answer = await ask(discord, 'PUT', `/applications/${app}/commands`, bodies);
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(errorPaths(answer.errors).join('\n')).toContain(path);
  });

  it('and the registered ones stay as they were', () => {
    expect(discord.botCommands().map((command) => command.name)).toEqual(['try', 'say', 'manage', 'server']);
  });
});

describe('a first answer is refused with', () => {
  const label = (id: string, component: object = {}) => ({
    type: 18,
    label: 'l',
    component: { type: 4, style: 1, custom_id: id, ...component },
  });
  const modal = (...components: object[]) => ({ type: 9, data: { custom_id: 'm', title: 't', components } });
  const cases: [string, object, string][] = [
    [
      'six inputs',
      modal(...[1, 2, 3, 4, 5, 6].map((n) => label(`i${n}`))),
      'data.components BASE_TYPE_BAD_LENGTH',
    ],
    ['two inputs of one id', modal(label('i'), label('i')), 'data.components.1.component.custom_id'],
    [
      'a label twice',
      modal(label('i', { label: 'again' })),
      'data.components.0.component.label COMPONENT_LABEL_INVALID',
    ],
    [
      'a title of 46',
      { type: 9, data: { custom_id: 'm', title: x(46), components: [label('i')] } },
      'data.title',
    ],
    [
      'a disabled menu in a form',
      modal(label('i', { ...select({ custom_id: 'i' }), style: undefined, disabled: true })),
      'data.components.0.component.disabled',
    ],
    ['flags of a message when deferring', { type: 5, data: { flags: 4096 } }, 'data MESSAGE_FLAGS_INVALID'],
    [
      'an update of no message',
      { type: 7, data: { content: 'a' } },
      'type INTERACTION_CALLBACK_TYPE_INVALID',
    ],
    ['choices for a command', { type: 8, data: { choices: [] } }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
    ['an unknown kind', { type: 3 }, 'type BASE_TYPE_CHOICES'],
    ['content of 2001', { type: 4, data: { content: x(2001) } }, 'data.content BASE_TYPE_MAX_LENGTH'],
    [
      'a key nobody knows',
      { type: 4, data: { content: 'a', ephemeral: true } },
      'data.ephemeral UNKNOWN_FIELD',
    ],
  ];
  it.each(cases)('%s', async (_, body, path) => {
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      answer = await ask(
        discord,
        'POST',
        `/interactions/${interaction.id}/${interaction.token}/callback`,
        body,
      );
      await interaction.reply('a proper one');
    });
    const seen = await discord.person('Jonas').in('#general').command('say');
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(errorPaths(answer?.errors).join('\n')).toContain(path);
    expect(seen).toMatchObject({ kind: 'message', message: { text: 'a proper one' } });
  });

  it('a form in answer to a form, choices that are too long', async () => {
    const answers: number[] = [];
    bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) return interaction.showModal(form());
      if (!interaction.isModalSubmit()) return;
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      answers.push((await ask(discord, 'POST', path, { type: 9, data: form().toJSON() })).code ?? 0);
      return interaction.reply('a message');
    });
    const shown = await discord.person('Jonas').in('#general').command('say');
    if (shown.kind !== 'form') throw new Error('not a form');
    await shown.submit({ Name: 'a' });
    expect(answers).toEqual([50035]);
  });
});

describe('a scheduled event is refused', () => {
  const start = new Date(Date.now() + 86_400_000).toISOString();
  const end = new Date(Date.now() + 90_000_000).toISOString();
  const event = { name: 'n', privacy_level: 2, entity_type: 3, scheduled_start_time: start };
  const place = { entity_metadata: { location: 'Square' } };
  const cases: [string, object, string][] = [
    ['without an end', { ...event, ...place }, 'scheduled_end_time BASE_TYPE_REQUIRED'],
    ['without a place', { ...event, scheduled_end_time: end }, 'entity_metadata'],
    [
      'in the past',
      { ...event, ...place, scheduled_start_time: '2020-01-01T00:00:00Z', scheduled_end_time: end },
      'scheduled_start_time GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
    ],
    [
      'ending before it starts',
      { ...event, ...place, scheduled_start_time: end, scheduled_end_time: start },
      'scheduled_end_time',
    ],
  ];
  it.each(cases)('%s', async (_, body, path) => {
    const answer = await ask(discord, 'POST', `/guilds/${guild}/scheduled-events`, body);
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(errorPaths(answer.errors).join('\n')).toContain(path);
  });
});

describe('what discord.js sends is accepted', () => {
  it('in messages with everything in them', async () => {
    const target = await bot.client.channels.fetch(channel);
    if (!target?.isSendable()) throw new Error('not sendable');
    const sent = await target.send({
      content: 'hello',
      embeds: [
        new EmbedBuilder()
          .setTitle('t')
          .setDescription('d')
          .setColor(0x123456)
          .setTimestamp()
          .setFooter({ text: 'f' })
          .setAuthor({ name: 'a' })
          .setImage('attachment://p.png')
          .addFields({ name: 'n', value: 'v', inline: true }),
      ],
      components: [buttons('One', 'Two'), menu()],
      files: [new AttachmentBuilder(Buffer.from('png'), { name: 'p.png', description: 'a picture' })],
      flags: MessageFlags.SuppressNotifications,
      nonce: 'n1',
      enforceNonce: true,
    });
    expect(sent.embeds[0]?.image?.url).toContain('/attachments/');
    const edited = await sent.edit({ content: 'changed', components: [], allowedMentions: { parse: [] } });
    expect(edited.content).toBe('changed');
    expect(edited.embeds).toHaveLength(1);
    await target.send({
      flags: MessageFlags.IsComponentsV2,
      components: [new TextDisplayBuilder().setContent('new layout')],
    });
    const thread = await sent.startThread({ name: 'talk' });
    await thread.send('in the thread');
    expect(discord.person('Jonas').in(thread.id).last().text).toBe('in the thread');
  });

  it('in events, forms and commands', async () => {
    const server = await bot.client.guilds.fetch(guild);
    const event = await server.scheduledEvents.create({
      name: 'Rally',
      privacyLevel: 2,
      entityType: 3,
      scheduledStartTime: new Date(Date.now() + 86_400_000),
      scheduledEndTime: new Date(Date.now() + 90_000_000),
      entityMetadata: { location: 'Square' },
      description: 'Bring friends',
    });
    await event.edit({ name: 'Bigger rally' });
    await event.delete();
    expect(() => new ModalBuilder(form().toJSON()).toJSON()).not.toThrow();
    const made = await bot.client.application.commands.create({
      name: 'extra',
      description: 'e',
      nsfw: false,
    });
    await made.edit({ description: 'other' });
    await made.delete();
    expect(discord.unknownRoutes).toEqual([]);
  });
});
