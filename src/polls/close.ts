import { GRACE_MS } from '../proposals/open.js';
import { emptySealedBox } from '../proposals/sealed-box.js';
import { announcePoll } from './announce.js';
import { answerBox } from './answer-box.js';
import { countAnswers, type Count } from './count.js';
import { pollName, pollQueue, SMALLEST_SHOWN, type Poll, type PollDeps, type Result } from './poll.js';

/**
 * Closes a poll whose time has come: waits for answers under way, counts them, writes the result and reads it back,
 * destroys what could link people and choices, then owes the posts (threats section 2). Repeatable at any point; a
 * second run finds the result and carries on behind it. Returns false when it is not yet time.
 */
export async function closePollWhenDue(deps: PollDeps, pollId: string, now: Date): Promise<boolean> {
  const closed = await deps.store.queue.exclusive(pollQueue(pollId), async () => {
    const poll = await deps.polls.get(pollId);
    if (poll === undefined || poll.result !== undefined) return poll;
    if (now.getTime() < Date.parse(poll.closesAt) + GRACE_MS) return poll;
    return conclude(deps, poll, now);
  });
  if (closed === undefined) return true;
  if (closed.result === undefined) return false;
  await emptySealedBox(deps, pollName(closed));
  await announcePoll(deps, closed);
  await deps.store.checkpoint();
  return true;
}

/** What is kept and shown of a count: with few answers only who won. */
export function resultOf({ answers, winner, tied, votes, rounds }: Count, refused: number): Result {
  const figures = {
    answers,
    tied,
    ...(votes === undefined ? {} : { votes }),
    ...(rounds === undefined ? {} : { rounds }),
  };
  return {
    ...(winner === undefined ? {} : { winner }),
    ...(answers < SMALLEST_SHOWN ? {} : { figures }),
    refused,
  };
}

/** Counts, writes and reads back. */
async function conclude(deps: PollDeps, poll: Poll, now: Date): Promise<Poll> {
  // Where the secret is gone (a restored backup), nobody's answer can be read: nobody has answered.
  const { ballots, refused } = (await (await answerBox(deps, poll))?.read()) ?? { ballots: [], refused: 0 };
  const counted = countAnswers(
    poll.method,
    poll.options.length,
    ballots.map(({ choices }) => choices),
  );
  const result = resultOf(counted, refused);
  const next: Poll = { ...poll, closedAt: now.toISOString(), result };
  await deps.polls.put(poll.id, next);
  const readBack = await deps.polls.get(poll.id);
  // The secret is destroyed next: what is on disk has to be the result first.
  if (JSON.stringify(readBack?.result) !== JSON.stringify(result))
    throw new Error('The result was not read back');
  return next;
}
