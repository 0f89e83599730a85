/** What the second count says of an election. */
export interface SecondCount {
  winner: string;
  /** Per round, `A3 B2 x1`: who is in with how many votes, and how many are exhausted. */
  rounds: string[];
  /** Who went out, in order. */
  out: string;
  /** For each of them what decided: nothing but its votes, an earlier round, or the alphabet. */
  ties: ('none' | 'earlier round' | 'order')[];
}

/**
 * Instant-runoff voting once more, from its rule in words: every answer is a string of letters, the best first. Whoever
 * is out is struck from all strings, and everything is counted anew from scratch; strings that became empty are
 * exhausted. Who goes out is the first after sorting by the votes of this round, the one before, and so on to the first,
 * and last by the alphabet backwards. Shares no line with the first count. `answers` has at least one letter.
 */
export function secondRanked(letters: string, answers: readonly string[]): SecondCount {
  const tables: Map<string, number>[] = [];
  const lines: string[] = [];
  let out = '';
  const ties: SecondCount['ties'] = [];
  for (;;) {
    const struck =
      out === '' ? answers : answers.map((answer) => answer.replace(new RegExp(`[${out}]`, 'gu'), ''));
    const firsts = struck.map((answer) => answer.charAt(0)).join('');
    const left = [...letters].filter((letter) => !out.includes(letter));
    const table = new Map(left.map((letter) => [letter, firsts.split(letter).length - 1]));
    tables.unshift(table);
    const exhausted = answers.length - firsts.length;
    lines.push(
      [...left.map((letter) => `${letter}${String(table.get(letter))}`), `x${String(exhausted)}`].join(' '),
    );
    const winner =
      left.find((letter) => 2 * (table.get(letter) ?? 0) > firsts.length) ??
      (left.length === 1 ? left[0] : undefined);
    if (winner !== undefined) return { winner, rounds: lines, out, ties };
    const history = (letter: string) =>
      tables.map((one) => String(one.get(letter)).padStart(9, '0')).join('/');
    const [loser = ''] = left.sort((a, b) => {
      const [one, other] = [history(a), history(b)];
      return one === other ? (a < b ? 1 : -1) : one < other ? -1 : 1;
    });
    const others = left.filter((letter) => letter !== loser);
    const level = others.some((letter) => table.get(letter) === table.get(loser));
    const alike = others.some((letter) => history(letter) === history(loser));
    ties.push(alike ? 'order' : level ? 'earlier round' : 'none');
    out += loser;
  }
}

/** The option most strings hold, of several the first by the alphabet; and how many hold each, `A3 B2`. */
export function secondMost(letters: string, answers: readonly string[]): { winner: string; votes: string } {
  const all = answers.join('');
  const count = (letter: string) => [...all].filter((one) => one === letter).length;
  const [winner = ''] = [...letters].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  return { winner, votes: [...letters].map((letter) => `${letter}${String(count(letter))}`).join(' ') };
}
