import { describe, expect, it } from 'vitest';
import { ownZone, setOwnZone, zoneOf } from '../../src/settings/person-zone.js';
import { changeSettings, DEFAULT_SETTINGS, readSettings } from '../../src/settings/server-settings.js';
import { GUILD, member, newWorld, refusalOf } from '../proposals/world.js';

const olu = member('olu', { managesServer: true });
const kim = member('kim');

describe('a server’s settings', () => {
  it('are the defaults until somebody sets them', async () => {
    const { deps } = await newWorld();
    expect(await readSettings(deps, GUILD.id)).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS).toEqual({ proposers: 'everyone', shortestVoteMinutes: 1, noticeMinutes: 60 });
  });

  it('change one by one, and the others stay', async () => {
    const { deps } = await newWorld();
    await changeSettings(deps, GUILD.id, { timezone: 'Europe/Berlin', noticeMinutes: 5 }, olu);
    await changeSettings(deps, GUILD.id, { proposers: 'organisers' }, olu);
    expect(await readSettings(deps, GUILD.id)).toEqual({
      proposers: 'organisers',
      shortestVoteMinutes: 1,
      noticeMinutes: 5,
      timezone: 'Europe/Berlin',
    });
    expect(await readSettings(deps, 'elsewhere')).toEqual(DEFAULT_SETTINGS);
  });

  it('set at the same time are all kept', async () => {
    const { deps } = await newWorld();
    await Promise.all([
      changeSettings(deps, GUILD.id, { timezone: 'Europe/Berlin' }, olu),
      changeSettings(deps, GUILD.id, { language: 'en' }, olu),
      changeSettings(deps, GUILD.id, { noticeMinutes: 10 }, olu),
    ]);
    expect(await readSettings(deps, GUILD.id)).toMatchObject({
      timezone: 'Europe/Berlin',
      language: 'en',
      noticeMinutes: 10,
    });
  });

  it.each([
    ['a member', kim],
    ['an organiser by role', member('ada', { roleIds: ['organisers'] })],
    ['a manager of another server', member('zoe', { guildId: 'elsewhere', managesServer: true })],
  ])('are not changed by %s', async (_who, actor) => {
    const { deps } = await newWorld();
    await changeSettings(deps, GUILD.id, { organiserRoleId: 'organisers' }, olu);
    expect(await refusalOf(changeSettings(deps, GUILD.id, { proposers: 'organisers' }, actor))).toBe(
      'manage-server-only',
    );
    expect((await readSettings(deps, GUILD.id)).proposers).toBe('everyone');
  });

  it.each([{ noticeMinutes: 0 }, { noticeMinutes: 1.5 }, { shortestVoteMinutes: 10_081 }])(
    'hold no value out of its range: %j',
    async (change) => {
      const { deps } = await newWorld();
      await expect(changeSettings(deps, GUILD.id, change, olu)).rejects.toThrow();
      expect(await readSettings(deps, GUILD.id)).toEqual(DEFAULT_SETTINGS);
    },
  );
});

describe('the zone a person’s dates are read in', () => {
  it('is their own, else the server’s, else none', async () => {
    const { deps } = await newWorld();
    expect(await zoneOf(deps, kim.userId, GUILD.id)).toBeUndefined();
    await changeSettings(deps, GUILD.id, { timezone: 'Europe/Berlin' }, olu);
    expect(await zoneOf(deps, kim.userId, GUILD.id)).toBe('Europe/Berlin');
    expect(await zoneOf(deps, kim.userId)).toBeUndefined();
    expect(await ownZone(deps, kim.userId)).toBeUndefined();
    await setOwnZone(deps, kim.userId, 'America/New_York');
    expect(await zoneOf(deps, kim.userId, GUILD.id)).toBe('America/New_York');
    expect(await zoneOf(deps, kim.userId)).toBe('America/New_York');
    expect(await zoneOf(deps, olu.userId, GUILD.id)).toBe('Europe/Berlin');
  });

  it('is stored sealed, under no id of a person', async () => {
    const { deps, store } = await newWorld();
    await setOwnZone(deps, kim.userId, 'America/New_York');
    const [row] = await deps.people.range({ limit: 1 });
    expect(row?.id).toBe(store.pseudonym(kim.userId));
    const { mark } = (await deps.people.read(row?.id ?? '')) ?? { mark: '' };
    expect(mark).not.toMatch(/New_York|user-kim/u);
  });
});
