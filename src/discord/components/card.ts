import { castBallot } from '../../proposals/ballot.js';
import type { Choice } from '../../proposals/tally.js';
import { castView } from '../cast-views.js';
import type { Component } from '../command.js';
import { moreView } from '../more-views.js';
import { moreReader } from './more.js';

/** The buttons below a proposal's card: a vote, or More. */
const card: Component<'card'> = {
  family: 'card',

  async run(context) {
    const { deps, id, actor, t, actedAt, interactionId } = context;
    if (id.act === 'more') {
      return { kind: 'private', view: moreView(await moreReader(context, id.proposal)) };
    }
    const choice = id.act as Choice;
    const input = { proposalId: id.proposal, version: Number(id.version), choice, interactionId, actedAt };
    return { kind: 'private', view: castView(t, await castBallot(deps, input, actor), choice) };
  },
};

export default card;
