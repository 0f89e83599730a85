import { z } from 'zod';
import type { ProposalDeps } from '../proposals/proposal.js';
import { leastAges } from '../settings/server-settings.js';
import type { Collection, Store } from '../store/types.js';
import { METHODS } from './count.js';

/** How long texts may be, and how many options there may be. */
export const POLL_LIMITS = { question: 200, option: 80, fewest: 2, most: 20 } as const;

/** With fewer answers only the winner is said and kept (product section 5, small groups). */
export const SMALLEST_SHOWN = 10;

const count = z.number().int().nonnegative();

const roundSchema = z.strictObject({
  votes: z.array(count.nullable()),
  exhausted: count,
  out: count.optional(),
  tie: z.enum(['earlier round', 'order']).optional(),
});

/** What a poll came to. Figures that may not be shown are not kept either. */
const resultSchema = z.strictObject({
  /** The place of the option that won; absent where nobody answered. */
  winner: count.optional(),
  /** Absent with fewer answers than are shown. */
  figures: z
    .strictObject({
      answers: count,
      tied: z.boolean(),
      votes: z.array(count).optional(),
      rounds: z.array(roundSchema).optional(),
    })
    .optional(),
  /** Rows that did not open: changed or moved in the store. They counted for nobody. */
  refused: count,
});

const pollSchema = z.strictObject({
  id: z.string(),
  guildId: z.string(),
  channelId: z.string(),
  /** Who made it (`NOBODY` once that is forgotten); the person is the reason that the record is sealed, and nobody else is in it. */
  makerId: z.string(),
  /** Cleaned, never escaped; the same for the options. */
  question: z.string().min(1).max(POLL_LIMITS.question),
  options: z.array(z.string().min(1).max(POLL_LIMITS.option)).min(POLL_LIMITS.fewest).max(POLL_LIMITS.most),
  method: z.enum(METHODS),
  openedAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  /** When it began again, without the answers given before, and why: their key was lost, or the store is a restored backup. */
  answeredAgain: z.strictObject({ at: z.iso.datetime(), why: z.enum(['key lost', 'restored']) }).optional(),
  /** How old accounts and memberships had to be when it opened. */
  ages: z.strictObject(leastAges).optional(),
  /** When it did. */
  closedAt: z.iso.datetime().optional(),
  /** Present once closed. */
  result: resultSchema.optional(),
});

export type Poll = z.infer<typeof pollSchema>;
export type Result = z.infer<typeof resultSchema>;

export interface PollDeps extends ProposalDeps {
  polls: Collection<Poll>;
}

/** The collection of polls; their answers are among the ballots. */
export function pollCollection(store: Store): Collection<Poll> {
  return store.collection({
    prefix: 'poll',
    version: 1,
    schema: pollSchema,
    sealed: true,
    // Every click reads one.
    keep: 50,
  });
}

/** How a poll's answers are named in keys of rows and in the file of their secret. */
export function pollName(poll: Pick<Poll, 'id'>): string {
  return `poll-${poll.id}`;
}

/** The outbox ids of a poll's card and of its result. */
export function pollCardId({ id }: Pick<Poll, 'id'>): string {
  return `poll-${id}`;
}

export function pollResultId({ id }: Pick<Poll, 'id'>): string {
  return `poll-result-${id}`;
}

/** Answers share it, closing has it alone. */
export function pollQueue(pollId: string): string {
  return `poll-state:${pollId}`;
}
