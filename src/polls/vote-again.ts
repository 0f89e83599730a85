import { emptySealedBox } from '../proposals/sealed-box.js';
import { announcePoll, announcePollSoon } from './announce.js';
import { answerBox } from './answer-box.js';
import { dueClosingPoll } from './open.js';
import { pollCardId, pollName, pollQueue, type Poll, type PollDeps } from './poll.js';

/**
 * Begins a poll again where the secret of its answers is gone, or with `all` in a restored backup in any case; see
 * `voteAgain` of proposals, whose order of writes it has.
 */
export async function answerAgain(deps: PollDeps, pollId: string, now: Date, all = false): Promise<void> {
  const again = await deps.store.queue.exclusive(pollQueue(pollId), async () => {
    const poll = await deps.polls.get(pollId);
    if (poll === undefined || poll.result !== undefined) return undefined;
    if (!all && (await answerBox(deps, poll)) !== undefined) return undefined;
    const open = Date.parse(poll.closesAt) - Date.parse(poll.openedAt);
    const next: Poll = {
      ...poll,
      answeredAgain: { at: now.toISOString(), why: all ? 'restored' : 'key lost' },
      closesAt: new Date(Math.max(Date.parse(poll.closesAt), now.getTime() + open)).toISOString(),
    };
    await Promise.all([dueClosingPoll(deps, next), announcePollSoon(deps, pollId, now)]);
    await deps.polls.put(pollId, next);
    await emptySealedBox(deps, pollName(next));
    await deps.versionKeys.make(pollName(next));
    return next;
  });
  if (again === undefined) return;
  await announcePoll(deps, again);
  await deps.outbox.oweEdit(pollCardId(again));
}
