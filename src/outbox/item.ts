import { z } from 'zod';

/** What a message owed is about; composed anew at delivery from what is then true. */
const aboutSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('card'), proposalId: z.string(), guildId: z.string() }),
  z.strictObject({
    kind: z.literal('outcome'),
    proposalId: z.string(),
    guildId: z.string(),
    /** Absent in those owed when an agreed text could not change yet. */
    version: z.number().int().optional(),
  }),
  /** The scheduled event of an agreed action. */
  z.strictObject({
    kind: z.literal('event'),
    proposalId: z.string(),
    guildId: z.string(),
    version: z.number().int(),
  }),
  /** A line before an agreed action, planned for `dueAt`. */
  z.strictObject({
    kind: z.literal('coming'),
    proposalId: z.string(),
    guildId: z.string(),
    version: z.number().int(),
    dueAt: z.iso.datetime(),
  }),
  z.strictObject({
    kind: z.literal('closing moved'),
    proposalId: z.string(),
    guildId: z.string(),
    closesAt: z.string(),
  }),
  z.strictObject({
    kind: z.literal('amended'),
    proposalId: z.string(),
    guildId: z.string(),
    version: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('closing soon'),
    proposalId: z.string(),
    guildId: z.string(),
    closesAt: z.string(),
  }),
  z.strictObject({ kind: z.literal('called off'), proposalId: z.string(), guildId: z.string() }),
  z.strictObject({
    kind: z.literal('left the front'),
    frontName: z.string(),
    server: z.string(),
    guildId: z.string(),
  }),
  z.strictObject({ kind: z.literal('report'), proposalId: z.string(), guildId: z.string() }),
  /** "Did it take place?", asked of the proposer privately; `guildId` is where it was proposed. */
  z.strictObject({ kind: z.literal('afterwards'), proposalId: z.string(), guildId: z.string() }),
  /** The thread of a card. */
  z.strictObject({ kind: z.literal('thread'), proposalId: z.string(), guildId: z.string() }),
  z.strictObject({
    kind: z.literal('nudge'),
    proposalId: z.string(),
    version: z.number().int(),
    /** The server the person asked in. */
    guildId: z.string(),
  }),
  z.strictObject({
    kind: z.literal('digest'),
    guildId: z.string(),
    dueAt: z.iso.datetime(),
    /** Its explainer. */
    topic: z.string().optional(),
  }),
  /** A poll's card, and its result. */
  z.strictObject({ kind: z.literal('poll'), pollId: z.string(), guildId: z.string() }),
  z.strictObject({ kind: z.literal('poll result'), pollId: z.string(), guildId: z.string() }),
  z.strictObject({ kind: z.literal('reminder'), reminderId: z.string(), dueAt: z.iso.datetime() }),
]);

export type About = z.infer<typeof aboutSchema>;

const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('channel'), guildId: z.string(), channelId: z.string() }),
  /** A server's own list of events, in no channel. */
  z.strictObject({ kind: z.literal('server'), guildId: z.string() }),
  /** A direct message; only to people who asked for it. */
  z.strictObject({ kind: z.literal('person'), userId: z.string() }),
]);

export type Target = z.infer<typeof targetSchema>;

/**
 * A post or edit owed to Discord. `owed` → `claimed` → `sent`, back to `owed` after a failure that may pass, `parked`
 * after one that will not by itself, `dropped` when there is nothing to say any more.
 */
export const itemSchema = z.strictObject({
  about: aboutSchema,
  target: targetSchema,
  /** Same for every attempt, so that Discord posts it once. */
  nonce: z.string().max(25),
  state: z.enum(['owed', 'claimed', 'sent', 'parked', 'dropped']),
  owedAt: z.iso.datetime(),
  /** The next attempt; a row in the due index points here. */
  nextAt: z.iso.datetime(),
  /** When this attempt began, while claimed or after a crash. */
  claimedAt: z.iso.datetime().optional(),
  /** When the last attempt began that did not bring it there. */
  triedAt: z.iso.datetime().optional(),
  /** When the first attempt began of which nobody knows whether it reached Discord: a crash, or an answer that was lost. */
  unsureAt: z.iso.datetime().optional(),
  attempts: z.number().int().nonnegative(),
  /** The message, once there is one. Later changes are edits of it. */
  message: z.strictObject({ channelId: z.string(), messageId: z.string(), at: z.iso.datetime() }).optional(),
  /** The scheduled event, once there is one. */
  eventId: z.string().optional(),
  /** Why it is parked or waits: a code for the log and the owner. */
  reason: z.string().optional(),
});

export type Item = z.infer<typeof itemSchema>;

/** What came of an attempt. */
export type Delivery =
  | { kind: 'sent'; channelId: string; messageId: string }
  /** A scheduled event is there. */
  | { kind: 'made'; eventId: string }
  /** There is nothing to say any more. */
  | { kind: 'dropped' }
  /** It will not work until somebody changes something. */
  | { kind: 'parked'; reason: string }
  /**
   * It may work later; `slow` where somebody has to change something first. After `tries` attempts it is parked.
   * `unsure` where it may be there all the same.
   */
  | { kind: 'failed'; reason: string; slow?: boolean; tries?: number; unsure?: boolean }
  /** Nothing was sent, and nothing is tried before then; counts as no attempt. */
  | { kind: 'waits'; reason: string; until: Date };

/** Why nothing is tried with a target now: until then, or (without `until`) ever. */
export interface Hold {
  reason: string;
  until?: Date;
  /** However long it lasts, it is not given up. */
  patient?: boolean;
}

/** The id of the channel, server or person a target is. */
export function placeOf(target: Target): string {
  switch (target.kind) {
    case 'channel':
      return target.channelId;
    case 'server':
      return target.guildId;
    case 'person':
      return target.userId;
  }
}

/** Whether an attempt is still to come, or under way. */
export function isWaiting(item: Item | undefined): item is Item {
  return item?.state === 'owed' || item?.state === 'claimed';
}
