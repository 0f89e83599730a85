import { answering, askLater, needQuestion, wasAsked } from '../../afterwards/ask.js';
import { needWordsOpen, sayTookPlace, writeClosingWords } from '../../afterwards/closing-words.js';
import { settleAction } from '../../proposals/settle.js';
import { Refusal } from '../../refusal.js';
import { questionView, tookPlaceView, wordsForm, wordsWrittenView } from '../afterwards-views.js';
import type { Component, ComponentContext } from '../command.js';
import { shortTitle } from '../more-views.js';
import type { Reply, View } from '../view.js';

/** "Did it take place?": **Show** in the private message, the answers, and the form for a line in their own words. */
const afterwards: Component<'afterwards'> = {
  family: 'afterwards',

  async run(context): Promise<Reply> {
    const { deps, id, t, now } = context;
    const actor = await answering(deps, id.proposal, context.actor);
    if (id.act === 'line')
      return { kind: 'form', form: wordsForm(t, await needWordsOpen(deps, id.proposal, actor, now)) };
    return { kind: 'update', view: await viewFor({ ...context, actor }) };
  },
};

export default afterwards;

async function viewFor({ deps, id, actor, t, now, field }: ComponentContext<'afterwards'>): Promise<View> {
  switch (id.act) {
    case 'show': {
      const { proposal } = await needQuestion(deps, id.proposal, actor, now);
      await wasAsked(deps, proposal, actor.userId, now);
      return questionView(t, proposal);
    }
    case 'took-place': {
      const { proposal, already } = await sayTookPlace(deps, id.proposal, actor, now).catch(answeredAlready);
      return tookPlaceView(t, proposal, already);
    }
    case 'called-off': {
      const proposal = await settleAction(deps, id.proposal, 'called off', actor, now).catch(answeredAlready);
      const title = shortTitle(proposal);
      return { body: t('proposals:done.called-off', { title }), tone: 'good' };
    }
    case 'later': {
      const { proposal, again } = await askLater(deps, id.proposal, actor, now);
      const title = shortTitle(proposal);
      return { body: t(again ? 'afterwards:later-set' : 'afterwards:later-over', { title }) };
    }
    case 'form': {
      const input = { proposalId: id.proposal, typed: field('words') };
      return wordsWrittenView(t, await writeClosingWords(deps, input, actor, now));
    }
    default:
      throw new Error(`No such act afterwards: ${id.act}`);
  }
}

/** Somebody else was asked too, and has answered first. */
function answeredAlready(error: unknown): never {
  if (error instanceof Refusal && error.reason === 'proposal-not-agreed')
    throw new Refusal('question-over', error.values);
  throw error;
}
