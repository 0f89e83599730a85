import { askWhenDue } from './afterwards/ask.js';
import type { AppDeps } from './app-deps.js';
import { digestWhenDue } from './digest/schedule.js';
import { DELIVERY, type DueHandler } from './due-work.js';
import type { Item } from './outbox/item.js';
import { announceStoredPoll } from './polls/announce.js';
import { closePollWhenDue } from './polls/close.js';
import { answerAgain } from './polls/vote-again.js';
import { announceStored } from './proposals/announce.js';
import { closeWhenDue } from './proposals/close.js';
import { announceClosingSoon } from './proposals/closing-soon.js';
import { lapseDraft } from './proposals/draft.js';
import { announceComing, eventSettled } from './proposals/follow-through.js';
import { nudgeSettled, nudgeWhenDue } from './proposals/nudge.js';
import { moveStranded } from './proposals/stranded.js';
import { oweThread } from './proposals/thread.js';
import { voteAgain } from './proposals/vote-again.js';
import { forgetOccurrence, remindWhenDue, reminderSettled } from './reminders/deliver.js';
import { alignFollowers } from './reminders/follow.js';
import { forgetPending } from './reminders/pending.js';
import { forgetPlan } from './reminders/plan.js';
import { planPrune, prune } from './privacy/prune.js';
import { settleGone } from './servers/gone.js';
import type { Due } from './store/due.js';

/** One attempt at an owed message; see `Outbox.attempt`. */
export type Deliver = (row: Due) => Promise<{ done: boolean; item?: Item }>;

/** Every kind of due work, and what does it. */
export function dueHandlers(deps: AppDeps, deliver: Deliver): Readonly<Record<string, DueHandler>> {
  return {
    close: async (id, at) => {
      const closed = await closeWhenDue(deps, id, at);
      if (closed) await alignFollowers(deps, id, at);
      return closed;
    },
    announce: async (id, at) => {
      await voteAgain(deps, id, at);
      await announceStored(deps, id);
      await alignFollowers(deps, id, at);
      return true;
    },
    'close-poll': (id, at) => closePollWhenDue(deps, id, at),
    'announce-poll': async (id, at) => {
      await answerAgain(deps, id, at);
      await announceStoredPoll(deps, id);
      return true;
    },
    reminder: (id, at) => remindWhenDue(deps, id, at),
    forget: (id) => forgetOccurrence(deps, id).then(() => true),
    plan: (id, at) => forgetPlan(deps, id, at).then(() => true),
    coming: (_id, at, row) => announceComing(deps, row, at).then(() => true),
    'closing-soon': (_id, at, row) => announceClosingSoon(deps, row, at).then(() => true),
    'ask-afterwards': (_id, at, row) => askWhenDue(deps, row, at).then(() => true),
    nudge: (_id, _at, row) => nudgeWhenDue(deps, row).then(() => true),
    'server-gone': (id, at) => settleGone(deps, id, at).then(() => true),
    digest: (id, at) => digestWhenDue(deps, id, at).then(() => true),
    prune: async (_id, at) => {
      // The next night's first: whatever goes wrong in this one, that comes.
      await planPrune(deps, at);
      const removed = await prune(deps, at);
      deps.log.debug({ removed }, 'what was over was removed');
      return true;
    },
    draft: (id, at) => lapseDraft(deps, id, at).then(() => true),
    pending: (id, at) => forgetPending(deps, id, at).then(() => true),
    [DELIVERY]: async (id, _at, row) => {
      const { done, item } = await deliver(row);
      const { state, reason, about } = item ?? {};
      // That a nudge was sent, or could not be, says that somebody had not voted.
      if (reason !== undefined && about?.kind !== 'nudge')
        deps.log.warn({ about: about?.kind, state, reason }, 'a message could not be delivered');
      // Also where an earlier attempt got as far as this and no further.
      const settled = item ?? (done ? await deps.outbox.find(id) : undefined);
      if (settled !== undefined) await reminderSettled(deps, settled);
      if (settled !== undefined) await nudgeSettled(deps, id, settled);
      if (settled !== undefined) await oweThread(deps, settled);
      if (settled !== undefined) await moveStranded(deps, id, settled);
      if (settled !== undefined) await eventSettled(deps, settled);
      return done;
    },
  };
}
