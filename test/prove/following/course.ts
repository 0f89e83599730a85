import type { Answer, SeenMessage } from '../../../src/local-discord/index.js';
import type { Item } from '../../../src/outbox/item.js';
import { told } from '../crash/scene.js';
import { holds } from '../proof.js';
import { differences, expected, weekBefore, type Plot, type Stage } from './expected.js';
import { Front, type Kept } from './front.js';
import { describeKill, setTrap, watchRequests, type Kill } from './kills.js';
import { saying, SHOWN, voting } from './prepare.js';
import { standing } from './standing.js';

export const STEPS = ['closing', 're-timing', 'second closing', 'call-off'] as const;
export type Step = (typeof STEPS)[number];

const MINUTE = 60_000;
/** Edits come ten seconds apart, and repairs ten seconds after what they repair. */
const SETTLING = [12_000, 12_000, 65_000];

/** What somebody does, or the clock alone. */
interface Act {
  /** Resolves to whether it was told that it is done; where the bot died, never or to false. */
  run(): Promise<boolean>;
  /** Whether it is done, as a person would look; by the clock alone it is done sooner or later. */
  isDone?: () => Promise<boolean>;
}

/** What came of a kill. */
export interface Died {
  step: Step;
  /** Events of the bot that its store does not know. */
  unrecorded: number;
  /** Whether what somebody did had to be done again. */
  again: boolean;
}

/** The whole way from the vote to the calling off, killed where it is told, and looked at after every step. */
export class Course {
  readonly front: Front;
  readonly plot: Plot;
  readonly died: Died[] = [];
  /** The steps it came to. */
  readonly begun = new Set<Step>();
  /** The requests of each step that nobody was killed in. */
  readonly requests = new Map<Step, string[]>();
  checks = 0;
  /** After a death and before the next start; for planted weaknesses. */
  meddle: ((items: readonly Item[]) => Promise<void>) | undefined;
  readonly #kills: ReadonlyMap<Step, Kill>;

  private constructor(front: Front, plot: Plot, kills: ReadonlyMap<Step, Kill>) {
    this.front = front;
    this.plot = plot;
    this.#kills = kills;
  }

  static async open(kept: Kept, plot: Plot, kills: ReadonlyMap<Step, Kill>): Promise<Course> {
    return new Course(await Front.again(kept), plot, kills);
  }

  /** Goes the whole way, or to the end of a step. */
  async run(last: Step = 'call-off'): Promise<void> {
    const { front, plot } = this;
    const { first, second } = plot;
    await front.start();

    const closing = front.now + 24 * 60 * MINUTE;
    await this.#step('closing', this.#clock(closing), 'agreed');
    if (last === 'closing') return;
    await this.#to(weekBefore(first.start), 'a week before');

    await front.advance(60 * MINUTE);
    await this.#step('re-timing', await this.#retiming(), 're-timed');
    if (last === 're-timing') return;
    await voting(front, second.isIn);
    await this.#to(front.now + 25 * 60 * MINUTE, 'closing soon');

    await this.#step('second closing', this.#clock(front.now + 24 * 60 * MINUTE), 'agreed again');
    if (last === 'second closing') return;
    // The times of the first text pass, and the day after it.
    for (const at of ['2027-03-10T17:00:30Z', '2027-03-11T15:00:30Z', '2027-03-12T10:00:00Z'])
      await this.#to(at, 'agreed again');
    await this.#to(weekBefore(second.start), 'a week before again');

    await front.advance(60 * MINUTE);
    await this.#step('call-off', this.#callingOff(), 'called off');
    // The times of the second text pass, and the day after it.
    for (const at of [
      '2027-03-19T09:00:30Z',
      '2027-03-20T07:00:30Z',
      '2027-03-20T12:00:00Z',
      '2027-03-21T12:00:00Z',
    ])
      await this.#to(at, 'called off');
    front.readLog();
    holds(front.local.unknownRoutes.length === 0, `Unknown: ${front.local.unknownRoutes.join()}`);
  }

  /** Moves the clock on, twice: rows of one kind about the same thing, some of them overtaken, take a tick each. */
  async #to(at: string | number, stage: Stage): Promise<void> {
    await this.front.moveTo(new Date(at).getTime() + 1_000);
    await this.front.advance(6_000);
    this.#check(stage);
  }

  async #step(step: Step, act: Act, stage: Stage): Promise<void> {
    const { front } = this;
    this.begun.add(step);
    const kill = this.#kills.get(step);
    const requests = kill === undefined ? watchRequests(front) : undefined;
    const release = kill && (await setTrap(front, kill));
    let answered = false;
    const running = act.run().then((done) => (answered = done));
    await Promise.race([running, front.bot.ended]);
    await this.#settle();
    await release?.();
    if (requests !== undefined) this.requests.set(step, requests());
    try {
      if (front.alive) holds(await running, 'It was not answered, and the bot lives');
      else await this.#revive(step, kill, act, () => answered);
      this.#check(stage);
    } catch (error) {
      const where = kill === undefined ? step : `${step}, killed ${describeKill(kill)}`;
      throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  async #revive(step: Step, kill: Kill | undefined, act: Act, answered: () => boolean): Promise<void> {
    const { front } = this;
    const items = await front.killed();
    const known = new Set(items.map(({ eventId }) => eventId));
    const unrecorded = front.local.world.state.events.filter(({ id }) => !known.has(id)).length;
    await this.meddle?.(items);
    await front.local.clock.advance(kill?.awayMs ?? 0);
    await front.start();
    await this.#settle();
    const isDone = (await act.isDone?.()) ?? true;
    holds(isDone || !answered(), 'It was called done, and is not');
    if (!isDone) {
      await act.run();
      await this.#settle();
    }
    this.died.push({ step, unrecorded, again: !isDone });
  }

  async #settle(): Promise<void> {
    for (const ms of SETTLING) if (this.front.alive) await this.front.advance(ms);
  }

  #check(stage: Stage): void {
    this.checks += 1;
    const problems = differences(standing(this.front), expected(this.plot, stage));
    holds(problems.length === 0, `${stage}: not as it should be:\n${problems.join('\n')}`);
  }

  #clock(at: number): Act {
    return {
      run: async () => {
        await this.front.moveTo(at);
        return true;
      },
    };
  }

  /** Another date; the preview is there, Publish is what is done. */
  async #retiming(): Promise<Act> {
    const proposer = this.front.seat(0);
    const { start } = this.plot.second;
    const form = await proposer.command('proposal amend', SHOWN);
    holds(form.kind === 'form', `No form but: ${JSON.stringify(form)}`);
    const wall = new Date(Date.parse(start) + 60 * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
    const preview = told(await form.submit({ 'When and where': `${wall}, Gate 3` }));
    return {
      run: async () => saidDone(await proposer.press(preview, 'Publish'), 'The new text is out'),
      isDone: async () => (await this.#shown()).text.includes(`<t:${String(Date.parse(start) / 1_000)}:`),
    };
  }

  #callingOff(): Act {
    const proposer = this.front.seat(0);
    return {
      run: async () => saidDone(await proposer.command('proposal call-off', SHOWN), 'is called off'),
      isDone: async () => (await this.#shown()).text.includes('called off on'),
    };
  }

  async #shown(): Promise<SeenMessage> {
    return told(await this.front.seat(0).command('proposal show', SHOWN));
  }
}

/** Whether an answer says that it is done; one that failed with the bot says nothing. */
function saidDone(answer: Answer, words: string): boolean {
  if (answer.kind === 'failed' || answer.kind === 'nothing') return false;
  saying(words, answer);
  return true;
}
