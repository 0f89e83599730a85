import { afterAll, describe, expect, it } from 'vitest';
import type { Stage } from '../support/stage.js';
import { ACTS, fateOf } from './acts.js';
import { EVERYBODY, inState, outcomeOf, populated, seatOf, STATES, type Meant } from './world.js';

/** Whether a proposal is no longer what it was made to be, so that the next act needs another. */
async function isSpent(stage: Stage, { id }: Meant, as: string): Promise<boolean> {
  const { deps } = stage.app;
  return (
    (await deps.hidden.range({ within: `${id}:`, limit: 1 })).length > 0 || (await stands(stage, id)) !== as
  );
}

async function stands(stage: Stage, id: string): Promise<string> {
  const proposal = await stage.app.deps.proposals.get(id);
  return JSON.stringify([proposal?.state, proposal?.version, proposal?.closesAt]);
}

describe('who may do what to a proposal', () => {
  let cells = 0;
  afterAll(() => {
    process.stdout.write(`${String(cells)} cells: acts, people and states\n`);
  });

  for (const state of STATES) {
    it(`is as the rules say: ${state}`, { timeout: 120_000 }, async () => {
      const stage = await populated();
      const wrong: string[] = [];
      let meant = await inState(stage, state);
      let as = await stands(stage, meant.id);
      for (const act of ACTS) {
        for (const who of EVERYBODY) {
          cells += 1;
          const wanted = fateOf(act, who, state);
          const { fate, said } = await outcomeOf(stage, () => act.run(seatOf(stage, who), meant));
          if (fate !== wanted)
            wrong.push(`${act.name} by ${who}: ${fate}, not ${wanted}: ${said.slice(0, 120)}`);
          if (!(await isSpent(stage, meant, as))) continue;
          if (state === 'open') await stage.at('Petra').command('proposal withdraw', { proposal: meant.id });
          meant = await inState(stage, state);
          as = await stands(stage, meant.id);
        }
      }
      await stage.close();
      expect(wrong).toEqual([]);
    });
  }
});
