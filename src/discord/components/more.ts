import { isOrganiser } from '../../authority.js';
import { myBallot, takeBackBallot } from '../../proposals/ballot.js';
import { needProposal } from '../../proposals/list.js';
import { askForNudge, nudgeFor, takeNudgeBack } from '../../proposals/nudge.js';
import { reportProposal } from '../../proposals/report.js';
import { hideCard } from '../../proposals/settle.js';
import { followProposal } from '../../reminders/follow.js';
import { readSettings } from '../../settings/server-settings.js';
import type { Component, ComponentContext, Context } from '../command.js';
import { myVoteView, seesView, shortTitle, whatView, withButtons, type MoreReader } from '../more-views.js';
import { timestamp } from '../text.js';
import type { View } from '../view.js';

/** The buttons of the private answer behind More; each answer replaces the one before. */
const more: Component<'more'> = {
  family: 'more',

  async run(context) {
    return { kind: 'update', view: await viewFor(context, await moreReader(context, context.id.proposal)) };
  },
};

export default more;

/** Somebody looking behind **More**: refused when the proposal is not put to their server. */
export async function moreReader({ deps, actor, t }: Context, proposalId: string): Promise<MoreReader> {
  const proposal = await needProposal(deps, proposalId, actor);
  const { guildId } = actor;
  const settings = guildId === undefined ? undefined : await readSettings(deps, guildId);
  const elsewhere = guildId !== undefined && guildId !== proposal.guildId;
  const mayHide = elsewhere && settings !== undefined && isOrganiser(actor, { guildId, settings });
  return { t, proposal, guildId, mayHide, nudge: await nudgeFor(deps, proposal, actor) };
}

async function viewFor(context: ComponentContext<'more'>, reader: MoreReader): Promise<View> {
  const { deps, id, actor, t, now, actedAt, interactionId } = context;
  const { proposal } = reader;
  switch (id.act) {
    case 'sees':
      return seesView(reader);
    case 'what':
      return whatView(
        reader,
        deps.mentions.of('explain'),
        deps.library.fitting(proposal.action.how, context.locale),
      );
    case 'mine':
      return myVoteView(reader, await myBallot(deps, proposal, actor));
    case 'take-back': {
      const version = Number(id.version);
      await takeBackBallot(deps, { proposalId: proposal.id, version, interactionId, actedAt }, actor);
      const own = await myBallot(deps, proposal, actor);
      // A newer vote had overtaken this click, and stands.
      if (own !== 'none') return myVoteView(reader, own);
      const closes = timestamp(proposal.closesAt);
      return withButtons(reader, t('proposals:vote.taken-back', { title: shortTitle(proposal), closes }));
    }
    case 'remind': {
      const { reminders, already } = await followProposal(deps, proposal, actor, now, context.locale);
      const times = reminders.map(({ due }) => `- ${timestamp(due.instant)}`).join('\n');
      const set = proposal.state === 'agreed' ? 'reminders:follow.set-agreed' : 'reminders:follow.set';
      const key = already ? 'reminders:follow.already' : set;
      const words = t(key, { times, list: deps.mentions.of('remind list') });
      const own = proposal.proposerId === actor.userId ? [t('afterwards:message-too')] : [];
      return withButtons(reader, [words, ...own].join('\n\n'));
    }
    case 'nudge': {
      const { at } = await askForNudge(deps, proposal.id, actor, now, context.locale);
      const body = t('proposals:nudge.set', { title: shortTitle(proposal), at: timestamp(at) });
      return withButtons({ ...reader, nudge: 'asked' }, body);
    }
    case 'no-nudge':
      await takeNudgeBack(deps, proposal, actor);
      return withButtons(
        { ...reader, nudge: await nudgeFor(deps, proposal, actor) },
        t('proposals:nudge.taken-back', { title: shortTitle(proposal) }),
      );
    case 'report':
      await reportProposal(deps, proposal, actor);
      return withButtons(reader, t('proposals:more.reported', { title: shortTitle(proposal) }));
    case 'hide':
      await hideCard(deps, proposal, actor, now);
      return withButtons(reader, t('proposals:more.hidden'));
    default:
      throw new Error(`No such act behind More: ${id.act}`);
  }
}
