import type { Choices, Count, Round } from '../../../src/polls/count.js';

type RankedCount = (options: number, answers: readonly Choices[]) => Count;

/** The parts a count is put together from. */
interface Parts {
  /** Whether so many votes win. */
  wins: (most: number, held: number, all: number) => boolean;
  /** Who holds an answer. */
  holder: (answer: Choices, isIn: (option: number) => boolean) => number | undefined;
  /** The rounds to look back on for options that are level, in order. */
  lookBack: (earlier: readonly Round[]) => readonly Round[];
  /** Of options that never differed. */
  last: (level: readonly number[]) => number;
}

/** Counts with one mistake each, as people make them; the comparison has to notice every one. */
export const MISTAKES: Readonly<Record<string, RankedCount>> = {
  'of level options the one listed first is out': mistaken({ last: (level) => Math.min(...level) }),
  'earlier rounds are not looked at': mistaken({ lookBack: () => [] }),
  'earlier rounds are looked at from the first on': mistaken({ lookBack: (earlier) => earlier }),
  'only the round before is looked at': mistaken({ lookBack: (earlier) => earlier.slice(-1) }),
  'votes move to the next choice, also if it is out': mistaken({
    holder: (answer, isIn) => {
      const first = answer.findIndex((option) => isIn(option));
      // One that is out in between ends it.
      return first > 1 ? undefined : answer[first];
    },
  }),
  'votes do not move': mistaken({
    holder: ([first], isIn) => (first !== undefined && isIn(first) ? first : undefined),
  }),
  'the last choice counts first': mistaken({
    holder: (answer, isIn) => answer.findLast((option) => isIn(option)),
  }),
  'half is enough': mistaken({ wins: (most, held) => most * 2 >= held }),
  'more than half of all answers is needed': mistaken({ wins: (most, _held, all) => most * 2 > all }),
  'the most in the first round wins': mistaken({ wins: () => true }),
};

function mistaken(wrong: Partial<Parts>): RankedCount {
  const parts: Parts = {
    wins: (most, held) => most * 2 > held,
    holder: (answer, isIn) => answer.find((option) => isIn(option)),
    lookBack: (earlier) => earlier.toReversed(),
    last: (level) => Math.max(...level),
    ...wrong,
  };
  return (options, answers) => {
    const rounds: Round[] = [];
    const out = new Set<number>();
    for (;;) {
      const votes = Array.from({ length: options }, (_none, option): number | null =>
        out.has(option) ? null : 0,
      );
      let exhausted = 0;
      for (const answer of answers) {
        const holder = parts.holder(answer, (option) => !out.has(option));
        if (holder === undefined) exhausted += 1;
        else votes[holder] = (votes[holder] ?? 0) + 1;
      }
      const most = Math.max(...votes.map((count) => count ?? 0));
      const held = answers.length - exhausted;
      const isLast = out.size === options - 1;
      if (isLast || parts.wins(most, held, answers.length)) {
        const winner = isLast ? votes.findIndex((count) => count !== null) : votes.indexOf(most);
        return { answers: answers.length, winner, tied: false, rounds: [...rounds, { votes, exhausted }] };
      }
      let level = [...votes.keys()].filter((option) => votes[option] !== null);
      for (const { votes: then } of [{ votes }, ...parts.lookBack(rounds)]) {
        const least = Math.min(...level.map((option) => then[option] ?? 0));
        level = level.filter((option) => then[option] === least);
      }
      const loser = parts.last(level);
      rounds.push({ votes, exhausted, out: loser });
      out.add(loser);
    }
  };
}

/** The right count put together from the same parts, so that only the mistake differs. */
export const WITHOUT_MISTAKE: RankedCount = mistaken({});
