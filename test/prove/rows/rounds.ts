import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { Attack, type Copy } from './attack.js';
import { gather } from './crowd.js';

export interface RowsRun extends ProofRun {
  rounds: number;
  people: number;
  /** Rows tampered with in each round. */
  tampered: number;
}

/** Somebody who can write to the store does so while a front votes; then the clock closes it. */
export async function tamperWithRows({ seed, log, rounds, people, tampered }: RowsRun): Promise<Counts> {
  const random = new Random(seed);
  const { stage, voters } = await gather(people);
  const kinds: Record<string, number> = {};
  const totals = { refused: 0, counted: 0, 'voted again': 0, 'rolled back': 0 };
  let before: Copy | undefined;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const attack = new Attack(stage, random, voters, kinds);
      before = await attack.open(`Picket ${String(round)}`, round % 2 === 0, before);
      await attack.tamper(tampered);
      // Rows that are not even rows any more, as a damaged disk leaves them.
      if (round === rounds) await attack.damage(5);
      await attack.close();
      const { refused, again, rolledBack } = attack;
      log(
        `round ${String(round)}: ${String(refused)} rows refused, the others counted right, and people told`,
      );
      totals.refused += refused;
      totals.counted += attack.counted().length;
      totals['voted again'] += again.length;
      totals['rolled back'] += rolledBack.length;
    }
    holds(stage.local.unknownRoutes.length === 0, `Unknown: ${stage.local.unknownRoutes.join()}`);
  } finally {
    await stage.close();
  }
  return {
    proposals: rounds,
    'rows refused': totals.refused,
    ...Object.fromEntries(Object.entries(kinds).map(([kind, rows]) => [`- ${kind}`, rows])),
    'ballots of others counted right': totals.counted,
    'people who voted again over a tampered row': totals['voted again'],
    'put back to the same person’s own earlier ballot: taken, because nothing in the row can tell':
      totals['rolled back'],
  };
}
