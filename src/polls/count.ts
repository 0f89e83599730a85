/** How a poll is answered and counted. */
export const METHODS = ['single', 'approval', 'ranked'] as const;
export type Method = (typeof METHODS)[number];

/**
 * One person's answer: places of options on the card, from 0. Of `single` one, of `approval` any number in any order, of
 * `ranked` the first choice first. Never the same option twice.
 */
export type Choices = readonly number[];

/** One round of a ranked count. */
export interface Round {
  /** Per option, in the order of the card; null for those that are out already. */
  votes: (number | null)[];
  /** Answers that name no option still in. With `votes` they come to all answers, in every round. */
  exhausted: number;
  /** The option that is out after this round; absent in the last. */
  out?: number | undefined;
  /** What decided which of several with the fewest votes is out: an earlier round, or their order on the card. */
  tie?: 'earlier round' | 'order' | undefined;
}

export interface Count {
  /** How many answered. */
  answers: number;
  /** The place of the option that won; absent where nobody answered. */
  winner?: number;
  /** Others had as many votes, and the order on the card decided. */
  tied: boolean;
  /** Per option how many chose it; absent in a ranked count. */
  votes?: number[];
  rounds?: Round[];
}

/**
 * Counts answers by whole numbers; one per person is the caller's to ensure. Nothing depends on the order of `answers`,
 * and answers without a choice count for nothing. Throws RangeError for a place that is not on the card.
 *
 * - `single`: plurality, the option chosen by most. `approval`: the option approved by most. Where several have the
 *   most, the one that is first on the card wins.
 * - `ranked`: see {@link runOff}.
 */
export function countAnswers(method: Method, options: number, answers: readonly Choices[]): Count {
  for (const choices of answers) {
    if (choices.some((choice) => !Number.isInteger(choice) || choice < 0 || choice >= options))
      throw new RangeError('An answer names an option that is not on the card');
  }
  const given = answers.filter(({ length }) => length > 0);
  if (method === 'ranked') return runOff(options, given);
  const votes = Array.from({ length: options }, () => 0);
  for (const choices of given) for (const choice of choices) votes[choice] = (votes[choice] ?? 0) + 1;
  if (given.length === 0) return { answers: 0, tied: false, votes };
  const most = Math.max(...votes);
  const tied = votes.filter((count) => count === most).length > 1;
  return { answers: given.length, winner: votes.indexOf(most), tied, votes };
}

/**
 * Instant-runoff voting, also called the alternative vote: each answer is held by the highest-ranked option that is
 * still in, or is exhausted. An option with more than half of the votes that are held, or the last one, wins; otherwise
 * the one with the fewest is out - one in each round, so that figures can be followed - and its votes move on.
 *
 * Several with the fewest: the one that had fewer in the latest earlier round in which they differ is out (elections
 * call this a countback). If they never differed, elections draw lots; here the one further down the card is out, so
 * that anybody who counts again gets the same.
 */
function runOff(options: number, answers: readonly Choices[]): Count {
  if (answers.length === 0) return { answers: 0, tied: false, rounds: [] };
  const rounds: Round[] = [];
  const isOut = Array.from({ length: options }, () => false);
  for (let left = options; ; left -= 1) {
    const round = holders(isOut, answers);
    const held = answers.length - round.exhausted;
    const most = Math.max(...round.votes.map((votes) => votes ?? 0));
    rounds.push(round);
    if (most * 2 > held || left === 1) {
      // With one option left nobody else had more; the last two may have been level before.
      const tied = left === 1 && rounds.at(-2)?.tie === 'order';
      return { answers: answers.length, winner: round.votes.indexOf(most), tied, rounds };
    }
    const { option, tie } = fewest(rounds);
    isOut[option] = true;
    rounds[rounds.length - 1] = { ...round, out: option, ...(tie === undefined ? {} : { tie }) };
  }
}

/** Who holds how many answers. */
function holders(isOut: readonly boolean[], answers: readonly Choices[]): Round {
  const votes = isOut.map((out): number | null => (out ? null : 0));
  let exhausted = 0;
  for (const choices of answers) {
    const holder = choices.find((option) => isOut[option] === false);
    if (holder === undefined) exhausted += 1;
    else votes[holder] = (votes[holder] ?? 0) + 1;
  }
  return { votes, exhausted };
}

/** The option that is out after the last of these rounds. */
function fewest(rounds: readonly Round[]): { option: number; tie: Round['tie'] } {
  const [last] = rounds.slice(-1);
  let lowest = [...(last?.votes.keys() ?? [])].filter((option) => last?.votes[option] !== null);
  let tie: Round['tie'];
  for (const { votes } of rounds.toReversed()) {
    const least = Math.min(...lowest.map((option) => votes[option] ?? 0));
    const before = lowest.length;
    lowest = lowest.filter((option) => votes[option] === least);
    if (tie === 'order' && lowest.length < before) tie = 'earlier round';
    const option = lowest[0];
    if (lowest.length === 1 && option !== undefined) return { option, tie };
    tie = 'order';
  }
  return { option: Math.max(...lowest), tie: 'order' };
}
