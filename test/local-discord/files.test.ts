import { AttachmentBuilder, EmbedBuilder, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import type { LocalDiscord, SeenMessage } from '../../src/local-discord/index.js';
import { botInLocalDiscord } from './bot.js';
import { ask, askWithFiles, type RawAnswer } from './raw.js';
import { expectInvalid, x } from './strict-bodies.js';

let discord: LocalDiscord;
const seat = () => discord.person('Jonas').in('#general');
const MB = 2 ** 20;
const bytes = (count: number) => new Uint8Array(count);

beforeAll(async () => {
  discord = await startLocalDiscord({ port: 0, messageRate: { limit: 1_000, perMs: 1_000 } });
});
afterAll(() => discord.close());

type Files = Parameters<typeof askWithFiles>[4];

function post(body: object, files: Files): Promise<RawAnswer> {
  return askWithFiles(discord, 'POST', `/channels/${seat().channelId}/messages`, body, files);
}

function edit(message: SeenMessage, body: object, files: Files): Promise<RawAnswer> {
  const path = `/channels/${message.channelId}/messages/${message.id}`;
  return files.length > 0
    ? askWithFiles(discord, 'PATCH', path, body, files)
    : ask(discord, 'PATCH', path, body);
}

/** What somebody sees after a body was accepted. */
async function seen(answer: Promise<RawAnswer>): Promise<SeenMessage> {
  const { status, body, errors } = await answer;
  expect([status, errors]).toEqual([200, undefined]);
  return seat().message(String(body.id));
}

const image = (name: string) => ({ embeds: [{ title: 't', image: { url: `attachment://${name}` } }] });
const csv = { name: 'votes.csv', data: 'a,b' };
const png = { name: 'chart.png', data: 'png' };

describe('the files of a message', () => {
  it('are read with name, bytes, text and alt text, and fetched where the message says', async () => {
    const message = await seen(
      post({ content: 'c', attachments: [{ id: '0', description: 'all votes' }] }, [csv]),
    );
    expect(message.files).toMatchObject([
      {
        name: 'votes.csv',
        description: 'all votes',
        contentType: 'text/csv; charset=utf-8',
        text: 'a,b',
        inEmbed: false,
      },
    ]);
    const [attachment] = message.raw.attachments;
    expect(attachment).toMatchObject({ filename: 'votes.csv', size: 3, description: 'all votes' });
    expect(await (await fetch(attachment?.url ?? '')).text()).toBe('a,b');
  });

  it('are shown by an embed or below the message, never both', async () => {
    const named = { attachments: [{ id: '0', description: 'a chart' }, { id: '1' }] };
    const message = await seen(post({ ...image('chart.png'), ...named }, [png, csv]));
    expect(message.pictures).toEqual(['chart.png']);
    expect(message.files.map(({ name, inEmbed }) => [name, inEmbed])).toEqual([
      ['chart.png', true],
      ['votes.csv', false],
    ]);
    expect(message.raw.attachments.map(({ filename }) => filename)).toEqual(['votes.csv']);
    expect(message.raw.embeds[0]?.image).toMatchObject({ description: 'a chart' });
  });

  it('have no blanks in their names', async () => {
    expect((await seen(post({}, [{ name: 'two words.csv', data: 'a' }]))).files[0]?.name).toBe(
      'two_words.csv',
    );
  });

  it('stay in an edit that says nothing of them, which may add some', async () => {
    const before = await seen(post({ content: 'c' }, [csv]));
    expect((await seen(edit(before, { content: 'd' }, []))).files).toEqual(before.files);
    const after = await seen(edit(before, {}, [png]));
    expect(after.files.map(({ name }) => name)).toEqual(['votes.csv', 'chart.png']);
  });

  it('after an edit are those it lists: kept ones by id, new ones by number', async () => {
    const before = await seen(post({ content: 'c' }, [csv, png]));
    const [first, second] = before.files;
    const kept = await seen(edit(before, { attachments: [{ id: second?.id, description: 'new' }] }, []));
    expect(kept.files).toMatchObject([{ id: second?.id, name: 'chart.png', description: 'new' }]);
    expect((await fetch(before.raw.attachments[0]?.url ?? '')).status).toBe(404);
    expectInvalid(await edit(kept, { attachments: [{ id: first?.id }] }, []), 'attachments.0.id');
    const swapped = await seen(edit(kept, { attachments: [{ id: '0' }] }, [{ name: 'new.csv', data: 'z' }]));
    expect(swapped.files.map(({ name, text }) => [name, text])).toEqual([['new.csv', 'z']]);
    expect((await seen(edit(swapped, { attachments: [] }, []))).files).toEqual([]);
  });

  it('cannot all go where they were all there was', async () => {
    const before = await seen(post({}, [csv]));
    expect(await edit(before, { attachments: [] }, [])).toMatchObject({ status: 400, code: 50006 });
    expect(seat().message(before.id).files).toHaveLength(1);
  });

  it('give an embed a new picture in an edit, and take the old one along when they go', async () => {
    const before = await seen(post(image('chart.png'), [png]));
    const newer = await seen(
      edit(before, { ...image('newer.png'), attachments: [{ id: '0' }] }, [{ name: 'newer.png', data: 'n' }]),
    );
    expect(newer.pictures).toEqual(['newer.png']);
    expect(newer.files).toHaveLength(1);
    const bare = await seen(edit(newer, { attachments: [] }, []));
    expect([bare.pictures, bare.raw.embeds[0]?.image]).toEqual([[], undefined]);
  });
});

describe('answers to interactions', () => {
  const stage = botInLocalDiscord();
  const file = (name: string, data: string) =>
    new AttachmentBuilder(Buffer.from(data), { name, description: `about ${name}` });
  const embed = (name: string) => new EmbedBuilder().setTitle('t').setImage(`attachment://${name}`);

  it('carry files, and edits of them replace or keep these', async () => {
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ embeds: [embed('a.png')], files: [file('a.png', 'one')] });
      await interaction.editReply({ content: 'c' });
      await interaction.editReply({ embeds: [embed('b.png')], files: [file('b.png', 'two')] });
      await interaction.followUp({ files: [file('c.ics', 'BEGIN:VCALENDAR')] });
    });
    const jonas = stage.discord.person('Jonas').in('#general');
    await jonas.command('say');
    await expect.poll(() => jonas.messages().length).toBe(2);
    const [answer, more] = jonas.messages();
    expect(answer).toMatchObject({ text: 'c\nt', pictures: ['b.png'], ephemeral: true });
    expect(answer?.files).toMatchObject([{ name: 'b.png', text: 'two', description: 'about b.png' }]);
    expect(more?.files).toMatchObject([{ name: 'c.ics', contentType: 'text/calendar; charset=utf-8' }]);
    expect(stage.bot.errors).toEqual([]);
  });

  it('show no picture that does not come along', async () => {
    const codes: unknown[] = [];
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({ embeds: [embed('a.png')] }).catch((error: { code: number }) => {
        codes.push(error.code);
      });
      await interaction.reply('plain');
    });
    await stage.discord.person('Jonas').in('#general').command('say');
    expect(codes).toEqual([50035]);
  });
});

describe('files are refused', () => {
  it.each<[string, object, Files, string]>([
    [
      'with an alt text too long',
      { attachments: [{ id: '0', description: x(1_025) }] },
      [csv],
      'description',
    ],
    [
      'that are listed but not there',
      { content: 'c', attachments: [{ id: '1' }] },
      [csv],
      'attachments.0.id',
    ],
    ['listed twice', { attachments: [{ id: '0' }, { id: '0' }] }, [csv], 'attachments.1.id'],
    ['of one number', {}, [csv, { ...png, at: 0 }], 'files.0'],
    ['by the eleventh', {}, Array.from({ length: 11 }, () => csv), 'attachments BASE_TYPE_MAX_LENGTH'],
    ['an embed shows but nobody sent', image('other.png'), [png], 'embeds.0.image.url ATTACHMENT_NOT_FOUND'],
    ['an embed cannot find', image('chärt.png'), [{ ...png, name: 'chärt.png' }], 'embeds.0.image.url'],
  ])('%s', async (_, body, files, path) => {
    const before = seat().messages().length;
    expectInvalid(await post(body, files), path);
    expect(seat().messages()).toHaveLength(before);
  });

  it('an edit brings without listing them', async () => {
    const before = await seen(post({ content: 'c' }, [csv]));
    expectInvalid(await edit(before, { attachments: [{ id: before.files[0]?.id }] }, [png]), 'attachments');
    expectInvalid(await edit(before, image('chart.png'), []), 'embeds.0.image.url');
  });

  it('too large, one or all together', async () => {
    const large = { status: 413, code: 40005 };
    const file = (size: number) => ({ name: 'f.bin', data: bytes(size) });
    expect(await post({}, [file(10 * MB + 1)])).toMatchObject(large);
    expect(await post({}, [file(9 * MB), file(9 * MB), file(9 * MB)])).toMatchObject(large);
    expect((await post({}, [file(10 * MB)])).status).toBe(200);
  });

  it('without the right to attach them', async () => {
    discord.setBotPermission('Harbour City Coalition#general', ['AttachFiles']);
    const general = discord.person('Jonas').in('Harbour City Coalition#general').channelId;
    const answer = await askWithFiles(discord, 'POST', `/channels/${general}/messages`, {}, [csv]);
    expect(answer).toMatchObject({ status: 403, code: 50013 });
    discord.setBotPermission('Harbour City Coalition#general', []);
  });
});
