import { z } from 'zod';

const quorumSchema = z.union([
  z.literal('none'),
  z.strictObject({ atLeast: z.number().int().positive().max(1_000_000) }),
  z.strictObject({
    share: z.tuple([z.number().int().positive().max(100), z.number().int().positive().max(100)]),
  }),
]);

/** How an organisation decides. Stored in the proposal when it opens, so that later changes never change an outcome. */
export const ruleSchema = z.strictObject({
  /** Who may cast a ballot. */
  voters: z.enum(['members', 'delegates']),
  /** Open: name and choice are listed to the organisation's own server. */
  ballots: z.enum(['open', 'secret']),
  /** Whether votes so far are shown before closing; never with secret ballots. */
  tally: z.enum(['at close', 'live']),
  /** How many must take part (abstaining is taking part): a number, a share of the roll, or no such condition. */
  quorum: quorumSchema,
  /** What share of the base must be for: 1/2 means more than half, the others at least that much. */
  threshold: z.enum(['1/2', '3/5', '2/3', '3/4', 'all']),
  /** The share of what: for and against, all cast (with abstentions), or the whole roll. */
  base: z.enum(['for and against', 'all cast', 'whole roll']),
});

export type Rule = z.infer<typeof ruleSchema>;

/** The rule where none is set: secret ballots, more For than Against. */
export const DEFAULT_RULE: Rule = {
  voters: 'members',
  ballots: 'secret',
  tally: 'at close',
  quorum: 'none',
  threshold: '1/2',
  base: 'for and against',
};

/** What may be set of a rule, one by one; what is absent stays as it was. */
export type RuleChange = Partial<Rule>;
export const ruleChangeSchema = ruleSchema.partial() as unknown as z.ZodType<RuleChange>;

/**
 * A quorum as people type it: "none", "12", "30%" or "1/3"; undefined when it is none of these. A share is of the roll
 * and at most the whole of it.
 */
export function readQuorum(typed: string): Rule['quorum'] | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/gu, '');
  if (text === 'none' || text === '0') return 'none';
  const number = /^[1-9]\d{0,5}$/u.exec(text);
  if (number !== null) return { atLeast: Number(text) };
  const percent = /^(100|[1-9]\d?)%$/u.exec(text);
  if (percent !== null) return { share: [Number(percent[1]), 100] };
  const share = /^([1-9]\d?)\/([1-9]\d?)$/u.exec(text);
  const [numerator, denominator] = [Number(share?.[1]), Number(share?.[2])];
  return share !== null && numerator <= denominator ? { share: [numerator, denominator] } : undefined;
}
