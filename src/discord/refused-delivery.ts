import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { Delivery, Target } from '../outbox/item.js';
import { HeldBack } from './requests.js';

/** The target is gone, and will not come back under its id. */
const GONE: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.InvalidRecipients,
]);

/** This person takes no private messages from the bot, or shares no server with it. */
const DMS_CLOSED: ReadonlySet<number> = new Set([RESTJSONErrorCodes.CannotSendMessagesToThisUser, 50_278]);

/** Refusals that end when an organiser gives the bot its rights back, or unlocks the thread. */
const MAY_NOT_POST: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.ThreadLocked,
]);

/** Sent with status 400, and may pass all the same: too many at a time, or a server that is not up yet. */
const MAY_PASS: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.MaximumActiveThreads,
  RESTJSONErrorCodes.IndexNotYetAvailable,
  RESTJSONErrorCodes.APIResourceOverloaded,
]);

/** So soon the library's own limits are looked at again, whatever they say: they are kept by the host's clock. */
const LONGEST_LIMIT_MS = 60_000;

/** What an error while bringing a message to its target means for it; undefined for what is no answer of Discord. */
export function deliveryAfter(error: unknown, target: Target, now: Date): Delivery | undefined {
  if (error instanceof HeldBack) return { kind: 'waits', reason: 'held-back', until: error.until };
  if (error instanceof RateLimitError) {
    const wait = Math.min(LONGEST_LIMIT_MS, Math.max(error.timeToReset, error.retryAfter));
    return { kind: 'waits', reason: 'rate-limit', until: new Date(now.getTime() + wait) };
  }
  if (!(error instanceof DiscordAPIError)) return undefined;
  // Answers of something before Discord have no code of Discord.
  const code = Number(error.code);
  if (code === Number(RESTJSONErrorCodes.UnknownMessage)) return { kind: 'dropped' };
  if (GONE.has(code)) return { kind: 'parked', reason: 'gone' };
  if (DMS_CLOSED.has(code)) return { kind: 'parked', reason: 'dms-closed' };
  if (MAY_NOT_POST.has(code)) return { kind: 'failed', reason: 'may-not-post', slow: true };
  const failed: Delivery = { kind: 'failed', reason: `discord-${String(error.code)}` };
  if (MAY_PASS.has(code)) return failed;
  // The same body is refused again for ever: an error of ours, or a text that the server's filter takes out.
  if (error.status === 400 || error.status === 413) return { kind: 'parked', reason: 'refused' };
  if (error.status === 403 && code > 0 && target.kind === 'channel') return { ...failed, slow: true };
  return failed;
}

/** Whether an error says that nothing can be done in that channel just now, so that the breaker has to know. */
export function countsAgainstChannel(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.status === 403 || error.status === 404) &&
    error.code !== RESTJSONErrorCodes.UnknownMessage
  );
}
