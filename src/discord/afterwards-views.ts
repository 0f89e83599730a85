import type { AppDeps } from '../app-deps.js';
import { isAsked, questionFor, wasAsked } from '../afterwards/ask.js';
import { wordsUntil } from '../afterwards/closing-words.js';
import type { About } from '../outbox/item.js';
import { CLOSING_WORDS_MAX, type Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import type { Context } from './command.js';
import { customId } from './custom-ids.js';
import { LIMITS } from './limits.js';
import { shortTitle } from './more-views.js';
import type { Post } from './posts.js';
import { escapeText, timestamp } from './text.js';
import type { Button, Form, Reply, View } from './view.js';

/** The question with its answers. */
export function questionView(t: Translate, proposal: Proposal): View {
  return { body: questionWords(t, proposal), rows: [answers(t, proposal)] };
}

/** The discreet private message to a proposer who asked for such: nothing of what it is about. Undefined once answered. */
export async function afterwardsPost(
  deps: AppDeps,
  { proposalId }: Extract<About, { kind: 'afterwards' }>,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal === undefined || !(await isAsked(deps, proposal, now))) return undefined;
  const show: Button = { label: t('afterwards:show'), id: idOf(proposal, 'show'), style: 'primary' };
  return { view: { body: t('afterwards:dm'), rows: [[show]] } };
}

/**
 * Asks below a private answer, where there is something to ask of the person and room for it. `told` is called once the
 * answer has arrived; then they are left in peace for a day.
 */
export async function withQuestion(
  { deps, actor, t, now }: Context,
  { reply, told }: { reply: Reply; told: () => Promise<void> },
): Promise<{ reply: Reply; told: () => Promise<void> }> {
  if (reply.kind !== 'private' || (reply.view.rows ?? []).length >= LIMITS.rows) return { reply, told };
  const proposal = await questionFor(deps, actor, now);
  if (proposal === undefined) return { reply, told };
  const { view } = reply;
  const field = { name: t('afterwards:title'), value: questionWords(t, proposal) };
  const asking: View = {
    ...view,
    fields: [...(view.fields ?? []), field],
    rows: [...(view.rows ?? []), answers(t, proposal)],
  };
  return {
    reply: { ...reply, view: asking },
    told: async () => {
      await told();
      await wasAsked(deps, proposal, actor.userId, now);
    },
  };
}

/** That it took place, with the button for a line in their own words. */
export function tookPlaceView(t: Translate, proposal: Proposal, already: boolean): View {
  const title = shortTitle(proposal);
  const until = timestamp(wordsUntil(proposal));
  return {
    body: already ? t('afterwards:already', { title, until }) : t('proposals:done.took-place', { title }),
    tone: 'good',
    rows: [[{ label: t('afterwards:line'), id: idOf(proposal, 'line') }]],
  };
}

/** The form for that line, filled with the present one. */
export function wordsForm(t: Translate, proposal: Proposal): Form {
  return {
    id: idOf(proposal, 'form'),
    title: t('afterwards:form.title'),
    fields: [
      {
        name: 'words',
        label: t('afterwards:form.words'),
        description: t('afterwards:form.hint'),
        ...(proposal.closingWords === undefined ? {} : { value: proposal.closingWords }),
        long: true,
        maxLength: CLOSING_WORDS_MAX,
      },
    ],
  };
}

/** What was written, and until when it can be changed. */
export function wordsWrittenView(t: Translate, proposal: Proposal): View {
  const { closingWords } = proposal;
  const values = { title: shortTitle(proposal), until: timestamp(wordsUntil(proposal)) };
  const body =
    closingWords === undefined
      ? t('afterwards:removed', values)
      : t('afterwards:written', { ...values, words: escapeText(closingWords) });
  return { body, tone: 'good', rows: [[{ label: t('afterwards:line'), id: idOf(proposal, 'line') }]] };
}

/** The organisers' own words about an action that took place, for its outcome card and wherever it is shown; or none. */
export function closingLines(t: Translate, { closingWords }: Proposal): string[] {
  return closingWords === undefined ? [] : [t('afterwards:words', { words: escapeText(closingWords) })];
}

function questionWords(t: Translate, proposal: Proposal): string {
  const start = timestamp(proposal.action.start.instant);
  return t('afterwards:question', { title: shortTitle(proposal), start });
}

function answers(t: Translate, proposal: Proposal): Button[] {
  return [
    { label: t('afterwards:took-place'), id: idOf(proposal, 'took-place'), style: 'success' },
    { label: t('afterwards:called-off'), id: idOf(proposal, 'called-off'), style: 'danger' },
    { label: t('afterwards:later'), id: idOf(proposal, 'later') },
  ];
}

function idOf({ id }: Proposal, act: string): string {
  return customId('afterwards', { act, proposal: id });
}
