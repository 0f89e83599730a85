import { answerPoll, myAnswer, needPoll, standingAnswer, takeBackAnswer } from '../../polls/answer.js';
import { winnerAsDraft } from '../../polls/carry.js';
import { ACTION_LIMITS } from '../../proposals/action.js';
import { saveDraft } from '../../proposals/draft.js';
import type { Component, ComponentContext } from '../command.js';
import { draftForm } from '../draft-views.js';
import {
  againView,
  chooseView,
  myAnswerWords,
  pollMoreView,
  recordedView,
  takenBackWords,
} from '../poll-views.js';
import { cut } from '../text.js';
import type { Reply, View } from '../view.js';

/** The buttons and menus of a poll: its card, the private messages behind it, and its result. */
const poll: Component<'poll'> = {
  family: 'poll',

  async run(context) {
    const { deps, id, actor, t } = context;
    switch (id.act) {
      case 'vote':
        return { kind: 'private', view: chooseView(t, await standingAnswer(deps, clickOf(context), actor)) };
      case 'more':
        return { kind: 'private', view: pollMoreView(t, await needPoll(deps, id.poll, actor)) };
      case 'propose':
        return propose(context);
      default:
        return { kind: 'update', view: await behind(context) };
    }
  },
};

export default poll;

/** What replaces the private message that was clicked in. */
async function behind(context: ComponentContext<'poll'>): Promise<View> {
  const { deps, id, actor, t, values } = context;
  const click = clickOf(context);
  switch (id.act) {
    case 'mine': {
      const meant = await needPoll(deps, id.poll, actor);
      return pollMoreView(t, meant, myAnswerWords(t, meant, await myAnswer(deps, meant, actor)));
    }
    case 'take-back': {
      const standing = await takeBackAnswer(deps, click, actor);
      return pollMoreView(t, standing.poll, takenBackWords(t, standing));
    }
    case 'choose':
      return recordedView(t, await answerPoll(deps, { ...click, chosen: values.map(place) }, actor), true);
    case 'pick': {
      const pick = { ...click, chosen: values.map(place), rank: Number(id.rank) };
      return recordedView(t, await answerPoll(deps, pick, actor), false);
    }
    case 'again':
      return againView(t, await standingAnswer(deps, click, actor));
    case 'done':
      return recordedView(t, await standingAnswer(deps, click, actor), true);
    default:
      throw new Error(`No such act on a poll: ${id.act}`);
  }
}

/** The form of a proposal, begun with what won. */
async function propose({ deps, id, actor, t, now, locale, place }: ComponentContext<'poll'>): Promise<Reply> {
  const { poll: meant, typed } = await winnerAsDraft(deps, id.poll, actor, { now, locale });
  const details = t('polls:propose.details', { question: meant.question });
  const filled = { ...typed, title: cut(typed.title, ACTION_LIMITS.line), details };
  const input = { guildId: meant.guildId, channelId: place.channelId, typed: filled };
  return { kind: 'form', form: draftForm(t, await saveDraft(deps, input, actor, now)) };
}

function clickOf({ id, interactionId, actedAt }: ComponentContext<'poll'>) {
  return { pollId: id.poll, interactionId, actedAt };
}

/** The place a menu's value names; what no menu of ours sent is no place. */
function place(value: string): number {
  return /^\d{1,2}$/u.test(value) ? Number(value) : -1;
}
