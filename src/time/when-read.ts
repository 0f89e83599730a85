import type { Moment, Shift } from './moment.js';

/** Why typed text was not taken as a date; each is asked again with an example. */
export type WhenProblem =
  /** Not understood, or not all of it: left-over words, two dates, a zone abbreviation, over 100 characters. */
  | 'unreadable'
  /** A day without an hour, or an hour that may be morning or evening ("Friday at 6"). */
  | 'no-hour'
  /** A month or a week, but not which day of it; or a word that names two days ("el próximo viernes", "mar"). */
  | 'no-day'
  /** 05/03/2027 is 5 March to some and 3 May to others. */
  | 'day-month-in-doubt'
  /** Not in the calendar: 31 February, or a weekday that this date does not have. */
  | 'not-a-date'
  /** Now or earlier. */
  | 'past'
  /** More than five years ahead. */
  | 'too-far'
  | 'end-before-start'
  /** A span of more than 31 days. */
  | 'too-long';

export type WhenRead =
  | {
      ok: true;
      start: Moment;
      end?: Moment;
      /** Set where a clock change touched the start or the end. */
      shifted?: { start?: Shift; end?: Shift };
    }
  | {
      ok: false;
      problem: WhenProblem;
      /**
       * What it may have meant, where that is known, earliest first: wall times `YYYY-MM-DDTHH:mm` or, where the hour
       * is missing too, days `YYYY-MM-DD`. Typed back, each of them is read without doubt.
       */
      readings?: string[];
    };

/** Ends the reading of a text. Thrown and caught inside this room only; callers get a {@link WhenRead}. */
export class NotRead extends Error {
  override name = 'NotRead';
  readonly problem: WhenProblem;
  readonly readings: readonly string[];

  constructor(problem: WhenProblem, readings: readonly string[] = []) {
    super(problem);
    this.problem = problem;
    this.readings = readings;
  }
}
