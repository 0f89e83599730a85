import type { Rule } from '../../../src/organisations/rule.js';
import { textHash } from '../../../src/proposals/action.js';
import { conclude } from '../../../src/proposals/outcome.js';
import type { Entry, Proposal } from '../../../src/proposals/proposal.js';
import { isAgreed, turnout, type Tally } from '../../../src/proposals/tally.js';
import type { Random } from '../random.js';
import { BASES, THRESHOLDS } from '../tally/cases.js';

/** An organisation with what its people voted, which only this proof knows. */
export interface Voted {
  entry: Entry;
  tally: Tally;
  /** The roll counted again at closing; nobody knows of more people than this. */
  rollAtClosing: number;
}

/** A proposal at its closing. */
export interface SmallFront {
  organisations: Voted[];
  needed: number;
}

export const LARGEST_ROLL = 18;

const QUORUMS: readonly Rule['quorum'][] = [
  'none',
  'none',
  'none',
  ...[2, 5, 8, 9, 10, 12].map((atLeast) => ({ atLeast })),
  { share: [1, 3] },
  { share: [1, 2] },
  { share: [1, 1] },
];

/** One to four organisations of 1 to 18 people in up to three servers, with any rules, mostly secret. */
export function randomFront(random: Random): SmallFront {
  const organisations = Array.from({ length: random.between(1, 4) }, (_, at) => randomVoted(random, at));
  return { organisations, needed: random.between(1, organisations.length) };
}

function randomVoted(random: Random, at: number): Voted {
  const roll = random.between(1, LARGEST_ROLL);
  // By the roll, so that there are not too many kinds of organisations to be solved.
  const rollAtClosing = roll + (roll % 5 === 0 ? 2 : 0);
  const rule: Rule = {
    voters: 'members',
    ballots: random.next() < 0.8 ? 'secret' : 'open',
    tally: 'at close',
    quorum: random.pick(QUORUMS),
    threshold: random.pick(THRESHOLDS),
    base: random.pick(BASES),
  };
  const guildId = `20000000000000000${String(random.between(1, 3))}`;
  const organisation = {
    id: `organisation-${String(at)}`,
    guildId,
    name: `Branch ${String(at + 1)}`,
    roleId: `30000000000000000${String(at)}`,
    rule,
  };
  const entry: Entry = {
    organisation,
    server: `Server ${guildId.slice(-1)}`,
    roll,
    rollApproximate: roll % 3 === 0,
    channelId: `40000000000000000${guildId.slice(-1)}`,
    ...(random.next() < 0.05 ? { leftAt: '2027-03-02T12:00:00.000Z' } : {}),
  };
  return { entry, tally: randomTally(random, rollAtClosing), rollAtClosing };
}

/** Small groups often agree: a third are of one mind. */
export function randomTally(random: Random, most: number): Tally {
  const cast = random.between(0, most);
  if (random.next() < 0.33)
    return {
      for: 0,
      against: 0,
      abstain: 0,
      [random.pick(['for', 'for', 'against', 'abstain'] as const)]: cast,
    };
  const yes = random.between(0, cast);
  const no = random.between(0, cast - yes);
  return { for: yes, against: no, abstain: cast - yes - no };
}

const ACTION: Proposal['action'] = {
  title: 'Picket at the gate',
  how: 'picket',
  whom: { kind: 'employer', name: 'Harbour Ltd' },
  start: { instant: '2027-03-05T17:00:00.000Z', wall: '2027-03-05T18:00', zone: 'Europe/Berlin' },
  end: { instant: '2027-03-05T19:00:00.000Z', wall: '2027-03-05T20:00', zone: 'Europe/Berlin' },
  where: 'Harbour Gate',
  details: '',
};
const HASH = textHash(ACTION);

/** The proposal as closing leaves it, and as it stood the moment before. */
export function proposalsOf({ organisations, needed }: SmallFront): { open: Proposal; closed: Proposal } {
  const open: Proposal = {
    id: '0123456789',
    version: 1,
    action: ACTION,
    hash: HASH,
    guildId: organisations[0]!.entry.organisation.guildId,
    proposerId: '100000000000000001',
    frontId: '9876543210',
    state: 'open',
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    needed,
    entries: organisations.map(({ entry }) => entry),
  };
  const outcome = organisations.flatMap(({ entry, tally, rollAtClosing }, index) =>
    entry.leftAt === undefined ? [conclude(entry, index, tally, rollAtClosing, 0)] : [],
  );
  const agreed = isAgreed(
    outcome.map(({ position }) => position),
    needed,
  );
  const closed: Proposal = {
    ...open,
    state: agreed ? 'agreed' : 'not agreed',
    closedAt: '2027-03-03T12:00:05.000Z',
    outcome,
  };
  return { open, closed };
}

/** Every way in which at most so many people can have voted. */
export function splitsUpTo(most: number): Tally[] {
  const splits: Tally[] = [];
  for (let yes = 0; yes <= most; yes += 1)
    for (let no = 0; yes + no <= most; no += 1)
      for (let abstain = 0; yes + no + abstain <= most; abstain += 1)
        splits.push({ for: yes, against: no, abstain });
  return splits;
}

/** Whether everybody who took part chose the same, and somebody did. */
export function isUnanimous(tally: Tally): boolean {
  const cast = turnout(tally);
  return cast > 0 && Object.values(tally).includes(cast);
}
