import { randomBytes } from 'node:crypto';
import { BOT_RIGHTS, EVERYONE_RIGHTS, PEOPLE, SERVERS } from './seed-plan.js';
import { bits } from './permissions.js';
import { snowflakeAt } from './snowflake.js';
import type { PermissionName, StoredChannel, StoredGuild, StoredPerson, WorldState } from './types.js';

/** Ids by a fixed calendar, so that every new world has the same ones. */
function calendar(start: string) {
  let ms = Date.parse(start);
  return () => snowflakeAt((ms += 86_400_000 * 3 + 61_000));
}

/** The world a new local Discord begins with: two servers, three organisations, twelve people, the bot. */
export function seedWorld(origin: string): WorldState {
  const personId = calendar('2018-03-04T09:30:00Z');
  const guildId = calendar('2021-05-01T08:00:00Z');
  const partId = calendar('2021-06-01T08:00:00Z');
  const account = (name: string, note: string): StoredPerson => ({
    id: personId(),
    username: name.toLowerCase().replace(/\W+/g, '.'),
    name,
    note,
    locale: 'en-US',
    acceptsDms: true,
    bot: false,
    listed: true,
  });
  const founders: StoredPerson = { ...account('Founders', 'owner of the servers'), listed: false };
  const bot: StoredPerson = { ...account('Strike Together', 'the bot'), bot: true };
  const people = PEOPLE.map((plan) => ({
    ...account(plan.name, plan.note),
    locale: plan.locale ?? 'en-US',
    acceptsDms: plan.acceptsDms ?? true,
  }));
  const channels: StoredChannel[] = [];
  const guilds = SERVERS.map((plan): StoredGuild => {
    const id = guildId();
    const roles = [
      {
        id,
        name: '@everyone',
        color: 0,
        permissions: bits(EVERYONE_RIGHTS).toString(),
        position: 0,
        mentionable: false,
      },
      {
        id: partId(),
        name: bot.name,
        color: 0,
        permissions: bits(BOT_RIGHTS).toString(),
        position: 1,
        mentionable: false,
        botId: bot.id,
      },
      ...plan.roles.map((role, at) => ({
        id: partId(),
        name: role.name,
        color: role.color,
        permissions: bits(role.permissions ?? []).toString(),
        position: at + 2,
        mentionable: false,
      })),
    ];
    const roleId = (name: string) => roles.find((role) => role.name === name)?.id ?? id;
    const members = people.flatMap((person, at) => {
      const held = PEOPLE[at]?.roles[plan.name];
      const joinedAt = new Date(Date.parse('2023-09-01T17:00:00Z') + at * 5 * 86_400_000).toISOString();
      return held ? [{ personId: person.id, roles: held.map(roleId), joinedAt }] : [];
    });
    members.push(
      { personId: founders.id, roles: [], joinedAt: '2021-06-01T08:00:00.000Z' },
      { personId: bot.id, roles: [roleId(bot.name)], joinedAt: '2024-02-01T10:00:00.000Z' },
    );
    const overwrite = (role: string, allow: PermissionName[], deny: PermissionName[]) => ({
      id: roleId(role),
      type: 0 as const,
      allow: bits(allow).toString(),
      deny: bits(deny).toString(),
    });
    const add = (name: string, topic: string, overwrites: StoredChannel['overwrites'] = []) =>
      channels.push({
        id: partId(),
        type: 0,
        guildId: id,
        name,
        topic,
        position: channels.length,
        overwrites,
      });
    add('general', 'Anything and everything');
    add('joint-action', 'What we decide to do together');
    add('organisers', 'For organisers', [
      overwrite('@everyone', [], ['ViewChannel']),
      overwrite('Organiser', ['ViewChannel'], []),
      overwrite('Coordinator', ['ViewChannel'], []),
      overwrite(bot.name, ['ViewChannel'], []),
    ]);
    // Everybody reads here, but only organisers write: the bot may not.
    add('announcements', 'News from the organisers', [
      overwrite('@everyone', [], ['SendMessages']),
      overwrite('Organiser', ['SendMessages'], []),
      overwrite('Coordinator', ['SendMessages'], []),
    ]);
    return { id, name: plan.name, ownerId: founders.id, locale: 'en-US', roles, members };
  });
  return {
    format: 1,
    origin,
    token: `${Buffer.from(bot.id).toString('base64url')}.local.${randomBytes(24).toString('base64url')}`,
    clockOffset: 0,
    lastId: snowflakeAt(Date.parse('2024-03-01T00:00:00Z')),
    botId: bot.id,
    people: [...people, founders, bot],
    guilds,
    channels,
    messages: {},
    commands: [],
    events: [],
    nonces: [],
  };
}
