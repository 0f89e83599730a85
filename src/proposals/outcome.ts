import { z } from 'zod';
import type { Entry } from './proposal.js';
import { neededFor, positionOf, turnout, type Tally } from './tally.js';

/** In a secret ballot no split is shown when roll or turnout is under this (product section 5). */
const SMALLEST_SHOWN = 10;

/**
 * From how many on, by roll and by turnout, figures of a secret ballot are shown in an organisation. Mostly ten. Where
 * the share is of the whole roll and eight or nine must be for, being in with fewer than ten would mean that all who
 * voted, or all but one, were for; then so many more that two of them could have voted anything. Follows from rule and
 * roll alone, so that nothing follows from it.
 */
export function smallestShown({ organisation, roll }: Pick<Entry, 'organisation' | 'roll'>): number {
  const { base, threshold } = organisation.rule;
  const needed = base === 'whole roll' ? neededFor(threshold, roll) : 0;
  return roll >= SMALLEST_SHOWN && needed < SMALLEST_SHOWN
    ? Math.max(SMALLEST_SHOWN, needed + 3)
    : SMALLEST_SHOWN;
}

const count = z.number().int().nonnegative();
const tallySchema = z.strictObject({ for: count, against: count, abstain: count });

/** What an organisation concluded. Figures that may not be shown are not kept either. */
const conclusionSchema = z.strictObject({
  /** Which of the proposal's entries. */
  entry: count,
  position: z.enum(['in', 'out', 'no quorum']),
  /** Absent where it is withheld. */
  tally: tallySchema.optional(),
  /** The roll counted again at closing. */
  rollAtClosing: count,
  /** Rows that did not open: changed or moved in the store. They counted for nobody. */
  refused: count,
});

export const outcomeSchema = z.array(conclusionSchema);
export type Conclusion = z.infer<typeof conclusionSchema>;

/**
 * An organisation's conclusion from its tally: its position by its own rule, and the totals as far as they may be kept.
 */
export function conclude(
  entry: Entry,
  index: number,
  tally: Tally,
  rollAtClosing: number,
  refused: number,
): Conclusion {
  return {
    entry: index,
    position: positionOf(entry.organisation.rule, tally, entry.roll),
    ...(mayShowTotals(entry, tally) ? { tally } : {}),
    rollAtClosing,
    refused,
  };
}

/**
 * Whether totals may be shown: always of open ballots; of secret ones only when roll and turnout are large enough. By
 * size alone, because hiding only telling splits would itself tell (threats section 2).
 */
export function mayShowTotals(entry: Pick<Entry, 'organisation' | 'roll'>, tally: Tally): boolean {
  if (entry.organisation.rule.ballots === 'open') return true;
  return Math.min(entry.roll, turnout(tally)) >= smallestShown(entry);
}
