import type { Actor } from '../../../src/authority.js';
import { DEFAULT_RULE, type Rule } from '../../../src/organisations/rule.js';
import { snowflake, type PlannedOrganisation, type PlannedServer } from '../../support/coalition.js';
import type { Random } from '../random.js';
import type { Organisation } from './model.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Start of every history: a Monday at noon, UTC. */
export const BEGIN = Date.parse('2027-03-01T12:00:00Z');

/** Somebody, with the roles they hold and when they joined, by server. */
export interface PlannedPerson {
  name: string;
  userId: string;
  in: Map<string, { roleIds: string[]; joinedAt: Date }>;
}

/** Servers, organisations and people, before anything is proposed. */
export interface World {
  servers: PlannedServer[];
  /** More than one server, or one that could have company. */
  front: boolean;
  needed: number;
  people: PlannedPerson[];
  managerId: string;
  /** Roles of each server that no organisation has at first. */
  spareRoles: Map<string, string>;
  /** How many the platform counts, by server or role. */
  counts: Map<string, number>;
}

/** One to three servers with up to three organisations each, and people with all sorts of roles in them. */
export function planWorld(random: Random): World {
  let ids = 0;
  const id = (ageDays = 100) => snowflake(BEGIN - ageDays * DAY, (ids += 1));
  const managerId = id();
  const size = random.pick([1, 2, 2, 2, 3]);
  const spareRoles = new Map<string, string>();
  const counts = new Map<string, number>();
  const roles = new Map<string, string[]>();
  const servers = ['A', 'B', 'C'].slice(0, size).map((name): PlannedServer => {
    const server = { id: id(), name, channelId: id() };
    const delegateRoleId = id();
    const own = [id(), id(), id()];
    roles.set(name, [...own, delegateRoleId]);
    spareRoles.set(name, id());
    counts.set(server.id, random.between(1, 60));
    for (const roleId of [...own, delegateRoleId, spareRoles.get(name) ?? ''])
      counts.set(roleId, random.between(0, 40));
    const organisations = own
      .slice(0, random.pick([0, 1, 1, 2, 2, 3]))
      .map((roleId, index): PlannedOrganisation => {
        const everyone = index === 0 && random.next() < 0.15;
        const planned = { name: `${name}${String(index + 1)}`, delegateRoleId, rule: planRule(random, true) };
        return everyone ? planned : { ...planned, roleId };
      });
    return { ...server, organisations, rule: planRule(random, false) };
  });
  const people = Array.from({
    length: random.next() < 0.1 ? random.between(14, 20) : random.between(3, 8),
  }).map((_none, index): PlannedPerson => {
    const person: PlannedPerson = { name: `P${String(index)}`, userId: id(), in: new Map() };
    for (const { name } of servers)
      if (random.next() < 0.7) {
        const held = (roles.get(name) ?? []).filter(() => random.next() < 0.75);
        person.in.set(name, { roleIds: held, joinedAt: new Date(BEGIN - random.between(1, 90) * DAY) });
      }
    return person;
  });
  const front = size > 1 || random.next() < 0.2;
  return { servers, front, needed: random.pick([1, 1, 2, 3]), people, managerId, spareRoles, counts };
}

/** What the platform says of somebody with each click. */
export function actorIn(person: PlannedPerson, server: PlannedServer): Actor {
  const there = person.in.get(server.name);
  return {
    userId: person.userId,
    guildId: server.id,
    roleIds: [...(there?.roleIds ?? [])],
    managesServer: false,
    ...(there === undefined ? {} : { joinedAt: there.joinedAt }),
  };
}

/** The organisations of a server as the model has them, when a version opens. */
export function organisationsOf(server: PlannedServer, counts: ReadonlyMap<string, number>): Organisation[] {
  const { id, name } = server;
  const rollOf = (counted = id) => counts.get(counted) ?? 0;
  const rule = { ...DEFAULT_RULE, ...server.rule };
  const own = server.organisations.map((one): Organisation => {
    const ownRule = { ...DEFAULT_RULE, ...one.rule };
    const votingRole = ownRule.voters === 'delegates' ? one.delegateRoleId : one.roleId;
    return { name: one.name, server: name, votingRole, rule: ownRule, roll: rollOf(votingRole) };
  });
  return own.length > 0 ? own : [{ name, server: name, votingRole: undefined, rule, roll: rollOf() }];
}

/** A whole rule, chosen at random. */
export function planRule(random: Random, hasDelegates: boolean): Rule {
  const ballots = random.pick(['secret', 'open'] as const);
  const share: [number, number] = random.pick([
    [1, 3],
    [1, 10],
    [30, 100],
  ]);
  return {
    voters: hasDelegates && random.next() < 0.15 ? 'delegates' : 'members',
    ballots,
    tally: ballots === 'open' && random.next() < 0.3 ? 'live' : 'at close',
    quorum: random.pick(['none' as const, { atLeast: random.between(1, 4) }, { share }]),
    threshold: random.pick(['1/2', '3/5', '2/3', '3/4', 'all'] as const),
    base: random.pick(['for and against', 'all cast', 'whole roll'] as const),
  };
}
