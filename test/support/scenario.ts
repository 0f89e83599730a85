import type { AnsweredRequest } from '../../src/local-discord/http/api.js';
import type { Stage } from './stage.js';

/** One claim about the bot, shown from the first click to what people see and what the store holds. */
export interface Scenario {
  /** A sentence that is true of the bot. */
  name: string;
  /** Has a stage of its own: it moves the clock, stops the bot, or changes what others rely on. */
  alone?: true;
  /** Where the clock of its own stage starts. */
  at?: number;
  environment?: Record<string, string>;
  /** Without what the theme prepares. */
  unprepared?: true;
  /** Refused requests (400) that this scenario provokes on purpose. */
  provokes?: (request: AnsweredRequest) => boolean;
  /** Somebody is left without an answer on purpose. */
  unanswered?: true;
  run(stage: Stage): Promise<void>;
}

/** Scenarios about one thing; those that are not `alone` share a stage, in order. */
export interface Theme {
  about: string;
  /** How servers without organisations decide; open where nothing is said, so that totals and names can be looked at. */
  ballots?: 'secret';
  /** Done on each new stage. */
  prepare?: (stage: Stage) => Promise<void>;
  scenarios: readonly Scenario[];
}
