import { DEFAULT_RULE } from '../../src/organisations/rule.js';
import { textHash, type Action } from '../../src/proposals/action.js';
import { conclude } from '../../src/proposals/outcome.js';
import type { Entry, Proposal } from '../../src/proposals/proposal.js';
import { PICKET } from '../support/an-action.js';

const ACTION: Action = { ...PICKET, title: 'Picket', where: '' };

/** A proposal that was agreed: open ballots in one organisation, which is in, secret ones in a small one, which is out. */
export function closedProposal(part: { action?: Action; server?: string; name?: string } = {}): Proposal {
  const action = part.action ?? ACTION;
  const entry = (name: string, roll: number, ballots: 'open' | 'secret'): Entry => ({
    organisation: {
      id: '120000000000000009',
      guildId: '120000000000000001',
      name,
      roleId: '120000000000000003',
      rule: { ...DEFAULT_RULE, ballots },
    },
    server: part.server ?? 'Harbour',
    roll,
    rollApproximate: false,
    channelId: '120000000000000002',
  });
  const entries = [entry(part.name ?? 'Tenants', 12, 'open'), entry('Dockworkers', 5, 'secret')];
  return {
    id: '0123456789',
    version: 1,
    action,
    hash: textHash(action),
    guildId: '120000000000000001',
    proposerId: '120000000000000004',
    frontId: '9876543210',
    state: 'agreed',
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    closedAt: '2027-03-03T12:00:05.000Z',
    needed: 1,
    entries,
    outcome: [
      conclude(entries[0]!, 0, { for: 8, against: 2, abstain: 1 }, 12, 0),
      conclude(entries[1]!, 1, { for: 1, against: 3, abstain: 0 }, 7, 0),
    ],
  };
}
