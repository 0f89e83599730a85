import { isAgreed, positionOf, turnout, type Position } from '../../../src/proposals/tally.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { randomCase, type Case } from './cases.js';
import { MISTAKES, verdictOffByOne, WITHOUT_MISTAKE } from './mistakes.js';
import { secondPosition, secondVerdict } from './second-count.js';

/** What is held against the second count. */
interface Counted {
  position: typeof positionOf;
  agreed: typeof isAgreed;
}

export interface TalliesRun {
  seed: number;
  tallies: number;
  /** In so many of them each mistake has to show. */
  forMistakes: number;
}

/** Random tallies counted twice, by the bot's code and by the second count: no position and no verdict may differ. */
export function compareTallies({ seed, tallies, forMistakes }: TalliesRun): Counts {
  const own: Counted = { position: positionOf, agreed: isAgreed };
  const { difference, counts } = compare(seed, tallies, own);
  holds(difference === undefined, `The two counts differ: ${String(difference)}`);

  // The comparison notices mistakes, and nothing where there is none.
  const wrong: Counted[] = Object.values(MISTAKES).map((position) => ({ ...own, position }));
  wrong.push({ ...own, agreed: verdictOffByOne });
  const names = [...Object.keys(MISTAKES), 'one organisation more than needed'];
  for (const [at, counted] of wrong.entries()) {
    const found = compare(seed, forMistakes, counted).difference;
    holds(found !== undefined, `The comparison does not notice: ${String(names[at])}`);
  }
  const right = compare(seed, forMistakes, { ...own, position: WITHOUT_MISTAKE }).difference;
  holds(right === undefined, `The comparison complains of nothing: ${String(right)}`);
  return { ...counts, 'planted mistakes noticed': wrong.length };
}

/** The first difference there is. Tallies come in fronts of one to ten organisations, each with its verdict. */
function compare(
  seed: number,
  tallies: number,
  { position, agreed }: Counted,
): { difference: string | undefined; counts: Counts } {
  const random = new Random(seed);
  const seen: Record<Position, number> = { in: 0, out: 0, 'no quorum': 0 };
  const kinds = { ties: 0, 'without a vote': 0, 'of more than the roll': 0, 'of a billion and more': 0 };
  const verdicts = { agreed: 0, 'not agreed': 0 };
  for (let left = tallies; left > 0;) {
    const organisations = Math.min(left, random.between(1, 10));
    const positions: Position[] = [];
    for (let at = 0; at < organisations; at += 1) {
      const one = randomCase(random);
      const expected = secondPosition(one.rule, one.tally, one.roll);
      const found = position(one.rule, one.tally, one.roll);
      if (found !== expected)
        return { difference: `${found}, not ${expected}: ${JSON.stringify(one)}`, counts: {} };
      positions.push(expected);
      seen[expected] += 1;
      note(one, kinds);
    }
    const needed = random.between(1, organisations + 1);
    const expected = secondVerdict(positions, needed);
    if (agreed(positions, needed) !== expected)
      return { difference: `${positions.join(', ')} with ${String(needed)} needed`, counts: {} };
    verdicts[expected ? 'agreed' : 'not agreed'] += 1;
    left -= organisations;
  }
  const counts: Counts = { 'tallies counted twice': tallies, ...seen, ...kinds, ...prefixed(verdicts) };
  return { difference: undefined, counts };
}

function note({ tally, roll }: Case, kinds: Record<string, number>): void {
  const cast = turnout(tally);
  if (cast > 0 && tally.for === tally.against) kinds.ties! += 1;
  if (cast === 0) kinds['without a vote']! += 1;
  if (cast > roll) kinds['of more than the roll']! += 1;
  if (roll >= 1e9) kinds['of a billion and more']! += 1;
}

function prefixed(verdicts: Record<string, number>): Counts {
  return Object.fromEntries(Object.entries(verdicts).map(([what, count]) => [`fronts ${what}`, count]));
}
