import { castBallot, myBallot } from '../../proposals/ballot.js';
import { needProposal } from '../../proposals/list.js';
import type { Choice } from '../../proposals/tally.js';
import { castView } from '../cast-views.js';
import type { Component } from '../command.js';
import { myVoteWords } from '../more-views.js';

/** "In which organisation do you vote?" and "move it?": the answer is the vote. */
const cast: Component<'cast'> = {
  family: 'cast',

  async run({ deps, id, actor, t, actedAt, interactionId }) {
    if (id.act === 'leave') {
      const proposal = await needProposal(deps, id.proposal, actor);
      return {
        kind: 'update',
        view: { body: myVoteWords(t, proposal, await myBallot(deps, proposal, actor)) },
      };
    }
    const choice = id.choice as Choice;
    const input = {
      proposalId: id.proposal,
      version: Number(id.version),
      choice,
      interactionId,
      actedAt,
      entry: Number(id.entry),
      move: id.act === 'move',
    };
    return { kind: 'update', view: castView(t, await castBallot(deps, input, actor), choice) };
  },
};

export default cast;
