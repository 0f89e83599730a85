import type { Item } from '../outbox/item.js';
import { hasOneIn } from '../proposals/announce.js';
import { KEEP_MS, LATE_MS, listing, occurrenceId, type Reminder, type ReminderDeps } from './reminder.js';

/**
 * A reminder's time has come: owes its message. Repeatable. Returns false when it has to wait for the vote it hangs on
 * to be counted (the due row stays), true when the row is done with.
 */
export async function remindWhenDue(deps: ReminderDeps, reminderId: string): Promise<boolean> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder === undefined) return true;
  if (reminder.proposal !== undefined) {
    const proposal = await deps.proposals.get(reminder.proposal.id);
    if (proposal?.state === 'open') return false;
    if (proposal?.state !== 'agreed' || !hasOneIn(proposal, reminder.proposal.guildId)) {
      await removeReminder(deps, reminder);
      return true;
    }
  }
  const forgetAt = new Date(Date.parse(reminder.due.instant) + KEEP_MS).toISOString();
  await deps.due.add({ kind: 'forget', id: reminder.id, at: forgetAt });
  await deps.outbox.owe(
    occurrenceId(reminder),
    { kind: 'reminder', reminderId: reminder.id, dueAt: reminder.due.instant },
    reminder.target.kind === 'channel'
      ? { kind: 'channel', guildId: reminder.target.guildId, channelId: reminder.target.channelId }
      : { kind: 'person', userId: reminder.ownerId },
  );
  return true;
}

/**
 * After its message was sent it leaves the list; where it could not be (direct messages closed, channel gone) it stays
 * there, and the owner is told in their next private answer.
 */
export async function reminderSettled(deps: ReminderDeps, item: Item): Promise<void> {
  if (item.about.kind !== 'reminder') return;
  const reminder = await deps.reminders.get(item.about.reminderId);
  if (reminder === undefined) return;
  if (item.state === 'sent') {
    const place = listing(deps, reminder);
    await place.in.remove(place.id);
  } else if (item.state === 'parked') {
    await deps.notices.add(reminder.ownerId, reminder.id);
  }
}

/** Seven days after its time nothing is kept of a reminder. */
export async function forgetReminder(deps: ReminderDeps, reminderId: string): Promise<void> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder !== undefined) await removeReminder(deps, reminder);
}

/** Removes a reminder and all that hangs on it; the record goes last, so that a crash in between can be repeated. */
export async function removeReminder(deps: ReminderDeps, reminder: Reminder): Promise<void> {
  const place = listing(deps, reminder);
  await place.in.remove(place.id);
  await deps.outbox.forget(occurrenceId(reminder));
  await deps.notices.remove(reminder.ownerId, reminder.id);
  await deps.reminders.remove(reminder.id);
}

/** Whether a message sent at `sentAt` for this reminder was late, and so has to say so. */
export function isLate(reminder: Pick<Reminder, 'due'>, sentAt: Date): boolean {
  return sentAt.getTime() - Date.parse(reminder.due.instant) > LATE_MS;
}
