import { turnout, type Tally } from '../../src/proposals/tally.js';

/** The figures of one organisation. */
export interface Figures extends Tally {
  roll: number;
  rollAtClosing: number;
}

/** The figures somebody could add up over organisations. */
const MEASURES: Record<string, (one: Figures) => number> = {
  for: (one) => one.for,
  against: (one) => one.against,
  abstain: (one) => one.abstain,
  'for and against': (one) => one.for + one.against,
  turnout,
  roll: (one) => one.roll,
  'roll at closing': (one) => one.rollAtClosing,
};

/**
 * What figures come to over any two or more organisations, and what that is. Sums that are also an organisation's own
 * figure tell nothing; there shall be none, so this throws.
 */
export function sumsOf(figures: readonly Figures[]): Map<number, string> {
  const own = new Set(figures.flatMap((one) => Object.values(MEASURES).map((measure) => measure(one))));
  const sums = new Map<number, string>();
  for (let chosen = 1; chosen < 2 ** figures.length; chosen += 1) {
    const some = figures.filter((_one, at) => (chosen & (2 ** at)) !== 0);
    if (some.length < 2) continue;
    for (const [what, measure] of Object.entries(MEASURES)) {
      const sum = some.reduce((before, one) => before + measure(one), 0);
      if (own.has(sum)) throw new Error(`${String(sum)} (${what}) is also a figure of one organisation`);
      sums.set(sum, `${what} of ${String(some.length)} organisations`);
    }
  }
  return sums;
}

/** Which of these sums stand in a text as a number of their own: not within a longer one, a word, a hash or a date. */
export function sumsShown(text: string, figures: readonly Figures[]): string[] {
  const sums = sumsOf(figures);
  const numbers = new Set(
    [...text.matchAll(/(?<![\w.+/-])\d{1,6}(?![\w/-]|\.\d)/gu)].map(([number]) => Number(number)),
  );
  return [...sums].filter(([sum]) => numbers.has(sum)).map(([sum, what]) => `${String(sum)}: ${what}`);
}

/** Every text and number in something that was sent, a line each: in JSON a line's end would be a letter before it. */
export function wordsIn(part: unknown): string {
  if (typeof part === 'string' || typeof part === 'number') return String(part);
  if (typeof part !== 'object' || part === null) return '';
  return Object.values(part).map(wordsIn).join('\n');
}
