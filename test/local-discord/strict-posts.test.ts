import { MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { botInLocalDiscord } from './bot.js';
import { ask } from './raw.js';
import { button, expectInvalid, row, select, x } from './strict-bodies.js';

const stage = botInLocalDiscord({ rate: { limit: 5_000, perMs: 1_000 } });
const general = () => stage.discord.person('Jonas').in('#general');
const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => row(button({ custom_id: `b${at}` })));

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
    const answer = await ask(stage.discord, 'POST', `/channels/${general().channelId}/messages`, body);
    expectInvalid(answer, path);
  });

  it('nothing in it', async () => {
    for (const body of [{}, { content: '  ' }, { content: '', embeds: [], components: [] }]) {
      expect(
        await ask(stage.discord, 'POST', `/channels/${general().channelId}/messages`, body),
      ).toMatchObject({
        status: 400,
        code: 50006,
      });
    }
  });

  it('JSON that is none', async () => {
    const headers = { Authorization: `Bot ${stage.discord.token}`, 'Content-Type': 'application/json' };
    const url = `${stage.discord.apiUrl}/v10/channels/${general().channelId}/messages`;
    const response = await fetch(url, { method: 'POST', headers, body: '{' });
    expect(await response.json()).toMatchObject({ code: 50109 });
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
    const answer = await ask(
      stage.discord,
      'POST',
      `/guilds/${general().guildId ?? ''}/scheduled-events`,
      body,
    );
    expectInvalid(answer, path);
  });
});
