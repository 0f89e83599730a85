import { emptyBallotBox } from '../../../src/proposals/ballot-box.js';
import type { ProposalDeps } from '../../../src/proposals/proposal.js';
import { ACTS, type Act, type Stand } from './acts.js';

/** Acts whose steps come in an order in which an end between them does harm. */
export const PLANTED: readonly Act[] = [
  planted('publish', 'without a note that it has to be announced', (deps) => ({
    ...deps,
    due: {
      ...deps.due,
      add: (due) => (due.kind === 'announce' ? Promise.resolve() : deps.due.add(due)),
    },
  })),
  planted('amend', 'old ballots removed before the new text is written', (deps, { proposalId: id }) => ({
    ...deps,
    proposals: {
      ...deps.proposals,
      put: async (key, next) => {
        await emptyBallotBox(deps, { id, version: 1 });
        return deps.proposals.put(key, next);
      },
    },
  })),
  planted('close', 'ballots destroyed before the outcome is written', (deps, { proposalId: id }) => ({
    ...deps,
    records: {
      ...deps.records,
      put: async (key, record) => {
        await emptyBallotBox(deps, { id, version: 1 });
        return deps.records.put(key, record);
      },
    },
  })),
];

function planted(name: string, how: string, spoil: (deps: ProposalDeps, stand: Stand) => ProposalDeps): Act {
  const act = ACTS.find((one) => one.name === name);
  if (act === undefined) throw new Error(`There is no act "${name}"`);
  return { ...act, name: `${name}, ${how}`, run: (deps, stand) => act.run(spoil(deps, stand), stand) };
}
