import type { Item } from '../outbox/item.js';
import { outboxCollection } from '../outbox/outbox.js';
import { KEEP_MS } from '../reminders/reminder.js';
import { entriesOf } from '../store/entries.js';
import { DAY_MS, OTHER_MS } from './retention.js';
import type { PrivacyDeps } from './trace.js';

/**
 * Forgets what is known of messages when it is needed no more. Posts of a proposal or poll are known as long as it is: they
 * are edited with it, taken down with it, and owed once more without their record they would be posted once more.
 * Messages to people go after a week at most.
 */
export async function pruneOutbox(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id, value } of entriesOf(outboxCollection(deps.store))) {
    if (await isNeeded(deps, value, now)) continue;
    await deps.outbox.forget(id);
    await deps.due.remove({ kind: 'outbox', id, at: value.nextAt });
    count += 1;
  }
  return count;
}

async function isNeeded(deps: PrivacyDeps, item: Item, now: Date): Promise<boolean> {
  const { about, owedAt, message, target } = item;
  const since = now.getTime() - Date.parse(message?.at ?? owedAt);
  // Whatever it is about may be on its way to disk.
  if (since < DAY_MS) return true;
  switch (about.kind) {
    case 'reminder':
      return now.getTime() - Date.parse(about.dueAt) < KEEP_MS + DAY_MS || isUnderway(item, since);
    case 'poll':
    case 'poll result':
      return (await deps.polls.get(about.pollId)) !== undefined;
    case 'digest':
    case 'left the front':
      return since < OTHER_MS;
    default:
      if (target.kind === 'person') return since < KEEP_MS || isUnderway(item, since);
      return (await deps.proposals.get(about.proposalId)) !== undefined;
  }
}

/** Whether it may still be delivered: tried for 72 hours, longer only while somebody has to change something. */
function isUnderway({ state }: Item, since: number): boolean {
  return (state === 'owed' || state === 'claimed') && since < OTHER_MS;
}
