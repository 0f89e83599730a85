import { request } from 'node:http';
import { MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { startBot } from './bot.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import type {
  PageMember,
  PageMessage,
  PagePerson,
  PageServerOutline,
  PageState,
} from '../../src/local-discord/page-api.js';
import type { TestBot } from './bot.js';

let discord: LocalDiscord;
let bot: TestBot;
const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';

beforeEach(async () => {
  discord = await startLocalDiscord({ port: 0 });
  bot = await startBot(discord);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
  await discord.close();
});

async function page<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(discord.origin + path, {
    method,
    headers: { Origin: discord.origin },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}
async function server(name: string): Promise<PageServerOutline> {
  const state = await page<PageState>('GET', '/page/state');
  const found = state.allServers.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
}
const role = (of: PageServerOutline, name: string) => {
  const found = of.roles.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const members = async (name: string) => `/page/servers/${(await server(name)).id}/members`;

describe('people on the page', () => {
  it('are seen in every server there is, whoever asks, with how many hold each role', async () => {
    const hana = await page<PageState>('GET', `/page/state?person=${discord.person('Hana').id}`);
    expect(hana.servers.map((one) => one.name)).toEqual([UNIVERSITY]);
    expect(hana.allServers.map((one) => one.name)).toEqual([HARBOUR, UNIVERSITY]);
    const harbour = await server(HARBOUR);
    expect(harbour.roles.filter((one) => one.givable).map((one) => [one.name, one.count])).toEqual([
      ["Dockworkers' Branch", 5],
      ["Tenants' Union", 5],
      ['Organiser', 2],
      ['Coordinator', 1],
    ]);
    // Nine people, the bot, and the founders nobody can be.
    expect(role(harbour, '@everyone')).toMatchObject({ count: 11, givable: false });
  });

  it('that are new join now, with the roles they are given', async () => {
    const { id } = await server(HARBOUR);
    await discord.clock.advance(3_600_000);
    const before = discord.clock.now().getTime();
    const ines = await page<PagePerson>('POST', '/page/people', {
      name: '  Ines  Okafor ',
      server: id,
      roles: ["Tenants' Union"],
    });
    expect(ines).toMatchObject({ name: 'Ines Okafor', note: `Tenants' Union in ${HARBOUR}`, bot: false });
    expect(discord.person('Ines Okafor').roles(HARBOUR)).toEqual(["Tenants' Union"]);
    let joined = 0;
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
      joined = interaction.member.joinedTimestamp ?? 0;
      await interaction.reply('ok');
    });
    await discord.person('Ines Okafor').in(`${HARBOUR}#general`).command('say');
    expect(joined).toBeGreaterThanOrEqual(before);
    expect(joined).toBeLessThanOrEqual(discord.clock.now().getTime());
  });

  it('need a name that is one and is nobody else’s', async () => {
    const refused = async (name: string) =>
      (await page<{ error?: string }>('POST', '/page/people', { name })).error;
    for (const name of ['', '   ', '123', 'a'.repeat(33), '<@1>', 'a\nb<', '\u202eevil', '💡']) {
      expect(await refused(name), name).toContain('1 to 32 letters');
    }
    expect(await refused('jonas')).toBe('There is already somebody called Jonas.');
    expect(await refused('Strike together')).toContain('Strike Together');
    expect(await page('POST', '/page/people', { name: 'Zoë', server: 'nowhere' })).toHaveProperty('error');
    expect(discord.people()).toHaveLength(12);
    expect(await refused('Zoë O’Hara-Łuk')).toBeUndefined();
    expect(discord.person('Zoë O’Hara-Łuk').servers()).toEqual([]);
  });

  it('join another server and leave it', async () => {
    const path = await members(UNIVERSITY);
    const jonas = discord.person('Jonas');
    const joined = await page<PageMember>('POST', path, { person: jonas.id });
    expect(joined).toEqual({ id: jonas.id, roles: [] });
    expect(jonas.servers()).toEqual([HARBOUR, UNIVERSITY]);
    expect(await page('POST', path, { person: jonas.id })).toEqual({
      error: `Jonas is already in ${UNIVERSITY}.`,
    });
    expect(await page('DELETE', `${path}/${jonas.id}`)).toEqual({ left: true });
    expect(jonas.servers()).toEqual([HARBOUR]);
    expect(await page('DELETE', `${path}/${jonas.id}`)).toEqual({ error: `Jonas is not in ${UNIVERSITY}.` });
    const { people } = await page<PageState>('GET', '/page/state');
    expect(people.find((one) => one.name === 'Jonas')?.note).toBe(`Dockworkers' Branch in ${HARBOUR}`);
  });

  it('get and lose one role at a time, and two quick ticks are both kept', async () => {
    const university = await server(UNIVERSITY);
    const hana = discord.person('Hana');
    const path = `/page/servers/${university.id}/members/${hana.id}`;
    const tick = (name: string, held: boolean) =>
      page('PATCH', path, { role: role(university, name).id, held });
    await Promise.all([tick('Organiser', true), tick('Coordinator', true), tick('Organiser', true)]);
    expect(hana.roles(UNIVERSITY)).toEqual(['Student Group', 'Organiser', 'Coordinator']);
    await tick('Student Group', false);
    expect(hana.roles(UNIVERSITY)).toEqual(['Organiser', 'Coordinator']);
    expect(role(await server(UNIVERSITY), 'Student Group').count).toBe(3);
  });

  it('are given no role of the bot, of everybody, or of another server, and none where they are not', async () => {
    const [harbour, university] = [await server(HARBOUR), await server(UNIVERSITY)];
    const path = `/page/servers/${university.id}/members/${discord.person('Hana').id}`;
    const strange = [
      university.id,
      role(university, 'Strike Together').id,
      role(harbour, "Tenants' Union").id,
    ];
    for (const id of strange) {
      const { error } = await page<{ error: string }>('PATCH', path, { role: id, held: true });
      expect(error).toContain('nobody can be given');
    }
    const jonas = `/page/servers/${university.id}/members/${discord.person('Jonas').id}`;
    const body = { role: role(university, 'Student Group').id, held: true };
    expect(await page('PATCH', jonas, body)).toEqual({ error: `Jonas is not in ${UNIVERSITY}.` });
    const self = `/page/servers/${university.id}/members/${discord.world.bot().id}`;
    expect(await page('DELETE', self)).toHaveProperty('error');
    expect(await page('PATCH', path, { role: 3 })).toEqual({
      error: 'The request is not as the page sends it.',
    });
    expect(discord.person('Hana').roles(UNIVERSITY)).toEqual(['Student Group']);
  });

  it('are counted for the bot per role, without @everyone', async () => {
    const harbour = await server(HARBOUR);
    const counts = () => bot.client.rest.get(`/guilds/${harbour.id}/roles/member-counts`);
    const expected = (tenants: number) => ({
      [role(harbour, 'Strike Together').id]: 1,
      [role(harbour, "Dockworkers' Branch").id]: 5,
      [role(harbour, "Tenants' Union").id]: tenants,
      [role(harbour, 'Organiser').id]: 2,
      [role(harbour, 'Coordinator').id]: 1,
    });
    expect(await counts()).toEqual(expected(5));
    await page('POST', await members(HARBOUR), {
      person: discord.person('Hana').id,
      roles: ["Tenants' Union"],
    });
    expect(await counts()).toEqual(expected(6));
    await page('DELETE', `${await members(HARBOUR)}/${discord.person('Kofi').id}`);
    expect(await counts()).toEqual(expected(5));
  });
});

describe('a file in a private answer', () => {
  it('is there for the person asked, and its address gives exactly what the bot attached', async () => {
    const text = 'organisation,position\n"Tenants, Öst",in\n';
    bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        content: 'The outcome',
        files: [{ attachment: Buffer.from(text), name: 'outcome å.csv' }],
      });
    });
    const seat = discord.person('Jonas').in(`${HARBOUR}#general`);
    await seat.command('say');
    const seen = (name: string) =>
      page<PageMessage[]>(
        'GET',
        `/page/channels/${seat.channelId}/messages?person=${discord.person(name).id}`,
      );
    const [shown] = (await seen('Jonas')).slice(-1);
    const attachment = shown?.message.attachments[0];
    expect(shown?.ephemeral).toBe(true);
    expect(attachment).toMatchObject({ size: Buffer.byteLength(text) });
    const file = await fetch(attachment?.url ?? '');
    expect(await file.text()).toBe(text);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await seen('Mei')).some((one) => one.message.attachments.length > 0)).toBe(false);
  });
});

describe('whoever is not of this machine', () => {
  it('changes nobody', async () => {
    const status = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
      new Promise<number>((resolve, reject) => {
        const asked = request(discord.origin + path, { method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        asked.on('error', reject);
        asked.end(body === undefined ? undefined : JSON.stringify(body));
      });
    const path = await members(UNIVERSITY);
    const [jonas, hana] = [discord.person('Jonas').id, discord.person('Hana').id];
    const group = role(await server(UNIVERSITY), 'Student Group').id;
    const people = structuredClone(discord.world.state.people);
    const guilds = structuredClone(discord.world.state.guilds);
    for (const headers of [
      { Host: 'evil.example' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: discord.origin.replace('http:', 'https:') },
    ] as Record<string, string>[]) {
      expect(await status('POST', '/page/people', headers, { name: 'Mallory' })).toBe(403);
      expect(await status('POST', path, headers, { person: jonas })).toBe(403);
      expect(await status('PATCH', `${path}/${hana}`, headers, { role: group, held: false })).toBe(403);
      expect(await status('DELETE', `${path}/${hana}`, headers)).toBe(403);
    }
    expect(discord.world.state.people).toEqual(people);
    expect(discord.world.state.guilds).toEqual(guilds);
  });
});
