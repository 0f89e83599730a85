import { POLL_LIMITS } from '../../../src/polls/poll.js';
import type { Random } from '../random.js';

/** One ranked poll: how many options, and every answer, its best first. */
export interface Election {
  options: number;
  answers: number[][];
}

/** A poll of any size; most are small and close, where ties and long chains of transfers come up. */
export function randomElection(random: Random): Election {
  return random.pick([anything, anything, few, few, paired, polar, oneEach])(random);
}

/** Any number of options and answers, each ranking some of them. */
function anything(random: Random): Election {
  const options = random.between(POLL_LIMITS.fewest, POLL_LIMITS.most);
  const answers = many(random.between(1, 80), () => someOf(random, options, random.between(1, options)));
  return { options, answers };
}

/** A handful of answers to a handful of options: nearly everything ties. */
function few(random: Random): Election {
  const options = random.between(2, 6);
  return {
    options,
    answers: many(random.between(1, 9), () => someOf(random, options, random.between(1, 3))),
  };
}

/** Every answer comes with its reverse, so that options stay level over rounds. */
function paired(random: Random): Election {
  const options = random.between(3, 8);
  const half = many(random.between(1, 12), () => someOf(random, options, random.between(1, options)));
  const odd = random.pick([0, 0, 1, 2]);
  const more = many(odd, () => someOf(random, options, options));
  return { options, answers: [...half, ...half.map((answer) => answer.toReversed()), ...more] };
}

/** Two camps that rank only their own, and some between. */
function polar(random: Random): Election {
  const options = random.between(4, 10);
  const middle = Math.floor(options / 2);
  const camp = (from: number, to: number) => () => {
    const own = someOf(random, to - from, random.between(1, to - from));
    return own.map((option) => option + from);
  };
  const size = random.between(2, 30);
  return {
    options,
    answers: [
      ...many(size, camp(0, middle)),
      ...many(size + random.between(-1, 1), camp(middle, options)),
      ...many(random.between(0, 3), () => someOf(random, options, options)),
    ],
  };
}

/** One first choice for each option, or for some of them: all level from the start. */
function oneEach(random: Random): Election {
  const options = random.between(2, 12);
  const answers = many(options, (first) => {
    const rest = someOf(random, options, random.between(0, options - 1)).filter((option) => option !== first);
    return [first, ...rest];
  });
  return { options, answers: random.pick([answers, answers.slice(1), [...answers, ...answers]]) };
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.max(0, count) }, (_none, index) => make(index));
}

/** So many different options in any order. */
function someOf(random: Random, options: number, count: number): number[] {
  const left = Array.from({ length: options }, (_none, option) => option);
  return many(count, () => left.splice(random.between(0, left.length - 1), 1)[0] ?? 0);
}
