import { z } from 'zod';

/**
 * How an organisation decides. Stored in the proposal when it opens, so that later changes never change an outcome.
 */
export const ruleSchema = z.strictObject({
  /** Who may cast a ballot. */
  voters: z.enum(['members', 'delegates']),
  /** Open: name and choice are listed to the organisation's own server. */
  ballots: z.enum(['open', 'secret']),
  /** Whether votes so far are shown before closing. */
  tally: z.enum(['at close', 'live']),
  /** How many must take part (abstaining is taking part): a number, a share of the roll, or no such condition. */
  quorum: z.union([
    z.literal('none'),
    z.strictObject({ atLeast: z.number().int().positive() }),
    z.strictObject({ share: z.tuple([z.number().int().positive(), z.number().int().positive()]) }),
  ]),
  /** What share of the base must be for: 1/2 means more than half, the others at least that much. */
  threshold: z.enum(['1/2', '3/5', '2/3', '3/4', 'all']),
  /** The share of what: for and against, all cast (with abstentions), or the whole roll. */
  base: z.enum(['for and against', 'all cast', 'whole roll']),
});

export type Rule = z.infer<typeof ruleSchema>;

/** The rule of a server that has set none. */
export const DEFAULT_RULE: Rule = {
  voters: 'members',
  ballots: 'open',
  tally: 'at close',
  quorum: 'none',
  threshold: '1/2',
  base: 'for and against',
};
