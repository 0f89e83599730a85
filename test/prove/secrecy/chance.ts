import { CHOICES, type Choice } from '../../../src/proposals/tally.js';

/** How often a way was right, and how often it would have been by chance. */
export interface Score {
  right: number;
  guessed: number;
  /** Mean and variance of `right` if choices had been dealt out at random among the same people. */
  expected: number;
  variance: number;
}

/**
 * Scores guesses within one organisation against a permutation of the true choices: with g guesses and t people of each
 * choice, Σ g·t/n are right by chance, and the variance is that of the matches of two fixed lists in random order. What
 * anybody knows from the totals - above all, the larger side - is chance too, and no achievement.
 */
export function score(truth: ReadonlyMap<string, Choice>, guesses: ReadonlyMap<string, Choice>): Score {
  const people = [...truth];
  const n = people.length;
  const right = people.filter(([userId, choice]) => guesses.get(userId) === choice).length;
  const guessed = people.filter(([userId]) => guesses.has(userId)).length;
  const guessCounts = CHOICES.map(
    (choice) => people.filter(([userId]) => guesses.get(userId) === choice).length,
  );
  const truthCounts = CHOICES.map((choice) => people.filter(([, chosen]) => chosen === choice).length);
  const expected =
    n === 0 ? 0 : CHOICES.reduce((sum, _choice, at) => sum + (guessCounts[at]! * truthCounts[at]!) / n, 0);
  if (n < 2) return { right, guessed, expected, variance: 0 };
  // Σ over all pairs of (match - row mean - column mean + mean)², by kind of guess (none is a kind) and choice.
  const kinds = [...guessCounts, n - guessed];
  const mean = expected / n;
  let squares = 0;
  for (const [guess, many] of kinds.entries())
    for (const [choice, others] of truthCounts.entries()) {
      const match = guess === choice ? 1 : 0;
      const rowMean = (truthCounts[guess] ?? 0) / n;
      const columnMean = (guessCounts[choice] ?? 0) / n;
      squares += many * others * (match - rowMean - columnMean + mean) ** 2;
    }
  return { right, guessed, expected, variance: squares / (n - 1) };
}

/** Scores of many votes together. */
export function together(scores: readonly Score[]): Score & { z: number } {
  const sum = { right: 0, guessed: 0, expected: 0, variance: 0 };
  for (const one of scores) {
    sum.right += one.right;
    sum.guessed += one.guessed;
    sum.expected += one.expected;
    sum.variance += one.variance;
  }
  const above = sum.right - sum.expected;
  return { ...sum, z: above === 0 ? 0 : above / Math.sqrt(sum.variance) };
}
