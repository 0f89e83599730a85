import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import { startBot } from './bot.js';
import { ask } from './raw.js';
import { expectInvalid, x } from './strict-bodies.js';

const HARBOUR = 'Harbour City Coalition';
const GENERAL = `${HARBOUR}#general`;
const MINUTE = 60_000;
let discord: LocalDiscord;

beforeEach(async () => {
  discord = await startLocalDiscord({ port: 0 });
});
afterEach(() => discord.close());

const seat = () => discord.person('Jonas').in(GENERAL);

/** A message in the channel; the answer is its id. */
async function say(channel = seat().channelId): Promise<string> {
  const { status, body } = await ask(discord, 'POST', `/channels/${channel}/messages`, { content: 'c' });
  expect(status).toBe(200);
  return String(body.id);
}

const open = (message: string, more: object = {}) =>
  ask(discord, 'POST', `/channels/${seat().channelId}/messages/${message}/threads`, {
    name: 'Talk',
    ...more,
  });

describe('a thread', () => {
  it('hangs on its message, has its id, and is read and written like a channel', async () => {
    const message = await say();
    expect(seat().message(message).thread).toBeUndefined();
    expect(await open(message)).toMatchObject({ status: 201, body: { id: message, type: 11 } });
    await say(message);
    const seen = seat().message(message);
    expect(seen.thread).toEqual({ id: message, name: 'Talk', archived: false, locked: false, messages: 1 });
    expect(seen.raw).toMatchObject({ flags: 32, thread: { id: message, name: 'Talk' } });
    expect(
      seat()
        .thread(seen)
        .messages()
        .map(({ text }) => text),
    ).toEqual(['c']);
    expect(() => seat().thread('last').thread('last')).toThrow('No thread');
  });

  it('is one only for each message', async () => {
    const message = await say();
    await open(message);
    expect(await open(message)).toMatchObject({ status: 400, code: 160004 });
  });

  it.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a blank name', { name: '   ' }, 'name'],
    ['a name too long', { name: x(101) }, 'name'],
    ['an odd time to archive', { auto_archive_duration: 90 }, 'auto_archive_duration'],
    ['a key nobody knows', { autoArchiveDuration: 60 }, 'autoArchiveDuration'],
  ])('is refused with %s', async (_, more, field) => {
    expectInvalid(await open(await say(), more), field);
  });

  it('takes the right to open it, and another one to write in it', async () => {
    const message = await say();
    const missing = { status: 403, code: 50013 };
    discord.setBotPermission(GENERAL, ['CreatePublicThreads']);
    expect(await open(message)).toMatchObject(missing);
    discord.setBotPermission(GENERAL, ['SendMessages']);
    expect((await open(message)).status).toBe(201);
    await say(message);
    discord.setBotPermission(GENERAL, ['SendMessagesInThreads']);
    expect(await ask(discord, 'POST', `/channels/${message}/messages`, { content: 'c' })).toMatchObject(
      missing,
    );
    await say();
  });

  it('cannot be opened on a message inside a thread', async () => {
    const message = await say();
    await open(message);
    const inside = await say(message);
    const path = `/channels/${message}/messages/${inside}/threads`;
    expect(await ask(discord, 'POST', path, { name: 'n' })).toMatchObject({ status: 400, code: 50024 });
  });

  it('is archived when nothing was written for as long as it allows, and opened by a message', async () => {
    const message = await say();
    await open(message, { auto_archive_duration: 60 });
    const archived = () => seat().message(message).thread?.archived;
    await discord.clock.advance(59 * MINUTE);
    expect(archived()).toBe(false);
    const written = await say(message);
    await discord.clock.advance(59 * MINUTE);
    expect(archived()).toBe(false);
    await discord.clock.advance(MINUTE);
    expect(archived()).toBe(true);
    const edit = () =>
      ask(discord, 'PATCH', `/channels/${message}/messages/${written}`, { content: 'changed' });
    expect(await edit()).toMatchObject({ status: 400, code: 50083 });
    expect((await ask(discord, 'PATCH', `/channels/${message}`, { name: 'n' })).code).toBe(50083);
    await say(message);
    expect(archived()).toBe(false);
    expect((await edit()).status).toBe(200);
  });

  it('opened again stays open for as long once more', async () => {
    const message = await say();
    await open(message, { auto_archive_duration: 60 });
    await discord.clock.advance(60 * MINUTE);
    expect((await ask(discord, 'PATCH', `/channels/${message}`, { archived: false })).status).toBe(200);
    await discord.clock.advance(59 * MINUTE);
    expect(seat().message(message).thread?.archived).toBe(false);
    await discord.clock.advance(MINUTE);
    expect(seat().message(message).thread?.archived).toBe(true);
  });

  it('is renamed by whoever began it; locking and deleting are for those who manage threads', async () => {
    const message = await say();
    await open(message);
    const change = (body: object) => ask(discord, 'PATCH', `/channels/${message}`, body);
    expect((await change({ name: 'Talks' })).body).toMatchObject({ name: 'Talks' });
    expectInvalid(await change({ name: ' ' }), 'name');
    expect(await change({ locked: true })).toMatchObject({ status: 403, code: 50013 });
    expect(await ask(discord, 'DELETE', `/channels/${message}`)).toMatchObject({ code: 50013 });
    const thread = discord.world.channel(message);
    if (thread) thread.ownerId = discord.person('Amara').id;
    expect(await change({ name: 'Mine' })).toMatchObject({ code: 50013 });
    discord.grantBotPermission(GENERAL, ['ManageThreads']);
    expect((await change({ locked: true, archived: true })).status).toBe(200);
    expect(seat().message(message).thread).toMatchObject({ name: 'Talks', archived: true, locked: true });
    discord.grantBotPermission(GENERAL, []);
    expect(await ask(discord, 'POST', `/channels/${message}/messages`, { content: 'c' })).toMatchObject({
      code: 160005,
    });
    discord.grantBotPermission(GENERAL, ['ManageThreads']);
    expect((await ask(discord, 'DELETE', `/channels/${message}`)).status).toBe(200);
    expect(seat().message(message).thread).toBeUndefined();
    expect(seat().message(message).raw.flags).toBe(0);
  });

  it('goes with its channel', async () => {
    const message = await say();
    await open(message);
    await say(message);
    discord.deleteChannel(GENERAL);
    expect(discord.world.channel(message)).toBeUndefined();
    expect(discord.world.messages(message)).toEqual([]);
  });
});

describe('the bot', () => {
  it('finds active threads at its start and by asking, archived ones by asking only', async () => {
    const [active, archived] = [await say(), await say()];
    await open(active);
    await open(archived);
    discord.archiveThread(archived, 'archived');
    const bot = await startBot(discord, false);
    const channel = await bot.client.channels.fetch(seat().channelId);
    if (!channel || !('threads' in channel)) throw new Error('no threads');
    expect([...channel.threads.cache.keys()]).toEqual([active]);
    expect([...(await channel.threads.fetchActive()).threads.keys()]).toEqual([active]);
    expect([...(await channel.threads.fetchArchived()).threads.keys()]).toEqual([archived]);
    const told = new Promise<boolean>((resolve) =>
      bot.client.once('threadUpdate', (_, thread) => resolve(thread.archived ?? false)),
    );
    await discord.clock.advance(4320 * MINUTE);
    expect(await told).toBe(true);
    expect(discord.unknownRoutes).toEqual([]);
    await bot.stop();
  });
});
