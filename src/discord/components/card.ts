import { castBallot } from '../../proposals/ballot.js';
import { needProposal } from '../../proposals/list.js';
import type { Choice } from '../../proposals/tally.js';
import type { Component } from '../command.js';
import { moreView, shortTitle } from '../more-views.js';
import { timestamp } from '../text.js';

/** The buttons below a proposal's card: a vote, or More. */
const card: Component<'card'> = {
  family: 'card',

  async run({ deps, id, actor, t, actedAt, interactionId }) {
    if (id.act === 'more') {
      return { kind: 'private', view: moreView(t, await needProposal(deps, id.proposal, actor)) };
    }
    const { proposal, choice } = await castBallot(
      deps,
      {
        proposalId: id.proposal,
        version: Number(id.version),
        choice: id.act as Choice,
        interactionId,
        actedAt,
      },
      actor,
    );
    // An older click that came late is told what stands, which may be nothing.
    const closes = timestamp(proposal.closesAt);
    const body =
      choice === 'taken back'
        ? t('proposals:vote.taken-back', { title: shortTitle(proposal), closes })
        : t('proposals:vote.recorded', { choice: t(`proposals:choice.${choice}`), closes });
    return { kind: 'private', view: { body, tone: 'good' } };
  },
};

export default card;
