import { canonicalJson } from '../../../src/canonical-json.js';
import { myBallot, namedBallots } from '../../../src/proposals/ballot.js';
import { listProposals } from '../../../src/proposals/list.js';
import type { ProposalDeps } from '../../../src/proposals/proposal.js';
import type { Stand } from './acts.js';

/** All that anybody can be shown of a proposal, as one text: its state, everybody's own vote, outcome, names, record. */
export async function visible(deps: ProposalDeps, stand: Stand): Promise<string> {
  const { proposalId, scene, people } = stand;
  const proposal = await deps.proposals.get(proposalId);
  const lists = [];
  for (const { id } of scene.servers) lists.push((await listProposals(deps, id, 0)).proposals);
  if (proposal === undefined) return canonicalJson({ lists });
  const votes = [];
  for (const actor of people) {
    const own = await myBallot(deps, proposal, actor);
    votes.push(typeof own === 'string' ? own : `${own.choice} in ${own.entry.organisation.name}`);
  }
  if (proposal.outcome === undefined) return canonicalJson({ lists, proposal, votes });
  const names = [];
  for (const entry of proposal.entries.keys()) names.push(await namedBallots(deps, proposal, entry));
  const record = await deps.records.get(proposalId);
  return canonicalJson({ lists, proposal, votes, names, record });
}

/** What is stored of ballots: versions that have keys, and versions that have rows. */
export async function leftovers(deps: ProposalDeps): Promise<string> {
  const rows = await deps.ballots.range({ limit: 1_000 });
  const versions = new Set(rows.map(({ id }) => id.split(':')[0] ?? ''));
  return `keys of ${(await deps.versionKeys.list()).sort().join()}, rows of ${[...versions].sort().join()}`;
}
