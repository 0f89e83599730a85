import { listProposals, needProposal } from '../../proposals/list.js';
import { Refusal } from '../../refusal.js';
import type { Component } from '../command.js';
import { proposalView, proposalsView } from '../proposal-list-views.js';

/** Pages of a server's proposals, and the menu that opens one. */
const proposals: Component<'proposals'> = {
  family: 'proposals',

  async run({ deps, id, actor, t, place, values }) {
    if (place.guild === undefined) throw new Refusal('server-only');
    if (id.act === 'page') {
      const page = await listProposals(deps, place.guild.id, Number(id.page));
      return { kind: 'update', view: proposalsView(t, page, place.guild.name) };
    }
    const proposal = await needProposal(deps, values[0] ?? '', actor);
    return { kind: 'update', view: await proposalView(deps, t, proposal, actor) };
  },
};

export default proposals;
