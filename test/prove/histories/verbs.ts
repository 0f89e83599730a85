import { castBallot, takeBackBallot } from '../../../src/proposals/ballot.js';

/** How clicks reach the bot; something else stands here to show that a fault would be found. */
export interface Verbs {
  cast: typeof castBallot;
  takeBack: typeof takeBackBallot;
}

export const REAL: Verbs = { cast: castBallot, takeBack: takeBackBallot };

/** A history that went differently from the model. */
export class Difference extends Error {
  override name = 'Difference';
}

/** Throws unless what there is is what the model says. */
export function same(what: string, found: string, expected: string): void {
  if (found !== expected) throw new Difference(`${what}: ${found}, and not ${expected}`);
}
