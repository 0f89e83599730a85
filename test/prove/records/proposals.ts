import { textHash } from '../../../src/proposals/action.js';
import { conclude } from '../../../src/proposals/outcome.js';
import type { Entry, Proposal } from '../../../src/proposals/proposal.js';
import { isAgreed } from '../../../src/proposals/tally.js';
import type { Random } from '../random.js';
import { randomCase } from '../tally/cases.js';

/** The largest roll a record has room for: a hundred million. */
const LARGEST = 100_000_000;

/** Every id that a proposal holds, and that no record may. */
export interface Ids {
  guilds: string[];
  others: string[];
}

/** A closed proposal of one to eight organisations, of any size, rule and name. */
export function randomProposal(random: Random): Proposal {
  const guilds = Array.from({ length: random.between(1, 3) }, () => ({
    id: snowflake(random),
    name: randomName(random),
    channelId: snowflake(random),
  }));
  const entries: Entry[] = [];
  const outcome: NonNullable<Proposal['outcome']> = [];
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    const { rule, tally, roll } = randomCase(random);
    if (Math.max(roll, ...Object.values(tally)) > LARGEST / 4) continue;
    const guild = random.pick(guilds);
    const organisation: Entry['organisation'] = {
      // A whole server that counts as one organisation carries the server's id.
      id: random.next() < 0.2 ? guild.id : code(random),
      guildId: guild.id,
      name: randomName(random),
      roleId: snowflake(random),
      delegateRoleId: snowflake(random),
      rule,
    };
    const left_ = random.next() < 0.1 ? { leftAt: '2027-03-02T09:30:00.000Z' } : {};
    const rollApproximate = random.next() < 0.5;
    const { name: server, channelId } = guild;
    const entry: Entry = { organisation, server, roll, rollApproximate, channelId, ...left_ };
    entries.push(entry);
    if (entry.leftAt !== undefined) continue;
    const refused = random.pick([0, 0, 0, 3]);
    outcome.push(conclude(entry, entries.length - 1, tally, roll + random.pick([0, 0, 5]), refused));
  }
  const needed = random.between(1, Math.max(1, outcome.length));
  const agreed = isAgreed(
    outcome.map(({ position }) => position),
    needed,
  );
  const action = randomAction(random);
  return {
    id: code(random),
    version: random.between(1, 3),
    action,
    hash: textHash(action),
    guildId: random.pick(guilds).id,
    proposerId: snowflake(random),
    frontId: code(random),
    state: agreed ? 'agreed' : 'not agreed',
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    closedAt: `2027-03-03T12:00:0${String(random.between(5, 9))}.${String(random.between(100, 999))}Z`,
    needed,
    entries,
    outcome,
  };
}

/** Every Discord id in a proposal. */
export function idsIn({ guildId, proposerId, entries }: Proposal): string[] {
  const ids = entries.flatMap(({ channelId, organisation }) => [
    channelId,
    organisation.guildId,
    organisation.roleId,
    organisation.delegateRoleId,
  ]);
  return [guildId, proposerId, ...ids].filter((id) => id !== undefined);
}

function snowflake(random: Random): string {
  const digits = random.between(17, 19);
  return Array.from({ length: digits }, (_, at) => String(random.between(at === 0 ? 1 : 0, 9))).join('');
}

function code(random: Random): string {
  return Array.from({ length: 10 }, () => random.pick([...'0123456789abcdefghjkmnpqrstvwxyz'])).join('');
}

const WORDS = [
  'Dockworkers',
  'Tenants’ Union',
  'Ärzte',
  '学生会',
  'اتحاد',
  '2027',
  '🌹',
  'of',
  '"quoted"',
  '=SUM(A1)',
];

/** As people and servers are named, at times with an id in the name, with what cannot be seen, or far too long. */
function randomName(random: Random): string {
  const words = Array.from({ length: random.between(1, 4) }, () => random.pick(WORDS)).join(' ');
  return random.pick(
    [
      words,
      words,
      words,
      () => `${words} <@${snowflake(random)}>`,
      () => snowflake(random),
      () => `${words}\u202E\u0007\u200B`,
      () => '🌹'.repeat(60),
      () => '\u200B\u200B',
    ].map((name) => (typeof name === 'string' ? () => name : name)),
  )();
}

/** A text as a draft lets it through. */
function randomAction(random: Random): Proposal['action'] {
  const words = () => Array.from({ length: random.between(1, 3) }, () => random.pick(WORDS)).join(' ');
  return {
    title: words(),
    how: words(),
    whom: { kind: random.pick(['employer', 'institution', 'public body']), name: words() },
    start: { instant: '2027-03-05T17:00:00.000Z', wall: '2027-03-05T18:00', zone: 'Europe/Berlin' },
    end: { instant: '2027-03-05T19:00:00.000Z', wall: '2027-03-05T20:00', zone: 'Europe/Berlin' },
    where: random.pick(['', words()]),
    details: random.pick(['', 'Call 0049 30 1234567.\n\nFund: DE89 3704 0044 0532 0130 00', words()]),
  };
}
