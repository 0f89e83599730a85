import { DEFAULT_RULE } from '../../../src/organisations/rule.js';
import { textHash, type Action } from '../../../src/proposals/action.js';
import { conclude } from '../../../src/proposals/outcome.js';
import type { Entry, Proposal } from '../../../src/proposals/proposal.js';
import type { Random } from '../random.js';

/** So many texts go into one proposal. */
export const TEXTS_EACH = 20;

/** A closed proposal made of texts: five of the action, the others names of organisations and of their servers. */
export function proposalOf(texts: readonly string[], random: Random): Proposal {
  const [title = '', how = '', whom = '', where = '', details = '', ...names] = texts;
  const action: Action = {
    title,
    how,
    whom: { kind: 'employer', name: whom },
    start: { instant: '2027-03-05T17:00:00.000Z', wall: '2027-03-05T18:00', zone: 'Europe/Berlin' },
    end: { instant: '2027-03-05T19:00:00.000Z', wall: '2027-03-05T20:00', zone: 'Europe/Berlin' },
    where,
    details,
  };
  const entries = names.map((name, at): Entry => {
    const ballots = random.pick(['open', 'secret'] as const);
    return {
      organisation: { id: `org${String(at)}`, guildId: 'guild1', name, rule: { ...DEFAULT_RULE, ballots } },
      server: names[(at + 1) % names.length]!,
      roll: random.pick([5, 12, 400]),
      rollApproximate: false,
      channelId: 'channel1',
      // The last one left: it is in the picture, and in no table.
      ...(at === names.length - 1 ? { leftAt: '2027-03-02T09:30:00.000Z' } : {}),
    };
  });
  const outcome = entries.slice(0, -1).map((entry, at) => {
    const [yes, no, abstain] = [random.between(0, 300), random.between(0, 9), random.between(0, 3)];
    return conclude(entry, at, { for: yes, against: no, abstain }, entry.roll, 0);
  });
  return {
    id: '0123456789',
    version: 1,
    action,
    hash: textHash(action),
    guildId: 'guild1',
    proposerId: 'person1',
    state: outcome.some(({ position }) => position === 'in') ? 'agreed' : 'not agreed',
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    closedAt: '2027-03-03T12:00:05.000Z',
    needed: 1,
    entries,
    outcome,
  };
}

/** The same proposal, people and figures with harmless names. */
export function harmless(proposal: Proposal): Proposal {
  const { action, entries } = proposal;
  return {
    ...proposal,
    action: { ...action, title: 'Picket' },
    entries: entries.map((entry) => ({ ...entry, organisation: { ...entry.organisation, name: 'Tenants' } })),
  };
}
