import type { AppDeps } from '../app-deps.js';
import type { About } from '../outbox/item.js';
import type { Round } from '../polls/count.js';
import { SMALLEST_SHOWN, type Poll, type Result } from '../polls/poll.js';
import type { Translate } from '../texts/texts.js';
import { LIMITS } from './limits.js';
import { POLL_PICTURE, pollFiles } from './poll-files.js';
import { button, pollCardView, shownOption, shownQuestion } from './poll-views.js';
import type { Post } from './posts.js';
import type { View } from './view.js';

type Figures = NonNullable<Result['figures']>;
type Chosen = Poll & { result: Result };

/** All rounds together; with more than this the earliest are left to whoever looks at the record. */
const ROUNDS_LENGTH = 2_600;

/** Composes a poll's card or its result, or says by undefined that there is nothing to say. */
export async function pollPost(
  deps: Pick<AppDeps, 'polls' | 'log'>,
  about: Extract<About, { kind: 'poll' | 'poll result' }>,
  t: Translate,
): Promise<Post | undefined> {
  const poll = await deps.polls.get(about.pollId);
  if (poll === undefined) return undefined;
  if (about.kind === 'poll') return { view: pollCardView(t, poll), standing: true };
  if (!hasResult(poll)) return undefined;
  const view = resultView(t, poll);
  const files = await pollFiles(deps, t, poll);
  // Where there are no figures there is no picture.
  return { view: files.length === 0 ? view : { ...view, files, image: POLL_PICTURE }, standing: true };
}

/** The result as a message of its own: what won, and from ten answers on the figures. */
function resultView(t: Translate, poll: Chosen): View {
  const { winner, figures } = poll.result;
  const fields = figures?.rounds === undefined ? [] : roundFields(t, figures.rounds, winner ?? 0);
  return {
    title: t('polls:result.title'),
    body: [
      `**${shownQuestion(poll)}**`,
      ...winnerLines(t, poll),
      ...(figures === undefined ? [] : [figureLines(t, poll, figures)]),
      ...(poll.result.refused > 0 ? [t('polls:result.refused', { count: poll.result.refused })] : []),
    ].join('\n\n'),
    ...(fields.length === 0 ? {} : { fields }),
    tone: winner === undefined ? 'warning' : 'good',
    ...(winner === undefined ? {} : { rows: [[button(t, poll, 'propose', { style: 'primary' })]] }),
  };
}

/** Per option, in the order of the card: how many chose it, or held in the last round; null for those out before. */
function lastVotes({ votes, rounds }: Figures): readonly (number | null)[] {
  return votes ?? rounds?.at(-1)?.votes ?? [];
}

function hasResult(poll: Poll): poll is Chosen {
  return poll.result !== undefined;
}

function winnerLines(t: Translate, { method, options, result }: Chosen): string[] {
  const { winner, figures } = result;
  if (winner === undefined) return [t('polls:result.none')];
  const line = t('polls:result.winner', { option: shownOption(options[winner] ?? '') });
  // Of few it is not even said whether they tied.
  const few = t('polls:result.few', { smallest: SMALLEST_SHOWN, tie: t(`polls:tie.${method}`) });
  return [line, ...(figures === undefined ? [few] : figures.tied ? [t('polls:result.tied')] : [])];
}

function figureLines(t: Translate, poll: Poll, figures: Figures): string {
  const votes = lastVotes(figures);
  const lines = poll.options.map((option, index) => {
    const values = { number: index + 1, option: shownOption(option) };
    const count = votes[index];
    return count == null
      ? t('polls:result.out', values)
      : t('polls:result.line', { ...values, votes: count });
  });
  const last = figures.rounds === undefined ? [] : [t('polls:result.last')];
  return [t('polls:result.answers', { count: figures.answers }), ...last, ...lines].join('\n');
}

/** The rounds of a ranked count, by the options' numbers, in as few fields as hold them. */
function roundFields(t: Translate, rounds: readonly Round[], winner: number): NonNullable<View['fields']> {
  const lines: string[] = [];
  let length = 0;
  for (const [index, round] of [...rounds.entries()].reverse()) {
    const line = roundLine(t, round, index + 1, winner);
    length += line.length + 1;
    if (length > ROUNDS_LENGTH) {
      lines.unshift(t('polls:result.earlier', { count: index + 1 }));
      break;
    }
    lines.unshift(line);
  }
  const values: string[] = [];
  for (const line of lines) {
    const joined = `${values.at(-1) ?? ''}\n${line}`;
    if (values.length > 0 && joined.length <= LIMITS.embedFieldValue) values[values.length - 1] = joined;
    else values.push(line);
  }
  return values.map((value, index) => ({
    name: t(index === 0 ? 'polls:result.rounds' : 'polls:result.rounds-on'),
    value,
  }));
}

function roundLine(
  t: Translate,
  { votes, exhausted, out, tie }: Round,
  round: number,
  winner: number,
): string {
  const held = votes.flatMap((count, index) =>
    count === null ? [] : [t('polls:round.votes', { number: index + 1, votes: count })],
  );
  const end =
    out === undefined ? 'wins' : tie === undefined ? 'out' : tie === 'order' ? 'out-order' : 'out-earlier';
  return t('polls:round.line', {
    round,
    votes: held.join(t('polls:round.between')),
    exhausted,
    end: t(`polls:round.${end}`, { number: (out ?? winner) + 1 }),
  });
}
