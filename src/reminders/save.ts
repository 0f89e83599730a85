import { Refusal } from '../refusal.js';
import type { Collection } from '../store/types.js';
import { listing, REMINDER_LIMITS, type Reminder, type ReminderDeps } from './reminder.js';

/**
 * Writes new reminders of one list, all or none, within its owner's or server's limit: for each the due row first
 * (alone it does nothing), then the list entry, then the reminder. Refused when the limit is reached.
 */
export async function saveReminders(deps: ReminderDeps, reminders: readonly Reminder[]): Promise<void> {
  const [first] = reminders;
  if (first === undefined) return;
  await withinLimit(deps, first, reminders.length, async () => {
    for (const reminder of reminders) await writeReminder(deps, reminder);
  });
}

/**
 * Writes a reminder in place of what it was: its new due row and list entry first, the old entry last. An old due row
 * that stays does nothing, because the reminder says when it is due. Refused when it moves to a list that is full.
 * Call within the reminder's queue ({@link reminderQueue}).
 */
export async function rewriteReminder(deps: ReminderDeps, before: Reminder, after: Reminder): Promise<void> {
  const [old, listed] = [listing(deps, before), listing(deps, after)];
  const moves = before.target.kind !== after.target.kind;
  if (moves) await withinLimit(deps, after, 1, () => writeReminder(deps, after));
  else await writeReminder(deps, after);
  if (old.in !== listed.in || old.id !== listed.id) await old.in.remove(old.id);
}

/** The queue in which everything that changes a reminder happens. */
export function reminderQueue(reminderId: string): string {
  return `reminder:${reminderId}`;
}

/** Writes one reminder whatever the limit: due row, list entry, reminder. */
export async function writeReminder(deps: ReminderDeps, reminder: Reminder): Promise<void> {
  const listed = listing(deps, reminder);
  if (reminder.paused === undefined) {
    await deps.due.add({ kind: 'reminder', id: reminder.id, at: reminder.due.instant });
  }
  await listed.in.put(listed.id, {});
  await deps.reminders.put(reminder.id, reminder);
}

async function withinLimit(
  deps: ReminderDeps,
  reminder: Reminder,
  more: number,
  save: () => Promise<void>,
): Promise<void> {
  const place = listing(deps, reminder);
  const owner = place.id.slice(0, place.id.indexOf(':') + 1);
  await deps.store.queue.exclusive(`reminders:${owner}`, async () => {
    const inChannel = reminder.target.kind === 'channel';
    const most = inChannel ? REMINDER_LIMITS.perServer : REMINDER_LIMITS.perPerson;
    if ((await countWaiting(deps, place.in, owner, most)) + more > most) {
      throw new Refusal(inChannel ? 'reminders-full-here' : 'reminders-full', { most });
    }
    await save();
  });
}

/** Entries that a crash left behind are removed before the limit turns anybody away. */
async function countWaiting(
  deps: ReminderDeps,
  list: Collection<Record<string, never>>,
  within: string,
  most: number,
): Promise<number> {
  const rows = await list.range({ within, limit: most });
  if (rows.length < most) return rows.length;
  const reminders = await deps.reminders.getMany(rows.map(({ id }) => id.split(':').at(-1) ?? ''));
  const strays = rows.filter(({ id }, index) => {
    const reminder = reminders[index];
    return reminder === undefined || listing(deps, reminder).id !== id;
  });
  await Promise.all(strays.map(({ id }) => list.remove(id)));
  return rows.length - strays.length;
}
