import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { momentAt, momentOf, shiftWall, type Moment } from '../time/moment.js';
import { isLate } from '../time/late.js';
import { removeReminder } from './deliver.js';
import { derivedId, occurrenceId, type Reminder, type ReminderDeps } from './reminder.js';
import { reminderQueue, rewriteReminder } from './save.js';

export const SNOOZES = ['snooze-10', 'snooze-60', 'tomorrow'] as const;
export type Snooze = (typeof SNOOZES)[number];

const MINUTE_MS = 60_000;

export interface ShownReminder {
  reminder: Reminder;
  /** The occurrence that was shown, ISO 8601 in UTC. */
  dueAt: string;
  late: boolean;
}

/** What is behind **Show** in a discreet message; refused to everyone but the owner, and once it was deleted. */
export async function showReminder(
  deps: ReminderDeps,
  reminderId: string,
  dueAt: Date,
  actor: Actor,
): Promise<ShownReminder> {
  const reminder = await needOwn(deps, reminderId, actor);
  const instant = dueAt.toISOString();
  const sentAt = (await deps.outbox.find(occurrenceId(reminderId, instant)))?.message?.at;
  return { reminder, dueAt: instant, late: sentAt !== undefined && isLate(instant, new Date(sentAt)) };
}

/** **Done**: nothing is kept of a reminder that came once; one that repeats goes on. */
export async function finishReminder(
  deps: ReminderDeps,
  reminderId: string,
  actor: Actor,
): Promise<{ next: Moment | undefined }> {
  return deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
    const reminder = await deps.reminders.get(reminderId);
    // The second click of two: it is done.
    if (reminder === undefined) return { next: undefined };
    if (reminder.ownerId !== actor.userId) throw new Refusal('reminder-unknown');
    if (reminder.repeat !== undefined) return { next: reminder.due };
    await removeReminder(deps, reminder);
    return { next: undefined };
  });
}

/**
 * **Snooze**: the same text once more, in 10 minutes, in an hour, or tomorrow at the same time on the wall. One snooze
 * per occurrence: pressing again moves it. It does not count towards the limit, because its occasion already did.
 */
export async function snoozeReminder(
  deps: ReminderDeps,
  input: { reminderId: string; dueAt: Date; until: Snooze },
  actor: Actor,
  now: Date,
): Promise<Reminder> {
  const reminder = await needOwn(deps, input.reminderId, actor);
  const id = derivedId(`snooze ${occurrenceId(reminder.id, input.dueAt.toISOString())}`);
  return deps.store.queue.exclusive(reminderQueue(id), async () => {
    const snoozed: Reminder = {
      id,
      ownerId: reminder.ownerId,
      text: reminder.text,
      due: snoozedTo(input.until, momentOf(input.dueAt, reminder.due.zone), now),
      given: 0,
      target: { kind: 'owner' },
      createdAt: now.toISOString(),
    };
    await rewriteReminder(deps, (await deps.reminders.get(id)) ?? snoozed, snoozed);
    return snoozed;
  });
}

function snoozedTo(until: Snooze, due: Moment, now: Date): Moment {
  if (until !== 'tomorrow') {
    return momentOf(new Date(now.getTime() + (until === 'snooze-10' ? 10 : 60) * MINUTE_MS), due.zone);
  }
  const tomorrow = shiftWall(momentOf(now, due.zone), { days: 1 }).wall.slice(0, 10);
  return momentAt(`${tomorrow}T${due.wall.slice(11)}`, due.zone);
}

async function needOwn(deps: ReminderDeps, reminderId: string, actor: Actor): Promise<Reminder> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder?.ownerId !== actor.userId) throw new Refusal('reminder-unknown');
  return reminder;
}
