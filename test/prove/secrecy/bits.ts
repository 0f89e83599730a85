import type { Choice } from '../../../src/proposals/tally.js';

/** A row with what it stands for, as only this proof knows. */
export interface KnownRow {
  /** The row's name and sealed bytes. */
  bytes: Buffer;
  choice: Choice;
}

/**
 * Looks, over very many rows of which it is told whose they are and what they say, whether any bit goes with any choice.
 * A bit that does would let somebody who knows many votes read the others. Rows are compared within their organisation
 * and version only (Mantel and Haenszel), so that how an organisation leans is no achievement.
 */
export class BitWatch {
  readonly #sums = new Map<string, { above: number; variance: number }>();
  rows = 0;

  /** Adds the rows of one organisation. */
  add(rows: readonly KnownRow[]): void {
    const n = rows.length;
    if (n < 2) return;
    this.rows += n;
    const bits = Math.min(...rows.map(({ bytes }) => bytes.length)) * 8;
    for (const choice of ['for', 'against'] as const) {
      const chose = rows.filter((row) => row.choice === choice).length;
      if (chose === 0 || chose === n) continue;
      for (let bit = 0; bit < bits; bit += 1) {
        let [ones, both] = [0, 0];
        for (const row of rows) {
          if (((row.bytes[bit >>> 3]! >>> (bit & 7)) & 1) === 0) continue;
          ones += 1;
          if (row.choice === choice) both += 1;
        }
        const sum = this.#sums.get(`${choice} ${String(bit)}`) ?? { above: 0, variance: 0 };
        sum.above += both - (ones * chose) / n;
        sum.variance += (ones * chose * (n - ones) * (n - chose)) / (n * n * (n - 1));
        this.#sums.set(`${choice} ${String(bit)}`, sum);
      }
    }
  }

  /** How many pairs of a bit and a choice there are, and how far the most striking one is from chance. */
  get most(): { compared: number; z: number } {
    // Bits that never change (there are none in ours) tell nothing.
    const all = [...this.#sums.values()].filter(({ variance }) => variance > 0);
    const z = all.map(({ above, variance }) => Math.abs(above) / Math.sqrt(variance));
    return { compared: z.length, z: Math.max(0, ...z) };
  }
}
