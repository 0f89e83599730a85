import { DEFAULT_RULE } from '../../src/organisations/rule.js';
import { textHash } from '../../src/proposals/action.js';
import { conclude } from '../../src/proposals/outcome.js';
import type { Entry, Proposal } from '../../src/proposals/proposal.js';
import { isAgreed, type Tally } from '../../src/proposals/tally.js';
import { PICKET } from '../support/an-action.js';

/** An organisation that voted; with `left`, one that did not stay. */
export interface Voter {
  name: string;
  ballots?: 'open' | 'secret';
  roll: number;
  /** For, against, abstain. */
  votes: readonly [number, number, number];
  left?: boolean;
}

/** A closed proposal on which these voted, each by the default rule. */
export function closedFront(
  voters: readonly Voter[],
  part: { title?: string; needed?: number } = {},
): Proposal {
  const { title = PICKET.title, needed = 2 } = part;
  const action = { ...PICKET, title };
  const entries = voters.map(({ name, ballots = 'secret', roll, left }, at): Entry => ({
    organisation: {
      id: `org${String(at)}`,
      guildId: '120000000000000001',
      name,
      rule: { ...DEFAULT_RULE, ballots },
    },
    server: 'Harbour',
    roll,
    rollApproximate: false,
    channelId: '120000000000000002',
    ...(left === true ? { leftAt: '2027-03-02T09:30:00.000Z' } : {}),
  }));
  const outcome = voters.flatMap(({ votes, roll, left }, at) => {
    if (left === true) return [];
    const tally: Tally = { for: votes[0], against: votes[1], abstain: votes[2] };
    return [conclude(entries[at]!, at, tally, roll, 0)];
  });
  const agreed = isAgreed(
    outcome.map(({ position }) => position),
    needed,
  );
  return {
    id: '0123456789',
    version: 1,
    action,
    hash: textHash(action),
    guildId: '120000000000000001',
    proposerId: '120000000000000004',
    frontId: '9876543210',
    state: agreed ? 'agreed' : 'not agreed',
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    closedAt: '2027-03-03T12:00:05.000Z',
    needed,
    entries,
    outcome,
  };
}

export const TWO: readonly Voter[] = [
  { name: 'Dockworkers’ Branch', roll: 41, votes: [31, 4, 2] },
  { name: 'Tenants of Harbour Street', roll: 6, votes: [5, 1, 0] },
];

/** Long names, four scripts and accents, both directions, a script we have no font for; withheld, left, nobody voted. */
export const TWELVE: readonly Voter[] = [
  { name: 'Dockworkers’ Branch 4', roll: 400, votes: [310, 41, 20] },
  { name: 'اتحاد المستأجرين في حي الميناء القديم', roll: 60, votes: [31, 12, 2] },
  { name: 'איגוד הסטודנטים של האוניברסיטה (חיפה)', roll: 80, votes: [9, 40, 3] },
  {
    name: 'Verein der Ärztinnen und Ärzte für Gerechtigkeit in der außerklinischen Grundversorgung e. V. – Nord',
    roll: 25,
    votes: [12, 11, 0],
  },
  { name: 'Σύλλογος Εργαζομένων στο Λιμάνι', roll: 8, votes: [5, 1, 0] },
  { name: 'Профсоюз докеров и моряков', roll: 1_200, votes: [999, 1, 1] },
  { name: '学生会', ballots: 'open', roll: 12, votes: [3, 3, 1] },
  { name: 'Tenants 🌹 of Łódź', roll: 30, votes: [22, 0, 0] },
  { name: 'कामगार संघ', ballots: 'open', roll: 14, votes: [0, 0, 0] },
  { name: 'IWW اتحاد 12 – Hafen & Logistik', ballots: 'open', roll: 14, votes: [0, 7, 1] },
  { name: 'Đoàn Thanh niên Công nhân', roll: 14, votes: [6, 3, 2], left: true },
  {
    name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsmitgliederversammlu',
    roll: 90,
    votes: [45, 45, 0],
  },
];
