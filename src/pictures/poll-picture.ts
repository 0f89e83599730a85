import type { Round } from '../polls/count.js';
import type { Poll } from '../polls/poll.js';
import { clean } from '../texts/clean.js';
import type { Translate } from '../texts/texts.js';
import { joinWithin } from './alt-text.js';
import type { Chart, ChartRow } from './chart.js';
import { languageOf } from './language.js';

type Result = NonNullable<Poll['result']>;
type Figures = NonNullable<Result['figures']>;

/** What became of an option in a ranked count. */
interface Course {
  option: number;
  /** Held in the first round, and at the end or when it was out. */
  first: number;
  last: number;
  /** The round it was out in, from 1; absent where it came to the last one. */
  out?: number;
}

/**
 * What the picture of a poll's result shows: a bar for each option, as long as its share of all answers. Of a ranked poll
 * the bars say how much of each was first choices and how much came from options that were out. Undefined where no
 * figures are kept, because it is open, nobody answered, or fewer than may be shown.
 */
export function pollChart(t: Translate, poll: Poll): Chart | undefined {
  const { question, method, result } = poll;
  if (result?.figures === undefined || result.winner === undefined) return undefined;
  const { figures } = result;
  const rounds = figures.rounds ?? [];
  const ranked = method === 'ranked';
  const exhausted = rounds.at(-1)?.exhausted ?? 0;
  return {
    ...languageOf(t),
    verdict: { text: t('polls:result.title'), mark: 'check' },
    title: question,
    lines: [
      t('polls:result.answers', { count: figures.answers }),
      ...(figures.tied ? [t('polls:result.tied')] : []),
      ...(exhausted > 0 ? [t('pictures:poll.exhausted', { count: exhausted })] : []),
    ],
    legend: ranked
      ? [
          { filling: 'solid', label: t('pictures:poll.first') },
          { filling: 'striped', label: t('pictures:poll.moved') },
        ]
      : [],
    rows: ranked
      ? coursesOf(rounds, result.winner).map((course) => rankedRow(t, poll, course, result, figures))
      : poll.options.map((_option, at) => countedRow(t, poll, at, result, figures)),
    footer: t(`pictures:poll.${method}`, { count: rounds.length }),
  };
}

/** The same facts for those who do not see the picture: at most 1,000 characters, cut by whole options. Not Markdown. */
export function pollAltText(t: Translate, poll: Poll): string {
  const { result, options } = poll;
  const winner = result?.winner === undefined ? undefined : clean(options[result.winner] ?? '');
  const head = [
    t('polls:alt.question', { question: clean(poll.question) }),
    winner === undefined ? t('polls:result.none') : t('polls:alt.winner', { option: winner }),
    ...(result?.figures === undefined ? [] : [t('polls:result.answers', { count: result.figures.answers })]),
  ].join(' ');
  const rows = pollChart(t, poll)?.rows ?? [];
  const lines = rows.map(({ label, note, bar }) => {
    const figures = 'figures' in bar ? bar.figures : bar.withheld;
    const values = { option: clean(label), figures };
    return note === undefined
      ? t('pictures:poll.alt-line', values)
      : t('pictures:poll.alt-line-noted', { ...values, note: note.text });
  });
  return joinWithin(head, lines, (count) => t('pictures:poll.more', { count }));
}

function countedRow(t: Translate, poll: Poll, option: number, result: Result, figures: Figures): ChartRow {
  const votes = figures.votes?.[option] ?? 0;
  return {
    ...labelsOf(t, poll, option),
    ...(option === result.winner ? { note: { text: t('pictures:poll.won'), mark: 'check' } } : {}),
    bar: {
      parts: [{ filling: 'solid', count: votes }],
      of: figures.answers,
      figures: t('pictures:poll.votes', { votes, answers: figures.answers }),
    },
  };
}

function rankedRow(
  t: Translate,
  poll: Poll,
  { option, first, last, out }: Course,
  { winner }: Result,
  { answers }: Figures,
): ChartRow {
  const moved = last - first;
  return {
    ...labelsOf(t, poll, option),
    note:
      option === winner
        ? { text: t('pictures:poll.won'), mark: 'check' }
        : out === undefined
          ? { text: t('pictures:poll.last'), mark: 'ring' }
          : { text: t('pictures:poll.out', { round: out }), mark: 'dash' },
    bar: {
      parts: [
        { filling: 'solid', count: first },
        { filling: 'striped', count: moved },
      ],
      of: answers,
      figures: t('pictures:poll.ranked-votes', { votes: last, answers, first, moved }),
    },
  };
}

function labelsOf(t: Translate, { options }: Poll, option: number): Pick<ChartRow, 'label' | 'labelInstead'> {
  const number = option + 1;
  return {
    label: t('polls:card.option', { number, option: options[option] ?? '' }),
    labelInstead: t('pictures:poll.option', { number }),
  };
}

/** What became of every option: the winner, the others of the last round, then who was out, the latest first. */
function coursesOf(rounds: readonly Round[], winner: number): Course[] {
  const [start] = rounds;
  const courses = (start?.votes ?? []).map((first, option): Course => {
    const outAt = rounds.findIndex(({ out }) => out === option);
    // Of those never out: the last round, which is the one at -1.
    const last = rounds.at(outAt)?.votes[option] ?? 0;
    return { option, first: first ?? 0, last, ...(outAt < 0 ? {} : { out: outAt + 1 }) };
  });
  const late = ({ out = rounds.length + 1 }: Course) => out;
  return courses.sort((one, other) => {
    if (one.option === winner) return -1;
    if (other.option === winner) return 1;
    return late(other) - late(one) || other.last - one.last || one.option - other.option;
  });
}
