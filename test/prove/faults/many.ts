import type { Answer } from '../../../src/local-discord/index.js';
import { setStage } from '../../support/stage.js';
import { told } from '../crash/scene.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { LYING, spoil, spoilt, type Way, WAYS } from './faulty-sqlite.js';
import { standingVotes, STEPS, type Step } from './steps.js';

/** What came of one spoilt act. */
interface Came {
  /** No statement was left to spoil: the act was over before. */
  missed: boolean;
  claimed: boolean;
  done: boolean;
}

export interface FaultsRun {
  /** Up to which statement of each step. */
  statements: number;
  ways?: readonly Way[];
  steps?: readonly Step[];
}

/** Throws unless a store that only says that it wrote is found out. */
export async function liesAreNoticed({ log }: Pick<ProofRun, 'log'>): Promise<Counts> {
  const steps = STEPS.slice(0, 1);
  const found = await manyFaults({ log }, { statements: 4, ways: [LYING], steps }).then(
    () => 'nothing',
    (error: unknown) => (error as Error).message,
  );
  holds(/it was called done, and is not/u.test(found), `A store that lies is not noticed: ${found}`);
  return { 'a store that only says that it wrote': 'noticed' };
}

/**
 * Every step, with its 1st, 2nd, ... statement spoilt, in every way. Of each: the person is answered, what is called done
 * is done, and once the fault is over the same can be done. In each way the votes that stood before are counted at the end.
 */
export async function manyFaults(
  { log }: Pick<ProofRun, 'log'>,
  { statements, ways = WAYS, steps = STEPS }: FaultsRun,
): Promise<Counts> {
  const counts: Record<string, number> = {
    faults: 0,
    'called done': 0,
    'told that it failed': 0,
    'done after all': 0,
  };
  const add = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);
  for (const way of ways) {
    const stage = await setStage();
    try {
      told(await stage.at('Amara').command('settings set', { timezone: 'Europe/Berlin' }));
      const counted = await standingVotes(stage);
      let at = 0;
      for (const step of steps) {
        for (let n = 1; n <= statements; n += 1) {
          at += 1;
          const came = await spoiltAt(stage, step, { way, n, at });
          if (came.missed) break;
          add('faults');
          add(came.claimed ? 'called done' : 'told that it failed');
          if (!came.claimed && came.done) add('done after all');
        }
      }
      await counted();
    } finally {
      spoil(undefined);
      await stage.close();
    }
    log(`${way}: ${String(counts.faults)} faults so far`);
  }
  return counts;
}

async function spoiltAt(
  stage: Awaited<ReturnType<typeof setStage>>,
  step: Step,
  { way, n, at }: { way: Way; n: number; at: number },
): Promise<Came> {
  const where = `${step.name}, statement ${String(n)}, ${way}`;
  const { act, claims, isDone } = await step.prepare(stage, at);
  const before = spoilt();
  spoil(way, n);
  const answer = await act();
  spoil(undefined);
  // What the bot does each minute while it takes the disk to be full.
  await stage.app.deps.store.lookForRoom();
  const text = textOf(answer);
  holds(text !== undefined, `${where}: nobody answered: ${JSON.stringify(answer)}`);
  const claimed = claims(text);
  const done = await isDone();
  holds(!claimed || done, `${where}: it was called done, and is not: ${text}`);
  holds(way !== 'slow' || claimed, `${where}: only slow, and yet: ${text}`);
  if (!done) {
    const again = textOf(await act()) ?? '';
    holds(claims(again) && (await isDone()), `${where}: it cannot be done afterwards either: ${again}`);
  }
  return { missed: spoilt() === before, claimed, done };
}

function textOf(answer: Answer): string | undefined {
  return answer.kind === 'message' || answer.kind === 'update' ? answer.message.text : undefined;
}
