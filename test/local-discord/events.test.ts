import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import type { LocalDiscord } from '../../src/local-discord/index.js';
import { botInLocalDiscord } from './bot.js';
import { ask, type RawAnswer } from './raw.js';
import { expectInvalid, x } from './strict-bodies.js';

const HARBOUR = 'Harbour City Coalition';
const HOUR = 3_600_000;
const NOON = Date.parse('2027-03-01T12:00:00Z');
let discord: LocalDiscord;

beforeEach(async () => {
  const began = Date.now();
  discord = await startLocalDiscord({ port: 0, now: () => NOON + (Date.now() - began) });
});
afterEach(() => discord.close());

const path = (event = '') => {
  const guild = discord.person('Jonas').in(`${HARBOUR}#general`).guildId ?? '';
  return `/guilds/${guild}/scheduled-events${event && `/${event}`}`;
};
const at = (hours: number) => new Date(NOON + hours * HOUR).toISOString();
const rally = (more: object = {}) => ({
  name: 'Rally',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: at(2),
  scheduled_end_time: at(4),
  entity_metadata: { location: 'Square' },
  ...more,
});
const post = (more: object = {}): Promise<RawAnswer> => ask(discord, 'POST', path(), rally(more));
const patch = (event: string, body: object) => ask(discord, 'PATCH', path(event), body);
const statuses = () => discord.events(HARBOUR).map(({ status }) => status);

async function posted(more: object = {}): Promise<string> {
  const { status, body } = await post(more);
  expect(status).toBe(200);
  return String(body.id);
}

describe('a scheduled event', () => {
  it('is seen as it was made and changed', async () => {
    const id = await posted({ description: 'Bring **friends**' });
    await posted({ name: 'Earlier', scheduled_start_time: at(1) });
    const [earlier, event] = discord.events(HARBOUR);
    expect(earlier).toMatchObject({ name: 'Earlier', description: '' });
    expect(event).toMatchObject({
      id,
      name: 'Rally',
      description: 'Bring **friends**',
      start: new Date(at(2)),
      end: new Date(at(4)),
      location: 'Square',
      status: 'scheduled',
      creator: 'Strike Together',
    });
    expect((await patch(id, { name: 'Larger rally', description: null })).status).toBe(200);
    expect(discord.events(HARBOUR)[1]).toMatchObject({ name: 'Larger rally', description: '' });
    expect((await ask(discord, 'DELETE', path(id))).status).toBe(204);
    expect(await ask(discord, 'GET', path(id))).toMatchObject({ status: 404, code: 10070 });
    expect(discord.events(HARBOUR)).toHaveLength(1);
    expect(discord.events('University Alliance')).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a name too long', { name: x(101) }, 'name'],
    ['a blank name', { name: '  ' }, 'name'],
    ['a description too long', { description: x(1_001) }, 'description'],
    ['an empty description', { description: '' }, 'description'],
    ['no end', { scheduled_end_time: undefined }, 'scheduled_end_time BASE_TYPE_REQUIRED'],
    ['no place', { entity_metadata: undefined }, 'entity_metadata'],
    ['a blank place', { entity_metadata: { location: ' ' } }, 'entity_metadata.location'],
    ['a place too long', { entity_metadata: { location: x(101) } }, 'entity_metadata.location'],
    ['a beginning that has passed', { scheduled_start_time: at(-1) }, 'SCHEDULE_PAST'],
    ['an end before it begins', { scheduled_end_time: at(1) }, 'END_BEFORE_START'],
    ['a channel', { channel_id: '123456789012345678' }, 'channel_id'],
    ['a status', { status: 2 }, 'status'],
    ['another privacy', { privacy_level: 1 }, 'privacy_level'],
    [
      'a voice channel that is not there',
      { entity_type: 2, channel_id: '123456789012345678', entity_metadata: undefined },
      'channel_id',
    ],
    ['a picture that is none', { image: 'aGVsbG8=' }, 'image'],
  ])('is refused with %s', async (_, more, field) => {
    expectInvalid(await post(more), field);
    expect(discord.events(HARBOUR)).toEqual([]);
  });

  it('cannot be changed into what could not be made', async () => {
    const id = await posted();
    for (const [body, field] of [
      [{ name: '' }, 'name'],
      [{ description: '' }, 'description'],
      [{ entity_metadata: { location: '' } }, 'entity_metadata.location'],
      [{ scheduled_end_time: null }, 'scheduled_end_time'],
      [{ scheduled_start_time: at(5) }, 'END_BEFORE_START'],
    ] as const) {
      expectInvalid(await patch(id, body), field);
    }
    expect(discord.events(HARBOUR)[0]).toMatchObject({ name: 'Rally', end: new Date(at(4)) });
  });

  it('goes from scheduled to active to completed, or from scheduled to cancelled, and nowhere else', async () => {
    const held = await posted();
    const called = await posted();
    expectInvalid(await patch(held, { status: 3 }), 'status');
    expect((await patch(held, { status: 2 })).status).toBe(200);
    for (const status of [1, 4]) expectInvalid(await patch(held, { status }), 'status');
    expect((await patch(held, { status: 3 })).status).toBe(200);
    expect((await patch(called, { status: 4 })).status).toBe(200);
    for (const id of [held, called]) {
      for (const body of [{ status: 1 }, { status: 2 }, { name: 'New' }])
        expect(await patch(id, body)).toMatchObject({ status: 400, code: 180000 });
    }
    expect(statuses()).toEqual(['completed', 'cancelled']);
    expect((await ask(discord, 'GET', path())).body).toEqual([]);
    expect((await ask(discord, 'GET', path(held))).body).toMatchObject({ status: 3 });
  });

  it('begins and ends by itself as the clock passes, but not a cancelled one', async () => {
    await posted();
    await patch(await posted(), { status: 4 });
    await discord.clock.advance(2 * HOUR - 60_000);
    expect(statuses()).toEqual(['scheduled', 'cancelled']);
    await discord.clock.advance(60_000);
    expect(statuses()).toEqual(['active', 'cancelled']);
    await discord.clock.advance(2 * HOUR);
    expect(statuses()).toEqual(['completed', 'cancelled']);
  });

  it('begins by itself also when nobody moves the clock', async () => {
    await posted({ scheduled_start_time: new Date(discord.clock.now().getTime() + 1_500).toISOString() });
    await expect.poll(() => statuses(), { timeout: 5_000 }).toEqual(['active']);
  });

  it('is the hundredth at most that is not over', async () => {
    for (let count = 0; count < 100; count += 1) await post();
    expect(await post()).toMatchObject({ status: 400, code: 30038 });
    await patch(discord.events(HARBOUR)[0]?.id ?? '', { status: 4 });
    expect((await post()).status).toBe(200);
  });

  it('takes the right to make it, and for one of somebody else to manage all', async () => {
    const own = await posted();
    const other = await posted();
    const stored = discord.world.state.events.find(({ id }) => id === other);
    if (stored) stored.creator_id = discord.person('Amara').id;
    const forbidden = { status: 403, code: 50013 };
    expect((await patch(own, { name: 'New' })).status).toBe(200);
    expect(await patch(other, { name: 'New' })).toMatchObject(forbidden);
    expect(await ask(discord, 'DELETE', path(other))).toMatchObject(forbidden);
    discord.setBotServerPermission(HARBOUR, ['CreateEvents']);
    expect(await post()).toMatchObject(forbidden);
    expect(await patch(own, { name: 'Newer' })).toMatchObject(forbidden);
    expect(await ask(discord, 'DELETE', path(own))).toMatchObject(forbidden);
    discord.setBotServerPermission(HARBOUR, []);
    expect((await ask(discord, 'DELETE', path(own))).status).toBe(204);
  });
});

describe('the bot', () => {
  const stage = botInLocalDiscord();

  it('finds the events of its servers that are not over', async () => {
    const server = stage.bot.client.guilds.cache.find((guild) => guild.name === HARBOUR);
    const create = (name: string) =>
      server?.scheduledEvents.create({
        name,
        privacyLevel: 2,
        entityType: 3,
        scheduledStartTime: stage.discord.clock.now().getTime() + HOUR,
        scheduledEndTime: stage.discord.clock.now().getTime() + 2 * HOUR,
        entityMetadata: { location: 'Square' },
      });
    await create('Rally');
    const off = await create('Strike');
    await off?.setStatus(4);
    const found = await server?.scheduledEvents.fetch();
    expect(found?.map(({ name }) => name)).toEqual(['Rally']);
  });
});
