import { positionOf, turnout, type Tally } from '../../../src/proposals/tally.js';
import { splitsUpTo, type Voted } from './front.js';

/** What is published of an organisation that voted so. */
export type Publisher = (voted: Voted, tally: Tally) => string;

const CHOICES = ['for', 'against', 'abstain'] as const;

/** What somebody can work out about the people of one organisation. */
export interface Solved {
  /** The splits that fit everything published. */
  fitting: readonly Tally[];
  /** Only one fits, and somebody took part. */
  split: boolean;
  /** Whoever took part is known to have chosen the same. */
  choices: boolean;
  /** One who took part, and knows their own choice, knows that of all others. */
  byOneOfThem: boolean;
}

/** Works out, by trying every possible split, what follows from what a publisher publishes of an organisation. */
export class Solver {
  readonly #publisher: Publisher;
  readonly #known = new Map<string, Map<string, Solved>>();

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  solve(voted: Voted): Solved {
    const { entry, rollAtClosing } = voted;
    const { rule } = entry.organisation;
    // All that tells organisations apart, other than how they voted.
    const like = JSON.stringify([rule, entry.roll, entry.rollApproximate, rollAtClosing]);
    let solved = this.#known.get(like);
    if (solved === undefined) {
      const fitting = new Map<string, Tally[]>();
      for (const split of splitsUpTo(rollAtClosing)) {
        const published = this.#publisher(voted, split);
        const same = fitting.get(published);
        if (same === undefined) fitting.set(published, [split]);
        else same.push(split);
      }
      solved = new Map([...fitting].map(([published, splits]) => [published, solvedFrom(splits)]));
      this.#known.set(like, solved);
    }
    return solved.get(this.#publisher(voted, voted.tally))!;
  }
}

/** The least anybody can be told: the rule, the roll and the position. */
export const verdictAlone: Publisher = ({ entry }, tally) =>
  positionOf(entry.organisation.rule, tally, entry.roll);

function solvedFrom(fitting: readonly Tally[]): Solved {
  const others = CHOICES.map((own) =>
    fitting.filter((split) => split[own] > 0).map((split) => ({ ...split, [own]: split[own] - 1 })),
  );
  return {
    fitting,
    split: fitting.length === 1 && turnout(fitting[0]!) > 0,
    choices: sameForAll(fitting),
    byOneOfThem: others.some(sameForAll),
  };
}

/** Whether in all of these everybody chose one and the same, and at least one of them has more than nobody. */
function sameForAll(splits: readonly Tally[]): boolean {
  if (!splits.some((split) => turnout(split) > 0)) return false;
  return CHOICES.some((choice) => splits.every((split) => split[choice] === turnout(split)));
}
