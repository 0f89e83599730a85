import type { Target } from '../outbox/item.js';
import { pollCardId, pollResultId, type Poll, type PollDeps } from './poll.js';

/** After a crash between a change and its posts, the posts are owed so long after it, in ms. */
const REPAIR_MS = 10_000;

/**
 * Makes sure that a poll about to be written gets its card even if the process ends right after the write. Call before
 * the write; {@link announcePoll} after it.
 */
export async function announcePollSoon(deps: PollDeps, pollId: string, now: Date): Promise<void> {
  const at = new Date(now.getTime() + REPAIR_MS).toISOString();
  await deps.due.add({ kind: 'announce-poll', id: pollId, at });
}

/** Owes a poll's card, and once it has one its result, with the card brought up to date. Owing twice is owing once. */
export async function announcePoll(deps: PollDeps, poll: Poll): Promise<void> {
  const { id: pollId, guildId, channelId } = poll;
  const target: Target = { kind: 'channel', guildId, channelId };
  await deps.outbox.owe(pollCardId(poll), { kind: 'poll', pollId, guildId }, target);
  if (poll.result === undefined) return;
  await deps.outbox.owe(pollResultId(poll), { kind: 'poll result', pollId, guildId }, target);
  await deps.outbox.oweEdit(pollCardId(poll));
}

/** The same by the poll's id; nothing when it was never written. */
export async function announceStoredPoll(deps: PollDeps, pollId: string): Promise<void> {
  const poll = await deps.polls.get(pollId);
  if (poll !== undefined) await announcePoll(deps, poll);
}
