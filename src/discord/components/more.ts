import { castBallot, myBallot } from '../../proposals/ballot.js';
import { needProposal } from '../../proposals/list.js';
import type { Proposal } from '../../proposals/proposal.js';
import { reportProposal } from '../../proposals/report.js';
import { followProposal } from '../../reminders/follow.js';
import type { Component, ComponentContext } from '../command.js';
import { myVoteView, seesView, shortTitle, whatView, withButtons } from '../more-views.js';
import { timestamp } from '../text.js';
import type { View } from '../view.js';

/** The buttons of the private answer behind More; each answer replaces the one before. */
const more: Component<'more'> = {
  family: 'more',

  async run(context) {
    const proposal = await needProposal(context.deps, context.id.proposal, context.actor);
    return { kind: 'update', view: await viewFor(context, proposal) };
  },
};

export default more;

async function viewFor(context: ComponentContext<'more'>, proposal: Proposal): Promise<View> {
  const { deps, id, actor, t, now, actedAt, interactionId } = context;
  switch (id.act) {
    case 'sees':
      return seesView(t, proposal, actor.guildId);
    case 'what':
      return whatView(t, proposal, deps.mentions.of('explain'));
    case 'mine':
      return myVoteView(t, proposal, await myBallot(deps, proposal, actor));
    case 'take-back': {
      const version = Number(id.version);
      const { choice } = await castBallot(
        deps,
        { proposalId: proposal.id, version, choice: 'taken back', interactionId, actedAt },
        actor,
      );
      // A newer vote had overtaken this click, and stands.
      if (choice !== 'taken back') return myVoteView(t, proposal, choice);
      const closes = timestamp(proposal.closesAt);
      return withButtons(
        t,
        proposal,
        t('proposals:vote.taken-back', { title: shortTitle(proposal), closes }),
      );
    }
    case 'remind': {
      const { reminders, already } = await followProposal(deps, proposal, actor, now);
      const times = reminders.map(({ due }) => `- ${timestamp(due.instant)}`).join('\n');
      const set = proposal.state === 'agreed' ? 'reminders:follow.set-agreed' : 'reminders:follow.set';
      const key = already ? 'reminders:follow.already' : set;
      return withButtons(t, proposal, t(key, { times, list: deps.mentions.of('remind list') }));
    }
    case 'report':
      await reportProposal(deps, proposal, actor);
      return withButtons(t, proposal, t('proposals:more.reported', { title: shortTitle(proposal) }));
    default:
      throw new Error(`No such act behind More: ${id.act}`);
  }
}
