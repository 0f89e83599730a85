import { DRAFT_MS, lapseDraft } from '../proposals/draft.js';
import { removeReminder } from '../reminders/deliver.js';
import { forgetPending, PENDING_MS } from '../reminders/pending.js';
import { forgetPlan, PLAN_MS } from '../reminders/plan.js';
import { KEEP_MS, listing, readReminders, type Reminder } from '../reminders/reminder.js';
import { reminderQueue } from '../reminders/save.js';
import { entriesOf, pagesOf } from '../store/entries.js';
import { DAY_MS } from './retention.js';
import type { PrivacyDeps } from './trace.js';

/** Their own due work has so long to see to them first, in ms. */
const MARGIN_MS = 3_600_000;

/**
 * Removes reminders that came once and whose time is over by a week and a day - paused ones too, which nothing else sees to
 * - and those that an end of the process left half removed; then entries in lists that lead nowhere, and notices of
 * reminders that are gone.
 */
export async function pruneReminders(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const page of pagesOf(deps.reminders)) {
    const unlisted = await unlistedIn(
      deps,
      page.map(({ value }) => value),
    );
    for (const { id, value } of page) {
      if (!unlisted.has(id) && !isLongPast(Date.parse(value.due.instant), now)) continue;
      await deps.store.queue.exclusive(reminderQueue(id), async () => {
        // As it is now that nobody else changes it.
        const [reminder] = await readReminders(deps, [id]);
        if (reminder === undefined || !(await isOver(deps, reminder, now))) return;
        await removeReminder(deps, reminder);
        count += 1;
      });
    }
  }
  for (const list of [deps.remindersByOwner, deps.remindersByGuild])
    for await (const { id: row } of entriesOf(list)) {
      const removed = await pruneEntry(deps, list, row, now);
      count += removed;
    }
  return count + (await pruneNotices(deps));
}

/** Ids of those that stand in no list, asked for together. */
async function unlistedIn(deps: PrivacyDeps, reminders: readonly Reminder[]): Promise<Set<string>> {
  const unlisted = new Set<string>();
  for (const list of [deps.remindersByOwner, deps.remindersByGuild]) {
    const own = reminders.filter((reminder) => listing(deps, reminder).in === list);
    const rows = await list.getMany(own.map((reminder) => listing(deps, reminder).id));
    for (const [index, { id }] of own.entries()) if (rows[index] === undefined) unlisted.add(id);
  }
  return unlisted;
}

async function isOver(deps: PrivacyDeps, reminder: Reminder, now: Date): Promise<boolean> {
  const { due, repeat, proposal } = reminder;
  if (repeat === undefined && isLongPast(Date.parse(due.instant), now)) {
    // One that hangs on a vote waits for it.
    return proposal === undefined || (await deps.proposals.get(proposal.id))?.state !== 'open';
  }
  if (repeat === undefined && Date.parse(due.instant) <= now.getTime()) return false;
  // Written after its entry in a list, and removed after it: without one its removal was interrupted.
  const place = listing(deps, reminder);
  return (await place.in.get(place.id)) === undefined;
}

/** Removes an old entry that leads to no reminder, or to one that stands elsewhere by now; how many were removed. */
async function pruneEntry(
  deps: PrivacyDeps,
  list: PrivacyDeps['remindersByOwner'],
  row: string,
  now: Date,
): Promise<number> {
  const [, ms = '', id = ''] = row.split(':');
  if (!isLongPast(Number(ms), now)) return 0;
  return deps.store.queue.exclusive(reminderQueue(id), async () => {
    const [reminder] = await readReminders(deps, [id]);
    if (reminder !== undefined && listing(deps, reminder).id === row) return 0;
    // One that cannot be read can never be given.
    if (reminder === undefined) await deps.reminders.remove(id);
    await list.remove(row);
    return 1;
  });
}

async function pruneNotices(deps: PrivacyDeps): Promise<number> {
  let count = 0;
  for (const { pseudonym, reminderId } of deps.notices.waiting()) {
    const found = await deps.reminders.get(reminderId).then(
      (reminder) => reminder !== undefined,
      // One that cannot be read is still to be told of.
      () => true,
    );
    if (found) continue;
    await deps.notices.drop(pseudonym, reminderId);
    count += 1;
  }
  return count;
}

function isLongPast(ms: number, now: Date): boolean {
  return now.getTime() - ms >= KEEP_MS + DAY_MS;
}

/** Removes drafts, and what waits for an answer or for **Save**, whose own due row got lost. */
export async function pruneLapsed(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  const isPast = (at: string, ms: number) => now.getTime() - Date.parse(at) > ms + MARGIN_MS;
  for await (const { id, value } of entriesOf(deps.drafts)) {
    if (!isPast(value.createdAt, DRAFT_MS)) continue;
    await lapseDraft(deps, id.replace(':', '-'), now);
    count += 1;
  }
  for await (const { id, value } of entriesOf(deps.pending)) {
    if (!isPast(value.at, PENDING_MS)) continue;
    await forgetPending(deps, id, now);
    count += 1;
  }
  for await (const { id, value } of entriesOf(deps.plans)) {
    if (!isPast(value.at, PLAN_MS)) continue;
    await forgetPlan(deps, id, now);
    count += 1;
  }
  return count;
}
