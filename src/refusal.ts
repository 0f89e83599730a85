/** A value put into a refusal's sentence; typed text is escaped, instants become timestamps, ids mentions, at the edge. */
export type RefusalValue = string | number | Date | { channel: string };

/**
 * Something a person asked for that cannot be done, thrown by a verb before anything changed. `reason` names the
 * sentence in the catalogue `refusals`, which says what to do next.
 */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reason: RefusalReason;
  readonly values: Record<string, RefusalValue>;

  constructor(reason: RefusalReason, values: Record<string, RefusalValue> = {}) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}

/** Every reason there is; the tests want a sentence for each. */
export const REFUSAL_REASONS = [
  'not-here',
  'server-only',
  'organisers-only',
  'manage-server-only',
  'proposers-only',
  'own-only',
  'own-only-there',
  'nothing-to-change',
  'zone-unknown',
  'language-unknown',
  'organiser-role-everyone',
  'mention-needs-channel',
  'bot-may-not-post',
  'text-empty',
  'text-too-long',
  'text-names-id',
  'minutes-out-of-range',
  'when-empty',
  'when-unreadable',
  'when-no-hour',
  'when-no-day',
  'when-day-month-in-doubt',
  'when-not-a-date',
  'when-past',
  'when-too-far',
  'when-end-before-start',
  'when-too-long',
  'draft-gone',
  'draft-not-ready',
  'closes-too-soon',
  'closes-too-late',
  'proposal-unknown',
  'proposal-not-open',
  'closes-anyway',
  'ballot-elsewhere',
  'ballot-closed',
  'ballot-withdrawn',
  'ballot-text-changed',
  'ballot-joined-later',
  'ballot-unknown',
  'no-ballot',
  'follow-too-late',
  'nudge-not-voter',
  'nudge-over',
  'reported-already',
  'reminder-unknown',
  'reminder-not-paused',
  'reminder-over',
  'plan-gone',
  'repeat-unreadable',
  'repeat-needs-hour',
  'repeat-too-often',
  'repeat-never',
  'repeat-ended',
  'reminders-full',
  'reminders-full-here',
  'organisations-full',
  'organisation-name-taken',
  'organisation-members-taken',
  'organisation-unknown',
  'delegates-missing',
  'secret-not-live',
  'quorum-unknown',
  'front-managers-only',
  'channel-not-set',
  'code-wrong',
  'code-used',
  'code-expired',
  'front-already',
  'front-none',
  'front-full',
  'front-full-of-proposals',
  'ballot-key-lost',
  'amend-too-late',
  'amend-same-text',
  'close-not-live',
  'proposal-not-agreed',
  'not-yet-begun',
  'hide-own',
  'no-outcome',
  'no-outcome-ever',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
