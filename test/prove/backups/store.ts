import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { LiveCopy } from '../../../src/store/live-copy.js';
import { loadStoreKeys, openStore, type Collection, type Store } from '../../../src/store/index.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';

export interface UnderLoadRun extends ProofRun {
  backups: number;
  /** How many rows lie there besides what the writers write. */
  rows: number;
  writers: number;
}

/** A count, and something to fill pages of different sizes with. */
const schema = z.strictObject({ count: z.number().int(), filling: z.string() });
type Row = z.infer<typeof schema>;

/** Each writer has so many rows, and writes the same count to one after the other, in order. */
const STEPS = 4;

/** What a writer was told: the last count of which each of its rows is on disk. */
type Confirmed = number[];

/**
 * Writers each write a count to their rows in turn, waiting for each to be confirmed, and remove a row of another kind
 * before every second count. So of a writer's rows an earlier one is never behind a later one, and at most one count
 * ahead: at any instant, and in every backup.
 */
export async function backupsUnderLoad(run: UnderLoadRun): Promise<Counts> {
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-backups-'));
  const keys = await loadStoreKeys(path.join(folder, 'keys'));
  const open = (file: string) => openStore({ path: file, keys });
  const store = await open(path.join(folder, 'store.sqlite'));
  const random = new Random(run.seed);
  let confirmations = 0;
  let over = false;
  const rows = rowsOf(store);
  try {
    for (let at = 0; at < run.rows; at += 500)
      await Promise.all(
        Array.from({ length: 500 }, (_, inside) =>
          rows.put(`${String(inside % STEPS)}:lies:${String(at + inside)}`, row(0, random)),
        ),
      );
    const confirmed = Array.from({ length: run.writers }, (): Confirmed =>
      Array.from({ length: STEPS }, () => 0),
    );
    const writers = confirmed.map(async (mine, writer) => {
      const dice = random.branch();
      for (let count = 1; !over; count += 1) {
        for (let step = 0; step < STEPS; step += 1) {
          await rows.put(idOf(writer, step), row(count, dice));
          mine[step] = count;
          confirmations += 1;
        }
        const comesAndGoes = `gone:${String(writer)}`;
        if (count % 2 === 0) await rows.remove(comesAndGoes);
        else await rows.put(comesAndGoes, row(count, dice));
      }
    });
    const tidying = (async () => {
      while (!over) {
        await store.checkpoint();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();

    let compared = 0;
    const failures: string[] = [];
    const backUp = async (name: string): Promise<string | undefined> => {
      const before = confirmed.map((mine) => [...mine]);
      const file = path.join(folder, name);
      await store.backup(file);
      const copy = await open(file);
      try {
        compared += run.writers * STEPS + run.rows;
        return await flaw(copy, before, run);
      } finally {
        await copy.close();
        await rm(file);
      }
    };
    for (let at = 1; at <= run.backups; at += 1) {
      const found = await backUp(`backup-${String(at)}.sqlite`);
      if (found !== undefined) failures.push(`backup ${String(at)}: ${found}`);
      if (at % 20 === 0) run.log(`${String(at)} backups restored, ${String(confirmations)} writes confirmed`);
    }
    // The check has to notice a copy that forgets what changes while it is made.
    const real = Object.getOwnPropertyDescriptor(LiveCopy.prototype, 'changed') ?? {};
    Object.defineProperty(LiveCopy.prototype, 'changed', { ...real, value: () => undefined });
    const noticed = await backUp('forgetful.sqlite');
    Object.defineProperty(LiveCopy.prototype, 'changed', real);
    over = true;
    await Promise.all([...writers, tidying]);
    holds(failures.length === 0, failures.join('\n'));
    holds(noticed !== undefined, 'A copy that forgot what changed meanwhile was not noticed');
    return {
      'backups under load, all restored': run.backups,
      'writes confirmed meanwhile': confirmations,
      'rows compared': compared,
      'planted: a copy that forgets changes': 'noticed',
    };
  } finally {
    over = true;
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is wrong with a restored backup, if anything is. */
async function flaw(
  copy: Store,
  before: readonly Confirmed[],
  { rows }: UnderLoadRun,
): Promise<string | undefined> {
  const restored = rowsOf(copy);
  const { readable, unreadable } = await copy.check();
  if (unreadable.size > 0) return 'rows that cannot be read';
  if (readable < rows) return `only ${String(readable)} rows`;
  for (const [writer, known] of before.entries()) {
    const counts: number[] = [];
    for (let step = 0; step < STEPS; step += 1)
      counts.push((await restored.get(idOf(writer, step)))?.count ?? 0);
    if (counts.some((count, step) => count < (known[step] ?? 0)))
      return `writer ${String(writer)} was told ${known.join()}, and has ${counts.join()}`;
    const [first = 0] = counts;
    const last = counts.at(-1) ?? 0;
    const falls = counts.every((count, step) => step === 0 || count <= (counts[step - 1] ?? 0));
    if (!falls || first - last > 1) return `writer ${String(writer)} is torn: ${counts.join()}`;
  }
  return undefined;
}

function rowsOf(store: Store): Collection<Row> {
  return store.collection({ prefix: 'row', version: 1, schema, sealed: true });
}

function row(count: number, random: Random): Row {
  return { count, filling: 'x'.repeat(random.between(0, 600)) };
}

/** Spread between the rows that lie there, so that a copy meets a writer's rows at different times, in and against its direction. */
function idOf(writer: number, step: number): string {
  const order = [2, 0, 3, 1][step] ?? 0;
  return `${String(order)}:writer:${String(writer)}`;
}
