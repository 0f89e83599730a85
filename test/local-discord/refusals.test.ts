import { DiscordAPIError, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, startBot } from './bot.js';
import { ask } from './raw.js';
import type { ChatInputCommandInteraction } from 'discord.js';
import type { LocalDiscord, Seat } from '../../src/local-discord/index.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;
let seat: Seat;

beforeAll(async () => {
  discord = await startLocalDiscord({ port: 0 });
  bot = await startBot(discord);
  seat = discord.person('Jonas').in('#joint-action');
});
beforeEach(() => bot.on(() => Promise.resolve()));
afterAll(async () => {
  await bot.stop();
  await discord.close();
});

const code = async (promise: Promise<unknown>) => {
  try {
    await promise;
    return 'accepted';
  } catch (error) {
    return error instanceof DiscordAPIError ? `${error.status} ${error.code}` : String(error);
  }
};
const sendable = async (id: string) => {
  const channel = await bot.client.channels.fetch(id);
  if (!channel?.isSendable()) throw new Error('not sendable');
  return channel;
};
/** Runs a command and gives the interaction to `act`. */
const during = async (act: (interaction: ChatInputCommandInteraction) => Promise<unknown>) => {
  let result: unknown;
  bot.on(async (interaction) => {
    if (interaction.isChatInputCommand()) result = await act(interaction);
  });
  const answer = await seat.command('say');
  await expect.poll(() => result).toBeDefined();
  return { result, answer };
};

describe('an interaction', () => {
  it('answered by nobody within three seconds fails, and later answers are unknown', async () => {
    let late: ChatInputCommandInteraction | undefined;
    bot.on((interaction) => {
      if (interaction.isChatInputCommand()) late = interaction;
      return Promise.resolve();
    });
    const began = performance.now();
    expect(await seat.command('say')).toEqual({ kind: 'failed', reason: 'The application did not respond' });
    expect(performance.now() - began).toBeGreaterThan(2_900);
    expect(await code(late?.reply('too late') ?? Promise.resolve())).toBe('404 10062');
  });

  it('takes one first answer', async () => {
    const { result } = await during(async (interaction) => {
      await interaction.reply('first');
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      return (await ask(discord, 'POST', path, { type: 4, data: { content: 'second' } })).code;
    });
    expect(result).toBe(40060);
  });

  it('has a token that dies after fifteen minutes of the local clock', async () => {
    const { result } = await during(async (interaction) => {
      await interaction.reply('first');
      await discord.clock.advance(15 * 60_000);
      return code(interaction.editReply('too late'));
    });
    expect(result).toBe('401 50027');
  });

  it('announced and forgotten fails when its token dies', async () => {
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await discord.clock.advance(16 * 60_000);
    });
    expect(await seat.command('say')).toMatchObject({ kind: 'failed' });
  });

  it('has no webhook before its first answer, and none under a wrong token', async () => {
    const { result } = await during(async (interaction) => {
      const path = `/webhooks/${interaction.applicationId}/${interaction.token}`;
      const before = await ask(discord, 'POST', path, { content: 'a' });
      await interaction.reply('first');
      const wrong = await ask(discord, 'POST', `/webhooks/${interaction.applicationId}/xyz`, {
        content: 'a',
      });
      return [before.code, wrong.code];
    });
    expect(result).toEqual([10015, 10015]);
  });

  it('with a private answer leaves nothing that channel routes know', async () => {
    const { answer } = await during(async (interaction) => {
      await interaction.reply({ content: 'private', flags: MessageFlags.Ephemeral });
      return true;
    });
    if (answer.kind !== 'message') throw new Error('no message');
    const channel = await sendable(seat.channelId);
    expect(await code(channel.messages.fetch(answer.message.id))).toBe('404 10008');
    expect(await code(channel.messages.edit(answer.message.id, 'x'))).toBe('404 10008');
    expect((await channel.messages.fetch({ limit: 100 })).has(answer.message.id)).toBe(false);
  });

  it('on a disabled or missing button does not happen', async () => {
    const row = buttons('Off');
    row.components[0]?.setDisabled(true);
    await (await sendable(seat.channelId)).send({ content: 'a', components: [row] });
    await expect(seat.press('last', 'Off')).rejects.toThrow('cannot be pressed');
    await expect(seat.press('last', 'On')).rejects.toThrow('Off (disabled)');
  });
});

describe('a request', () => {
  it('without the token is refused', async () => {
    expect(await ask(discord, 'GET', '/users/@me', undefined, { Authorization: 'Bot no' })).toMatchObject({
      status: 401,
    });
  });

  it('to an address that is none is refused and noted', async () => {
    expect(await ask(discord, 'GET', '/guilds/1/bans')).toMatchObject({ status: 404, code: 0 });
    const old = await fetch(`${discord.origin}/api/v9/gateway`);
    expect(old.status).toBe(404);
    expect(discord.unknownRoutes).toEqual(['GET /api/v10/guilds/1/bans', 'GET /api/v9/gateway']);
  });

  it('carries the local date and what is left of its rate', async () => {
    const answer = await ask(discord, 'GET', '/users/@me');
    expect(
      Math.abs(Date.parse(answer.headers.get('date') ?? '') - discord.clock.now().getTime()),
    ).toBeLessThan(2_000);
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
    expect(answer.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('too many in a second has to wait', async () => {
    const small = await startLocalDiscord({ port: 0, messageRate: { limit: 2, perMs: 300 } });
    const id = small.person('Jonas').in('#general').channelId;
    const post = () => ask(small, 'POST', `/channels/${id}/messages`, { content: 'a' });
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    const third = await post();
    expect(third).toMatchObject({ status: 429, body: { global: false } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    await small.close();
  });
});

describe('a hook', () => {
  it('may answer instead, lose the answer, cut the line, or never answer', async () => {
    const channel = await sendable(seat.channelId);
    const texts = () => seat.messages().map((message) => message.text);
    const once = async (fault: Parameters<LocalDiscord['intercept']>[0], text: string) => {
      const off = discord.intercept(fault);
      const result = await code(channel.send(text));
      off();
      return result;
    };
    const posts = (route: string) => route === 'POST /channels/:id/messages';
    const spoil = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
    expect(await once(({ route }) => (posts(route) ? spoil : undefined), 'instead')).toBe('403 50013');
    expect(texts()).not.toContain('instead');
    let left = 1;
    const lost = () => (left-- > 0 ? { afterEffect: 502 } : undefined);
    expect(await once(lost, 'twice')).toBe('accepted');
    expect(texts().filter((text) => text === 'twice')).toHaveLength(2);
    expect(await once(() => 'drop', 'dropped')).not.toBe('accepted');
    expect(texts()).not.toContain('dropped');
    const hung = discord.intercept(() => 'hang');
    const waiting = ask(discord, 'GET', '/users/@me').catch(() => 'cut');
    const first = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))]);
    expect(first).toBe('waits');
    hung();
  });

  it('may take its time, so that two requests meet', async () => {
    let release: () => void = () => undefined;
    const off = discord.intercept(() => new Promise<void>((resolve) => (release = resolve)));
    const asked = ask(discord, 'GET', '/users/@me');
    await expect.poll(() => String(release)).toContain('native');
    release();
    expect((await asked).status).toBe(200);
    off();
  });
});

describe('the bot', () => {
  it('writes only where it may', async () => {
    const announcements = discord.person('Tomasz').in('#announcements');
    expect(await code((await sendable(announcements.channelId)).send('a'))).toBe('403 50013');
    discord.grantBotPermission('Harbour City Coalition#announcements', ['SendMessages']);
    expect(await code((await sendable(announcements.channelId)).send('a'))).toBe('accepted');
    discord.grantBotPermission('Harbour City Coalition#announcements', []);
    const channel = await sendable(seat.channelId);
    discord.setBotPermission(seat.channelId, ['ViewChannel']);
    expect(await code(channel.send('a'))).toBe('403 50001');
    discord.setBotPermission(seat.channelId, []);
    expect(await code(channel.send('a'))).toBe('accepted');
  });

  it('without the right to embed loses its embeds, and without the right to attach its message', async () => {
    const channel = await sendable(seat.channelId);
    discord.setBotPermission(seat.channelId, ['EmbedLinks', 'AttachFiles']);
    const sent = await channel.send({ content: 'text', embeds: [{ title: 'embed' }] });
    expect(sent.embeds).toEqual([]);
    expect(await code(channel.send({ embeds: [{ title: 'embed' }] }))).toBe('403 50013');
    expect(await code(channel.send({ files: [{ attachment: Buffer.from('a'), name: 'a.txt' }] }))).toBe(
      '403 50013',
    );
    discord.setBotPermission(seat.channelId, []);
  });

  it('reaches by DM only those who accept it', async () => {
    const user = (name: string) => bot.client.users.fetch(discord.person(name).id);
    expect(await code((await user('Kofi')).send('a'))).toBe('403 50007');
    expect(await code((await user('Mei')).send('hello Mei'))).toBe('accepted');
    expect(discord.person('Mei').dm().last().text).toBe('hello Mei');
    discord.person('Mei').acceptsDms(false);
    expect(await code((await user('Mei')).send('a'))).toBe('403 50007');
    expect(await ask(discord, 'POST', '/users/@me/channels', { recipient_id: '1' })).toMatchObject({
      code: 50033,
    });
  });

  it('repeating a nonce gets the first message and makes no second', async () => {
    const channel = await sendable(seat.channelId);
    const send = () => channel.send({ content: 'once', nonce: 'abc', enforceNonce: true });
    const [first, second] = [await send(), await send()];
    expect(second.id).toBe(first.id);
    await first.delete();
    expect(await code(send())).toBe('404 10008');
    await discord.clock.advance(5 * 60_000);
    expect((await send()).id).not.toBe(first.id);
  });

  it('edits and deletes its own messages, and knows when they are gone', async () => {
    const channel = await sendable(seat.channelId);
    const sent = await channel.send('a');
    await sent.edit('b');
    expect(seat.last().text).toBe('b');
    await sent.delete();
    expect(await code(sent.edit('c'))).toBe('404 10008');
    expect(await code(channel.messages.delete(sent.id))).toBe('404 10008');
    expect(await code(bot.client.channels.fetch('123456789012345678'))).toBe('404 10003');
    expect(await code(bot.client.guilds.fetch('123456789012345678'))).toBe('404 10004');
  });

  it('pings only whom it may and says so', async () => {
    const mei = discord.person('Mei').id;
    const post = async (body: object) =>
      (await ask(discord, 'POST', `/channels/${seat.channelId}/messages`, body)).body;
    const content = `@everyone <@${mei}>`;
    const names = (message: Record<string, unknown>) =>
      (message.mentions as { id: string }[]).map((one) => one.id);
    const open = await post({ content });
    expect(names(open)).toEqual([mei]);
    expect(open.mention_everyone).toBe(false);
    expect(names(await post({ content, allowed_mentions: { parse: [] } }))).toEqual([]);
    expect(names(await post({ content, allowed_mentions: { parse: [], users: [mei] } }))).toEqual([mei]);
    discord.grantBotPermission(seat.channelId, ['MentionEveryone']);
    expect((await post({ content })).mention_everyone).toBe(true);
    expect((await post({ content, allowed_mentions: { parse: [] } })).mention_everyone).toBe(false);
    discord.grantBotPermission(seat.channelId, []);
  });

  it('counts members by role and in all, without reading their list', async () => {
    const guild = await bot.client.guilds.fetch({ guild: seat.guildId ?? '', withCounts: true, force: true });
    expect(guild.approximateMemberCount).toBe(11);
    const counts = await guild.roles.fetchMemberCounts();
    const named: Record<string, number> = Object.fromEntries(
      [...counts].map(([id, count]) => [guild.roles.cache.get(id)?.name ?? '', count]),
    );
    expect(named).toMatchObject({ "Dockworkers' Branch": 5, "Tenants' Union": 5, Organiser: 2 });
    expect(counts.has(guild.id)).toBe(false);
    discord.addPerson({ name: 'Ines', roles: { [guild.name]: ["Tenants' Union"] } });
    expect(
      (await guild.roles.fetchMemberCounts()).get(
        guild.roles.cache.find((r) => r.name === "Tenants' Union")?.id ?? '',
      ),
    ).toBe(6);
    const member = await guild.members.fetch(discord.person('Ines').id);
    expect(member.joinedTimestamp).toBeLessThan(Date.now() - 50 * 86_400_000);
  });
});
