import { NOBODY } from '../nobody.js';
import { emptySealedBox } from '../proposals/sealed-box.js';
import { answerBox } from './answer-box.js';
import { pollCardId, pollName, pollQueue, pollResultId, type PollDeps } from './poll.js';

/** Removes a person's answer to an open poll, row and all. Nothing there is fine. */
export async function eraseAnswer(deps: PollDeps, pollId: string, userId: string): Promise<void> {
  await deps.store.queue.shared(pollQueue(pollId), async () => {
    await (await answerBox(deps, { id: pollId }))?.remove(userId);
  });
}

/** Removes from a poll who made it. Nothing there is fine. */
export async function erasePollMaker(deps: PollDeps, pollId: string): Promise<void> {
  await deps.store.queue.exclusive(pollQueue(pollId), async () => {
    const poll = await deps.polls.get(pollId);
    if (poll === undefined || poll.makerId === NOBODY) return;
    await deps.polls.put(pollId, { ...poll, makerId: NOBODY });
  });
}

/** Forgets a poll with all its answers; what was posted of it stays in Discord. The record goes last. Repeatable. */
export async function forgetPoll(deps: PollDeps, pollId: string): Promise<void> {
  await deps.store.queue.exclusive(pollQueue(pollId), async () => {
    const poll = { id: pollId };
    await emptySealedBox(deps, pollName(poll));
    for (const id of [pollCardId(poll), pollResultId(poll)]) await deps.outbox.forget(id);
    await deps.polls.remove(pollId);
  });
}
