import { Ground } from '../../support/ground.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { runHistory, type Happened } from './history.js';
import { plantedFaults } from './planted.js';
import { Difference, REAL, type Verbs } from './verbs.js';

/** Runs so many histories on stores in memory and on disk; no answer and no outcome differs from the model. */
export async function manyHistories(run: ProofRun & { inMemory: number; onDisk: number }): Promise<Counts> {
  const random = new Random(run.seed);
  const happened: Happened = {};
  const all = run.inMemory + run.onDisk;
  await inMemory(async (ground) => {
    for (let number = 0; number < all; number += 1) {
      const seed = random.between(0, 2 ** 32 - 1);
      try {
        if (number < run.inMemory) await oneHistory(seed, ground, REAL, happened);
        else await onDisk((disk) => oneHistory(seed, disk, REAL, happened));
      } catch (error) {
        if (!(error instanceof Difference)) throw error;
        throw new Error(`History ${String(number)} (its own seed ${String(seed)}) differs`, { cause: error });
      }
      if ((number + 1) % 1_000 === 0) run.log(`${String(number + 1)} of ${String(all)} histories`);
    }
  });
  return { histories: all, 'of them on disk': run.onDisk, 'without a difference': all, ...sorted(happened) };
}

/** The same with faults in the way: each of them is noticed, and soon. */
export async function faultsAreNoticed(run: ProofRun & { atMost: number }): Promise<Counts> {
  const noticed: Counts = {};
  for (const { name, verbs } of plantedFaults()) {
    const after = await historiesUntilNoticed(new Random(run.seed), verbs, run.atMost);
    holds(after !== undefined, `Not noticed in ${String(run.atMost)} histories: ${name}`);
    noticed[`planted, "${name}", noticed in history`] = after;
  }
  return noticed;
}

async function historiesUntilNoticed(
  random: Random,
  verbs: Verbs,
  atMost: number,
): Promise<number | undefined> {
  return inMemory(async (ground) => {
    for (let number = 1; number <= atMost; number += 1) {
      try {
        await oneHistory(random.between(0, 2 ** 32 - 1), ground, verbs, {});
      } catch (error) {
        if (error instanceof Difference) return number;
        throw error;
      }
    }
    return undefined;
  });
}

/** A history by its own seed, so that one that differs can be looked at alone. */
async function oneHistory(seed: number, ground: Ground, verbs: Verbs, happened: Happened): Promise<void> {
  await ground.wipe();
  await runHistory(new Random(seed), ground, verbs, happened);
}

async function inMemory<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  return within(await Ground.inMemory(), work);
}

async function onDisk<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  return within(await Ground.onDisk(), work);
}

async function within<T>(ground: Ground, work: (ground: Ground) => Promise<T>): Promise<T> {
  try {
    return await work(ground);
  } finally {
    await ground.remove();
  }
}

function sorted(happened: Happened): Counts {
  return Object.fromEntries(Object.entries(happened).sort(([one], [other]) => (one < other ? -1 : 1)));
}
