import { rm } from 'node:fs/promises';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { Course, STEPS, type Died, type Step } from './course.js';
import type { Plot } from './expected.js';
import type { Kept } from './front.js';
import { describeKill, type Kill } from './kills.js';
import { Points } from './points.js';
import { prepare } from './prepare.js';
import { plainStarter } from './starter.js';

/** Thursday at 18:00 in Berlin, then the Saturday after at 10:00. */
const [FIRST, SECOND] = ['2027-03-11T17:00:00Z', '2027-03-20T09:00:00Z'];

/** The first two organisations are in on the first text; on the second the same, or the third in place of the second. */
export const PLOTS: readonly Plot[] = [
  [0, 1],
  [0, 2],
].map((isIn) => ({
  first: { start: FIRST, isIn: [0, 1] },
  second: { start: SECOND, isIn },
}));

const AT_ONCE = 2;
/** So many wrong courses are shown; then it is enough. */
const MOST_WRONG = 12;

export interface ManyRun extends ProofRun {
  /** How many courses to go at most; all there are where nothing is said. */
  courses?: number;
}

/** Lets something be done with a kept beginning, and clears away. */
export async function withBeginning<T>(work: (kept: Kept) => Promise<T>): Promise<T> {
  const { starter, remove } = await plainStarter();
  try {
    const kept = await prepare(starter);
    try {
      return await work(kept);
    } finally {
      await rm(kept.folder, { recursive: true, force: true });
    }
  } finally {
    await remove();
  }
}

/** Goes the way of an agreed action again and again, with the bot killed at another moment of each step each time. */
export async function throughKills({ seed, log, courses = Infinity }: ManyRun, kept: Kept): Promise<Counts> {
  const random = new Random(seed);
  const all = new Tally();
  const requests: ReadonlyMap<Step, string[]>[] = [];
  for (const plot of PLOTS) {
    const { course, wrong } = await go(kept, plot, new Map());
    holds(wrong === undefined, `Without any kill: ${wrong ?? ''}`);
    all.add(course, new Map());
    requests.push(course.requests);
  }
  const points = new Points(random, requests);
  const problems: string[] = [];
  let gone = 0;
  const worker = async () => {
    while (gone < courses && problems.length < MOST_WRONG) {
      const next = points.next();
      if (next === undefined) return;
      gone += 1;
      const { course, wrong } = await go(kept, PLOTS[next.plot]!, next.kills);
      if (wrong !== undefined) {
        log(`wrong: ${wrong}`);
        problems.push(`plot ${String(next.plot)}: ${wrong}`);
      }
      for (const [step, kill] of next.kills) {
        if (!course.begun.has(step)) points.giveBack(next.plot, step, kill);
        else if (!course.died.some((died) => died.step === step)) points.gotThrough(step, kill);
      }
      all.add(course, next.kills);
      if (gone % 25 === 0) log(`${String(gone)} courses, ${String(all.kills)} kills`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  holds(problems.length === 0, `${String(problems.length)} courses went wrong:\n${problems.join('\n\n')}`);
  return all.counts(gone);
}

/** One course; what went wrong, if anything. */
export async function go(
  kept: Kept,
  plot: Plot,
  kills: ReadonlyMap<Step, Kill>,
  { last, meddle }: { last?: Step; meddle?: (course: Course) => void } = {},
): Promise<{ course: Course; wrong?: string }> {
  const course = await Course.open(kept, plot, kills);
  meddle?.(course);
  try {
    await course.run(last);
    return { course };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const planned = [...kills].map(([step, kill]) => `${step} ${describeKill(kill)}`).join('; ');
    return { course, wrong: `${said}\n(killed: ${planned})\n${course.front.lastWords()}` };
  } finally {
    await course.front.close();
  }
}

/** Adds up. */
class Tally {
  readonly #died: Died[] = [];
  #atRequests = 0;
  #late = 0;
  #lives = 0;
  #checks = 0;
  #notCome = 0;

  get kills(): number {
    return this.#died.length;
  }

  add({ died, front, checks, begun }: Course, kills: ReadonlyMap<Step, Kill>): void {
    this.#died.push(...died);
    this.#lives += front.lives;
    this.#checks += checks;
    for (const [step, kill] of kills) {
      const isDead = died.some((one) => one.step === step);
      if (isDead && kill.at === 'request') this.#atRequests += 1;
      if (isDead && kill.awayMs > 0) this.#late += 1;
      if (!isDead && begun.has(step) && kill.at === 'request') this.#notCome += 1;
    }
  }

  counts(courses: number): Counts {
    const of = (step: Step) => this.#died.filter((died) => died.step === step).length;
    return {
      ...Object.fromEntries(STEPS.map((step) => [`kills -9 in ${step}`, of(step)])),
      'of all kills, at a request to Discord': this.#atRequests,
      'of all kills, at a write of the store': this.kills - this.#atRequests,
      'of all kills, back after ten minutes': this.#late,
      'kills with an event made but not recorded': this.#died.filter(({ unrecorded }) => unrecorded > 0)
        .length,
      'kills before it was in the store (pressed again)': this.#died.filter(({ again }) => again).length,
      'requests that did not come this time': this.#notCome,
      'whole courses': courses,
      'bot processes': this.#lives,
      'comparisons of all three servers': this.#checks,
    };
  }
}
