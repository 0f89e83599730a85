import { emptySealedBox } from '../proposals/sealed-box.js';
import { isSurely } from '../proposals/sweep.js';
import { pollName, type PollDeps } from './poll.js';

const NAME = /^poll-([0-9a-z]{10})$/u;

/**
 * At start: destroys secrets of polls that are closed or were never opened, which a crash may have left. The rows under
 * them can then be read by nobody, and are removed.
 */
export async function sweepPollKeys(deps: PollDeps): Promise<void> {
  for (const name of await deps.versionKeys.list()) {
    const id = NAME.exec(name)?.[1];
    if (id === undefined) continue;
    const isOver = async () => {
      const poll = await deps.polls.get(id);
      return poll === undefined || poll.result !== undefined;
    };
    if (await isSurely(isOver)) await emptySealedBox(deps, pollName({ id }));
  }
}
