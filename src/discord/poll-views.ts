import type { Standing } from '../polls/answer.js';
import { SMALLEST_SHOWN, type Poll } from '../polls/poll.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Button, Menu, Row, View } from './view.js';

/** So much of an option is shown where twenty of them stand below each other; only links get longer than that. */
const SHOWN_OPTION = 170;
/** The same of a question. */
const SHOWN_QUESTION = 500;

/** The card of a poll, for everybody in its channel. */
export function pollCardView(t: Translate, poll: Poll): View {
  const closed = poll.closedAt !== undefined;
  const options = poll.options.map((option, index) => optionLine(t, option, index)).join('\n');
  const lines = [`**${shownQuestion(poll)}**`, options];
  if (closed) lines.push(t('polls:card.closed', { closed: timestamp(poll.closedAt ?? '') }));
  return {
    title: t('polls:card.title'),
    body: lines.join('\n\n'),
    tone: closed ? 'warning' : 'neutral',
    ...(closed ? {} : { fields: cardFields(t, poll) }),
    rows: [
      [
        button(t, poll, 'vote', { style: 'primary', disabled: closed }),
        button(t, poll, 'more', { style: 'secondary' }),
      ],
    ],
  };
}

/** What is behind **More**: who can see what, how it is counted, and one's own answer; `said` stands above it. */
export function pollMoreView(t: Translate, poll: Poll, said?: string): View {
  const smallest = SMALLEST_SHOWN;
  const closed = poll.closedAt !== undefined;
  const body = [
    ...(said === undefined ? [] : [said]),
    t('polls:more.sees', { smallest }),
    t(`polls:counted.${poll.method}`),
  ].join('\n\n');
  return {
    title: t('polls:more.title'),
    body,
    rows: [[button(t, poll, 'mine'), button(t, poll, 'take-back', { disabled: closed })]],
  };
}

/** One's own answer as a sentence; 'unknown' after closing. */
export function myAnswerWords(t: Translate, poll: Poll, choices: readonly number[] | 'unknown'): string {
  if (choices === 'unknown') return t('polls:mine.unknown');
  if (choices.length === 0) return t('polls:mine.none');
  return t('polls:mine.answer', { answer: answerWords(t, poll, choices), closes: timestamp(poll.closesAt) });
}

/** What an answer taken back is told; what stands, where a newer click had overtaken it. */
export function takenBackWords(t: Translate, { poll, choices }: Standing): string {
  if (choices.length > 0) return myAnswerWords(t, poll, choices);
  return t('polls:mine.taken-back', { closes: timestamp(poll.closesAt) });
}

/** The private menu for an answer, with what stands above it. */
export function chooseView(t: Translate, { poll, choices }: Standing): View {
  const said = choices.length === 0 ? [] : [myAnswerWords(t, poll, choices)];
  const asked = t(`polls:choose.${poll.method}`);
  return {
    title: t('polls:choose.title'),
    body: [`**${shownQuestion(poll)}**`, ...said, asked].join('\n\n'),
    rows: chooseRows(t, poll, choices, choices.length + 1),
  };
}

/** The first choice of a ranked poll asked once more; what stands is recorded until it is given. */
export function againView(t: Translate, { poll, choices }: Standing): View {
  return {
    title: t('polls:choose.title'),
    body: [`**${shownQuestion(poll)}**`, myAnswerWords(t, poll, choices), t('polls:choose.again')].join(
      '\n\n',
    ),
    rows: chooseRows(t, poll, choices, 1),
  };
}

/** An answer that was recorded, or that overtook the click; `finished` without asking on. */
export function recordedView(t: Translate, { poll, choices }: Standing, finished: boolean): View {
  if (choices.length === 0) {
    return { body: takenBackWords(t, { poll, choices }), tone: 'good' };
  }
  const values = { answer: answerWords(t, poll, choices), closes: timestamp(poll.closesAt) };
  const body = t('polls:recorded', values);
  if (finished) return { body, tone: 'good' };
  return { body, tone: 'good', rows: chooseRows(t, poll, choices, choices.length + 1) };
}

/** A question as it stands inside a sentence or a title. */
export function shownQuestion({ question }: Pick<Poll, 'question'>): string {
  return cut(escapeText(question), SHOWN_QUESTION);
}

/** An option as it stands inside a sentence. */
export function shownOption(option: string): string {
  return cut(escapeText(option), SHOWN_OPTION);
}

/** "1. A, 2. B" where options are ranked, else "A, B". */
function answerWords(t: Translate, poll: Poll, choices: readonly number[]): string {
  const key = poll.method === 'ranked' ? 'polls:answer.ranked' : 'polls:answer.chosen';
  return choices
    .map((option, index) => t(key, { rank: index + 1, option: shownOption(poll.options[option] ?? '') }))
    .join(t('polls:answer.between'));
}

function optionLine(t: Translate, option: string, index: number): string {
  return t('polls:card.option', { number: index + 1, option: shownOption(option) });
}

function cardFields(
  t: Translate,
  { method, closesAt, answeredAgain: again }: Poll,
): NonNullable<View['fields']> {
  const closes = { closes: timestamp(closesAt), left: timestamp(closesAt, 'R') };
  const why = again?.why.replace(' ', '-') ?? '';
  return [
    ...(again === undefined
      ? []
      : [{ name: t('polls:card.again'), value: t(`polls:card.again-${why}`, { at: timestamp(again.at) }) }]),
    { name: t('polls:card.how'), value: t(`polls:how.${method}`) },
    { name: t('polls:card.who'), value: t('polls:card.everyone') },
    { name: t('polls:card.closes'), value: t('polls:card.closes-at', closes) },
    { name: t('polls:card.results'), value: t('polls:card.hidden', { smallest: SMALLEST_SHOWN }) },
  ];
}

function chooseRows(t: Translate, poll: Poll, choices: readonly number[], rank: number): Row[] {
  if (poll.method !== 'ranked') return [[menuOf(t, poll, choices)]];
  const before = choices.slice(0, rank - 1);
  const left = [...poll.options.keys()].filter((option) => !before.includes(option));
  const menu: Menu = {
    id: customId('poll', { act: 'pick', poll: poll.id, rank: String(rank) }),
    placeholder: t('polls:choose.rank', { rank }),
    options: left.map((option) => choiceOf(t, poll, option)),
  };
  const buttons = [button(t, poll, 'done', { style: 'primary' }), button(t, poll, 'again')];
  return [...(left.length === 0 ? [] : [[menu] as const]), ...(choices.length === 0 ? [] : [buttons])];
}

function menuOf(t: Translate, poll: Poll, choices: readonly number[]): Menu {
  return {
    id: customId('poll', { act: 'choose', poll: poll.id, rank: '0' }),
    placeholder: t(`polls:choose.${poll.method}`),
    options: [...poll.options.keys()].map((option) => ({
      ...choiceOf(t, poll, option),
      chosen: choices.includes(option),
    })),
    most: poll.method === 'approval' ? poll.options.length : 1,
  };
}

/** A menu shows everything as it stands, so nothing is escaped. */
function choiceOf(t: Translate, { options }: Poll, option: number): { label: string; value: string } {
  return {
    label: t('polls:card.option', { number: option + 1, option: options[option] ?? '' }),
    value: String(option),
  };
}

/** A button about a poll, named after what it does. */
export function button(
  t: Translate,
  poll: Pick<Poll, 'id'>,
  act: string,
  part: Partial<Button> = {},
): Button {
  return {
    label: t(`polls:button.${act}`),
    id: customId('poll', { act, poll: poll.id, rank: '0' }),
    ...part,
  };
}
