import { Ground } from '../../support/ground.js';
import { holds, type Counts } from '../proof.js';
import { ACTS, type Act } from './acts.js';
import { watchFiles, WAYS, type Way } from './mortal.js';
import { PLANTED } from './planted.js';
import { MIXES, type Mix } from './scene.js';
import { Theatre } from './theatre.js';

export interface EndedRun {
  acts?: readonly Act[];
  mixes: readonly Mix[];
  ways: readonly Way[];
  onDisk: boolean;
}

/**
 * Each act, ended at each of its steps in each way: what people see after a restart is the state before or the one after,
 * doing it again leads to the one after, and the end is the same as if nothing had happened, with every post made once.
 */
export async function endedEverywhere({ acts = ACTS, mixes, ways, onDisk }: EndedRun): Promise<Counts> {
  const counts: Record<string, number> = {};
  const add = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const unwatchFiles = watchFiles();
  try {
    for (const act of acts)
      for (const mix of mixes) {
        const ground = await (onDisk ? Ground.onDisk() : Ground.inMemory());
        try {
          const theatre = await Theatre.open(ground, act, mix);
          for (const way of ways)
            for (let at = 1; ; at += 1) {
              const came = await theatre.endAt(at, way);
              if (came === undefined) break;
              add(`ended during ${act.name}`);
              add(`ended, and it came out as ${came}`);
            }
        } finally {
          await ground.remove();
        }
      }
  } finally {
    unwatchFiles();
  }
  return counts;
}

/** Acts that do things in a wrong order: each of them is found out at some step. */
export async function wrongOrdersAreNoticed(): Promise<Counts> {
  for (const act of PLANTED) {
    const noticed = await endedEverywhere({
      acts: [act],
      mixes: ['mixed'],
      ways: ['before'],
      onDisk: false,
    }).then(
      () => false,
      () => true,
    );
    holds(noticed, `Not noticed: ${act.name}`);
  }
  return { 'wrong orders of steps planted, each noticed': PLANTED.length };
}

/** All of it, in every way: on every mix of ballots in memory, and once on SQLite. */
export async function endedAll(log: (line: string) => void): Promise<Counts> {
  const inMemory = await endedEverywhere({ mixes: MIXES, ways: WAYS, onDisk: false });
  log('ended at every step, in memory');
  const onDisk = await endedEverywhere({ mixes: ['mixed'], ways: ['before', 'after'], onDisk: true });
  return { ...within('in memory', inMemory), ...within('on disk', onDisk) };
}

function within(where: string, counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).map(([what, count]) => [`${where}, ${what}`, count]));
}
