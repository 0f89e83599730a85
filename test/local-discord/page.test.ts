import { request } from 'node:http';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { buttons, form, startBot } from './bot.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type { PageAnswer, PageMessage, PageState } from '../../src/local-discord/page-api.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>Local Discord</title>');
  await writeFile(join(folder, 'page', 'assets', 'app.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  discord = await startLocalDiscord({ port: 0, pageFolder: join(folder, 'page') });
  bot = await startBot(discord);
  bot.on(async (interaction) => {
    if (interaction.isChatInputCommand() && interaction.commandName === 'say') {
      await interaction.reply({ content: 'hello', components: [buttons('Form', 'Change')] });
    } else if (interaction.isChatInputCommand()) {
      await interaction.reply({ content: 'between us', flags: MessageFlags.Ephemeral });
    }
    if (interaction.isButton() && interaction.customId === 'form') await interaction.showModal(form());
    if (interaction.isButton() && interaction.customId === 'change') await interaction.update('changed');
    if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue('name'));
    if (interaction.isAutocomplete()) await interaction.respond([{ name: 'A', value: 'a' }]);
  });
});
afterAll(async () => {
  await bot.stop();
  await discord.close();
  await rm(folder, { recursive: true });
});

async function page<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(discord.origin + path, {
    ...(body !== undefined && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Origin: discord.origin },
    }),
  });
  return (await response.json()) as T;
}
const jonas = () => discord.person('Jonas');
const general = () => jonas().in('#general').channelId;
const command = (name: string, options: unknown[] = []) => ({
  person: jonas().id,
  channel: general(),
  command: name,
  options,
});

describe('the page', () => {
  it('is served with its parts, nothing beside it, and no sources from elsewhere', async () => {
    const index = await fetch(`${discord.origin}/`);
    expect(await index.text()).toContain('Local Discord');
    expect(index.headers.get('content-security-policy')).toContain("script-src 'self';");
    const script = await fetch(`${discord.origin}/assets/app.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/none.js']) {
      expect(await (await fetch(discord.origin + path)).text()).not.toContain('secret');
    }
  });

  it('not built yet says what to do', async () => {
    const bare = await startLocalDiscord({ port: 0, pageFolder: join(folder, 'nowhere') });
    const answer = await fetch(bare.origin);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
    await bare.close();
  });

  it('shows people, the servers one is in, channels one sees, and commands one can use', async () => {
    const state = await page<PageState>(`/page/state?person=${jonas().id}`);
    expect(state.botOnline).toBe(true);
    expect(state.people.filter((person) => !person.bot)).toHaveLength(12);
    expect(state.servers.map((server) => server.name)).toEqual(['Harbour City Coalition']);
    const channels = state.servers[0]?.channels.map((one) => [one.name, one.canSend]);
    expect(channels).toEqual([
      ['general', true],
      ['joint-action', true],
      ['announcements', false],
    ]);
    expect(state.commands.map((one) => one.command.name)).toContain('say');
    expect(state.dms).toHaveLength(1);
    const none = await page<{ error: string }>('/page/state?person=nobody');
    expect(none.error).toContain('Jonas');
  });

  it('runs commands, suggests values, presses buttons and sends forms', async () => {
    const said = await page<PageAnswer>('/page/commands', command('say'));
    if (said.kind !== 'message') throw new Error(said.kind);
    const message = said.message.message.id;
    const press = (customId: string) =>
      page<PageAnswer>('/page/components', { person: jonas().id, channel: general(), message, customId });
    const shown = await press('form');
    if (shown.kind !== 'form') throw new Error(shown.kind);
    expect(shown.data.title).toBe('A form');
    const sent = { person: jonas().id, form: shown.form, fields: { name: 'Ada' } };
    expect(await page('/page/forms', sent)).toMatchObject({
      kind: 'message',
      message: { message: { content: 'Ada' } },
    });
    expect(await page('/page/forms', { ...sent, fields: {} })).toMatchObject({
      error: '"Name" must be filled in.',
    });
    expect(await press('change')).toMatchObject({
      kind: 'update',
      message: { message: { content: 'changed' } },
    });
    expect(await press('gone')).toMatchObject({ error: 'The message has no such button or menu.' });
    const asked = command('try', [
      { name: 'options', type: 1, options: [{ name: 'find', type: 3, value: 'x', focused: true }] },
    ]);
    expect(await page('/page/autocomplete', asked)).toEqual([{ name: 'A', value: 'a' }]);
    expect(await page('/page/commands', command('try', [{ name: 'options', type: 1, options: [] }]))).toEqual(
      {
        error: '/try options needs: text.',
      },
    );
    expect(await page('/page/commands', { nonsense: true })).toHaveProperty('error');
  });

  it('shows each person the messages they see', async () => {
    const options = [{ name: 'options', type: 1, options: [{ name: 'text', type: 3, value: 'abc' }] }];
    await page('/page/commands', command('try', options));
    const seen = async (person: string) => {
      const path = `/page/channels/${general()}/messages?person=${discord.person(person).id}`;
      return (await page<PageMessage[]>(path)).map((one) => [one.message.content, one.ephemeral]);
    };
    expect(await seen('Jonas')).toContainEqual(['between us', true]);
    expect(await seen('Mei')).not.toContainEqual(['between us', true]);
    const all = await page<PageMessage[]>(`/page/channels/${general()}/messages?person=${jonas().id}`);
    const last = `/page/channels/${general()}/messages?person=${jonas().id}&last=1`;
    expect(all.length).toBeGreaterThan(1);
    expect(await page<PageMessage[]>(last)).toEqual(all.slice(-1));
    expect(await page(`/page/channels/${general()}/messages?person=${discord.person('Hana').id}`)).toEqual({
      error: 'Hana cannot see this channel.',
    });
  });

  it('is told at once what changed', async () => {
    const stop = new AbortController();
    const response = await fetch(`${discord.origin}/page/events?person=${jonas().id}`, {
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let heard = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard += decoder.decode(chunk as Uint8Array);
    })().catch(() => undefined);
    await page('/page/commands', command('say'));
    await page('/page/clock', { advanceMs: 1_000 });
    await page(`/page/people/${jonas().id}`, { acceptsDms: false });
    await expect.poll(() => heard).toContain(`{"type":"messages","channel":"${general()}"}`);
    await expect.poll(() => heard).toContain('"type":"clock"');
    await expect.poll(() => heard).toContain('{"type":"state"}');
    stop.abort();
    await reading;
  });

  it('moves the clock, forward only, and whoever asked is told first', async () => {
    const before = discord.clock.now().getTime();
    const told: number[] = [];
    const off = discord.clock.onMove(async (now) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      told.push(now.getTime());
    });
    const { now } = await page<{ now: string }>('/page/clock', { advanceMs: 3_600_000 });
    expect(told).toHaveLength(1);
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3_600_000);
    off();
    expect(await page('/page/clock', { advanceMs: -1 })).toHaveProperty('error');
    expect(told).toHaveLength(1);
  });

  it('moves the clock to an instant, and never back', async () => {
    const to = new Date(discord.clock.now().getTime() + 86_400_000);
    await page('/page/clock', { to: to.toISOString() });
    const now = discord.clock.now().getTime();
    expect(now - to.getTime()).toBeGreaterThanOrEqual(0);
    expect(now - to.getTime()).toBeLessThan(5_000);
    await page('/page/clock', { to: new Date(now - 3_600_000).toISOString() });
    expect(discord.clock.now().getTime() - now).toBeGreaterThanOrEqual(0);
    expect(discord.clock.now().getTime() - now).toBeLessThan(5_000);
    const far = new Date(now + 20 * 366 * 86_400_000).toISOString();
    for (const wrong of [{ to: far }, { to: 'tomorrow' }, { to: far, advanceMs: 1 }, {}])
      expect(await page('/page/clock', wrong)).toHaveProperty('error');
    expect(discord.clock.now().getTime() - now).toBeLessThan(5_000);
  });

  it('is not kept waiting by what a move of the clock sets off', async () => {
    let end = (): void => undefined;
    const long = new Promise<void>((resolve) => (end = resolve));
    const off = discord.clock.onMove(() => long);
    expect(await page('/page/clock', { advanceMs: 1_000 })).toMatchObject({ busy: true });
    off();
    end();
    expect(await page('/page/clock', { advanceMs: 1_000 })).toMatchObject({ busy: false });
  });

  it('shows what is due as far as somebody tells it', async () => {
    expect(await page('/page/due')).toEqual({ told: false });
    const asked: number[] = [];
    discord.showDue((limit) => {
      asked.push(limit);
      return Promise.resolve({ rows: [], more: 3 });
    });
    expect(await page('/page/due?rows=7')).toEqual({ told: true, rows: [], more: 3 });
    await page('/page/due');
    expect(asked).toEqual([7, 200]);
    expect(await page('/page/due?rows=201')).toHaveProperty('error');
    discord.showDue(() => Promise.reject(new Error('The store is closed.')));
    expect(await page('/page/due')).toEqual({ told: false });
  });

  it('serves uploaded files', async () => {
    const target = await bot.client.channels.fetch(general());
    if (!target?.isSendable()) throw new Error('not sendable');
    const sent = await target.send({
      files: [{ attachment: Buffer.from('BEGIN:VCALENDAR'), name: 'a.ics' }],
    });
    const file = await fetch(sent.attachments.first()?.url ?? '');
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
    expect(file.headers.get('content-disposition')).toContain('attachment');
  });
});

describe('whoever is not of this machine is refused:', () => {
  const status = (headers: Record<string, string>, path: string, method = 'GET') =>
    new Promise<number>((resolve, reject) => {
      const asked = request(discord.origin + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  it('another host name, on every kind of address', async () => {
    for (const path of ['/', '/page/clock', '/page/due', '/api/v10/gateway', '/attachments/1/2/3']) {
      expect(await status({ Host: 'evil.example' }, path)).toBe(403);
      expect(await status({ Host: 'evil.example' }, path, 'POST')).toBe(403);
    }
  });

  it('another page, on every kind of address', async () => {
    for (const path of ['/', '/page/clock', '/page/due', '/api/v10/gateway']) {
      expect(await status({ Origin: 'https://evil.example' }, path, 'POST')).toBe(403);
      expect(await status({ Origin: 'null' }, path)).toBe(403);
    }
  });

  it('but both names of this machine are fine', async () => {
    const port = new URL(discord.origin).port;
    expect(await status({ Host: `localhost:${port}`, Origin: `http://localhost:${port}` }, '/')).toBe(200);
  });
});
