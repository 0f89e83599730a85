import type { AfterwardsDeps } from '../../src/afterwards/ask.js';
import type { AppDeps } from '../../src/app-deps.js';
import type { collectionsOf } from '../../src/collections.js';
import { dueHandlers } from '../../src/due-handlers.js';
import { DueWork } from '../../src/due-work.js';
import { createLibrary } from '../../src/explainers/library.js';
import { createLog, type Logger } from '../../src/log.js';
import type { Courier } from '../../src/outbox/outbox.js';
import type { PollDeps } from '../../src/polls/poll.js';
import type { ProposalDeps } from '../../src/proposals/proposal.js';
import { Notices } from '../../src/reminders/notices.js';
import type { ServerDeps } from '../../src/servers/gone.js';

/** What proposals need, and all collections there are. */
export type StoredDeps = ProposalDeps & ReturnType<typeof collectionsOf>;

/** What all rooms need, without what is only said on Discord. */
export type RoomDeps = ServerDeps & AfterwardsDeps & PollDeps & Pick<AppDeps, 'log' | 'now'>;

const NO_LIBRARY = createLibrary([], {
  title: '',
  author: '',
  written: '',
  viewpoint: '',
  sections: new Map(),
  file: '',
});

/** All rooms around what proposals have; there are no explainers, and the bot is in every server. */
export async function roomDeps(
  deps: StoredDeps,
  now: () => Date,
  log = createLog('silent'),
): Promise<RoomDeps> {
  return {
    ...deps,
    notices: await Notices.load(deps.store),
    library: NO_LIBRARY,
    inServer: () => true,
    log,
    now,
  };
}

/** All due work, as `src/app.ts` joins it, with a courier of the test's. */
export function roomWork(deps: RoomDeps, courier: Courier): DueWork {
  const { due, now, log, outbox } = deps;
  // The rest of what the bot has is for talking on Discord, which due work leaves to the courier.
  const handlers = dueHandlers(deps as AppDeps, (row) => outbox.attempt(row, courier));
  return new DueWork({ due, now, log, handlers });
}

/** A log without output, and the errors it was told. */
export function listening(): { log: Logger; errors: unknown[] } {
  const log = createLog('silent');
  const errors: unknown[] = [];
  const heard: typeof log.error = (about: unknown) => {
    errors.push((about as { err?: unknown }).err ?? about);
  };
  log.error = heard;
  return { log, errors };
}
