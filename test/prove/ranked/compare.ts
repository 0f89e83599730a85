import { countAnswers, type Choices, type Count } from '../../../src/polls/count.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { randomElection, type Election } from './elections.js';
import { MISTAKES, WITHOUT_MISTAKE } from './mistakes.js';
import { secondMost, secondRanked } from './second-count.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRST';

export interface ElectionsRun {
  seed: number;
  elections: number;
  /** In so many of them each mistake has to show. */
  forMistakes: number;
}

/**
 * Random elections counted twice, by the bot's code and by the second count: no winner, no round and no figure may
 * differ, and in every round all answers are held by an option or exhausted.
 */
export function compareElections({ seed, elections, forMistakes }: ElectionsRun): Counts {
  const own = (options: number, answers: readonly Choices[]) => countAnswers('ranked', options, answers);
  const { difference, counts } = compare(seed, elections, own, tiesDiffer);
  holds(difference === undefined, `The two counts differ: ${String(difference)}`);
  compareMost(seed, elections);

  // The comparison notices mistakes, and nothing where there is none.
  for (const [name, mistaken] of Object.entries(MISTAKES)) {
    const found = compare(seed, forMistakes, mistaken).difference;
    holds(found !== undefined, `The comparison does not notice: ${name}`);
  }
  const right = compare(seed, forMistakes, WITHOUT_MISTAKE).difference;
  holds(right === undefined, `The comparison complains of nothing: ${String(right)}`);
  const lost = compare(seed, forMistakes, (options, answers) => withoutOne(own(options, answers))).difference;
  holds(lost?.startsWith('votes are lost') === true, 'The comparison does not notice a vote that is lost');
  return { ...counts, 'planted mistakes noticed': Object.keys(MISTAKES).length + 1 };
}

/** What does not hold of a count by itself: every vote is somewhere in every round, and one option goes out at a time. */
export function lostVotes(
  { options, answers }: Election,
  { rounds = [], winner }: Count,
): string | undefined {
  const out = new Set<number>();
  for (const [index, round] of rounds.entries()) {
    const held = round.votes.reduce<number>((sum, votes) => sum + (votes ?? 0), 0);
    if (held + round.exhausted !== answers.length) return `votes are lost in round ${String(index + 1)}`;
    const gone = [...round.votes.keys()].filter((option) => round.votes[option] === null);
    if (round.votes.length !== options || gone.length !== out.size || gone.some((option) => !out.has(option)))
      return `the options of round ${String(index + 1)} are not those left`;
    const isLast = index === rounds.length - 1;
    if (isLast !== (round.out === undefined)) return 'one goes out in every round but the last';
    if (round.out !== undefined) out.add(round.out);
  }
  if (winner === undefined || out.has(winner)) return 'the winner is out';
  return undefined;
}

/** The first difference there is. */
function compare(
  seed: number,
  elections: number,
  count: (options: number, answers: readonly Choices[]) => Count,
  more: typeof tiesDiffer = () => undefined,
): { difference: string | undefined; counts: Counts } {
  const random = new Random(seed);
  const seen = {
    rounds: 0,
    'votes followed': 0,
    'ties by an earlier round': 0,
    'ties by order': 0,
    'with exhausted answers': 0,
    'tied at the end': 0,
  };
  for (let number = 0; number < elections; number += 1) {
    const election = randomElection(random);
    const { options, answers } = election;
    const letters = LETTERS.slice(0, options);
    const expected = secondRanked(letters, asStrings(answers));
    const found = count(options, answers);
    const wrong =
      lostVotes(election, found) ??
      differs(expected, found) ??
      more(expected, found) ??
      dependsOnOrder(count, election, random);
    if (wrong !== undefined) return { difference: `${wrong}: ${JSON.stringify(election)}`, counts: {} };
    const { rounds = [], tied } = found;
    seen.rounds += rounds.length;
    seen['votes followed'] += rounds.length * answers.length;
    seen['ties by an earlier round'] += rounds.filter(({ tie }) => tie === 'earlier round').length;
    seen['ties by order'] += rounds.filter(({ tie }) => tie === 'order').length;
    if (rounds.some(({ exhausted }) => exhausted > 0)) seen['with exhausted answers'] += 1;
    if (tied) seen['tied at the end'] += 1;
  }
  return { difference: undefined, counts: { 'elections counted twice': elections, ...seen } };
}

/** Single and approval polls with the same answers: the first choices, and all of them. */
function compareMost(seed: number, elections: number): void {
  const random = new Random(seed);
  for (let number = 0; number < elections; number += 1) {
    const { options, answers } = randomElection(random);
    for (const [method, given] of [
      ['single', answers.map((answer) => answer.slice(0, 1))],
      ['approval', answers],
    ] as const) {
      const found = countAnswers(method, options, given);
      const expected = secondMost(LETTERS.slice(0, options), asStrings(given));
      const votes = (found.votes ?? [])
        .map((votes, option) => `${letterOf(option)}${String(votes)}`)
        .join(' ');
      holds(
        letterOf(found.winner) === expected.winner && votes === expected.votes,
        `The two counts of ${method} differ: ${JSON.stringify(given)}`,
      );
    }
  }
}

function differs(
  expected: ReturnType<typeof secondRanked>,
  { winner, rounds = [] }: Count,
): string | undefined {
  const lines = rounds.map(({ votes, exhausted }) => {
    const held = votes.flatMap((count, option) =>
      count === null ? [] : [`${letterOf(option)}${String(count)}`],
    );
    return [...held, `x${String(exhausted)}`].join(' ');
  });
  if (lines.join('; ') !== expected.rounds.join('; '))
    return `${lines.join('; ')}, not ${expected.rounds.join('; ')}`;
  const out = rounds.flatMap((round) => (round.out === undefined ? [] : [letterOf(round.out)])).join('');
  if (out !== expected.out) return `out are ${out}, not ${expected.out}`;
  return letterOf(winner) === expected.winner
    ? undefined
    : `${letterOf(winner)} wins, not ${expected.winner}`;
}

/** What is said to have decided a tie. */
function tiesDiffer({ ties }: ReturnType<typeof secondRanked>, { rounds = [] }: Count): string | undefined {
  const found = rounds.flatMap(({ out, tie = 'none' }) => (out === undefined ? [] : [tie]));
  return found.join() === ties.join() ? undefined : `decided by ${found.join()}, not by ${ties.join()}`;
}

/** The order in which answers lie in the box says nothing. */
function dependsOnOrder(
  count: (options: number, answers: readonly Choices[]) => Count,
  { options, answers }: Election,
  random: Random,
): string | undefined {
  const at = random.between(0, answers.length - 1);
  const turned = [...answers.slice(at), ...answers.slice(0, at)].reverse();
  const same = JSON.stringify(count(options, turned)) === JSON.stringify(count(options, answers));
  return same ? undefined : 'the order of the answers matters';
}

/** A count that loses an exhausted vote, or one that is held. */
function withoutOne(count: Count): Count {
  const rounds = (count.rounds ?? []).map((round) =>
    round.exhausted > 0 ? { ...round, exhausted: round.exhausted - 1 } : round,
  );
  return { ...count, rounds };
}

function asStrings(answers: readonly Choices[]): string[] {
  return answers.map((answer) => answer.map(letterOf).join(''));
}

function letterOf(option: number | undefined): string {
  return option === undefined ? '' : LETTERS.charAt(option);
}
