import type { Moment } from './moment.js';
import type { Repeat } from './repeat.js';
import { NotRead, type WhenProblem } from './when-read.js';

/** Why typed text was not taken as a repeat; each is asked again with an example. */
export type RepeatProblem =
  /** Not understood, or not all of it; or it may mean two things ("every second Tuesday", "3 times a week"). */
  | 'repeat-unreadable'
  /** Less than 15 minutes between two of its times. */
  | 'repeat-too-often'
  /** No day of any year is such a day: a cron line for 31 February. */
  | 'repeat-never'
  /** No hour, or one that may be morning or evening. */
  | 'repeat-needs-hour'
  /** Its last day is past, or before the first time it would come. */
  | 'repeat-ended';

export type ScheduleRead =
  | { ok: true; once: Moment }
  | {
      ok: true;
      /** Counts from the day of its first occurrence. */
      repeat: Repeat;
      first: Moment;
    }
  | {
      ok: false;
      problem: WhenProblem | RepeatProblem;
      /** Which of the two texts it is about. */
      about: 'when' | 'repeat';
      /** What it may have meant, as in `WhenRead`; for a repeat, when it would come first. */
      readings?: string[];
    };

/** Ends the reading of a schedule. Thrown and caught inside this room only; callers get a {@link ScheduleRead}. */
export class NotScheduled extends Error {
  override name = 'NotScheduled';
  readonly problem: WhenProblem | RepeatProblem;
  readonly about: 'when' | 'repeat' | undefined;
  readonly readings: readonly string[];

  constructor(
    problem: WhenProblem | RepeatProblem,
    readings: readonly string[] = [],
    about?: 'when' | 'repeat',
  ) {
    super(problem);
    this.problem = problem;
    this.about = about;
    this.readings = readings;
  }
}

/** Runs a part of the reading, telling its problems as being `about` one text; within a repeat in a repeat's words. */
export function reading<T>(about: 'when' | 'repeat', repeating: boolean, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotScheduled)
      throw new NotScheduled(error.problem, error.readings, error.about ?? about);
    if (!(error instanceof NotRead)) throw error;
    throw new NotScheduled(repeating ? inRepeat(error.problem) : error.problem, error.readings, about);
  }
}

function inRepeat(problem: WhenProblem): WhenProblem | RepeatProblem {
  if (problem === 'unreadable') return 'repeat-unreadable';
  return problem === 'no-hour' ? 'repeat-needs-hour' : problem;
}
