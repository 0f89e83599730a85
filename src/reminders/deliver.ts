import type { Item } from '../outbox/item.js';
import { hasOneIn } from '../proposals/outcome-places.js';
import { isTakenDown } from '../proposals/taken-down.js';
import type { Moment } from '../time/moment.js';
import { lastOccurrence, nextOccurrences, occurrenceAfter } from '../time/repeat.js';
import {
  KEEP_MS,
  listing,
  occurrenceId,
  readReminders,
  type Reminder,
  type ReminderDeps,
} from './reminder.js';
import { reminderQueue, rewriteReminder } from './save.js';

/**
 * A reminder's time has come: owes the message of its latest occurrence (those before it, missed by an outage, are
 * skipped) and sets the next. Repeatable at any point. Returns false when it has to wait for the vote it hangs on to be
 * counted (the due row stays), true when the row is done with.
 */
export async function remindWhenDue(deps: ReminderDeps, reminderId: string, now: Date): Promise<boolean> {
  return deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
    const reminder = await deps.reminders.get(reminderId);
    // Paused, or moved to a later time, which has a row of its own.
    if (reminder === undefined || reminder.paused !== undefined) return true;
    if (Date.parse(reminder.due.instant) > now.getTime()) return true;
    if (reminder.proposal !== undefined) {
      const proposal = await deps.proposals.get(reminder.proposal.id);
      if (proposal?.state === 'open') return false;
      const holds = proposal?.state === 'agreed' && hasOneIn(proposal, reminder.proposal.guildId);
      if (!holds || (await isTakenDown(deps, proposal.id))) {
        await removeReminder(deps, reminder);
        return true;
      }
    }
    const { occurrence, skipped } = latest(reminder, now);
    await owe(deps, reminder, occurrence);
    await goOn(deps, reminder, occurrence, skipped);
    return true;
  });
}

/** The occurrence to tell of at `now`, and how many before it nobody is told of any more. */
export function latest({ due, repeat, given }: Reminder, now: Date): { occurrence: Moment; skipped: number } {
  const before = new Date(Date.parse(due.instant) - 1);
  const found = repeat === undefined ? undefined : lastOccurrence(repeat, before, now);
  if (repeat === undefined || found === undefined) return { occurrence: due, skipped: 0 };
  const { moment, skipped } = found;
  const left = repeat.count === undefined ? Infinity : repeat.count - given;
  if (skipped < left) return { occurrence: moment, skipped };
  // It was to end meanwhile.
  return { occurrence: nextOccurrences(repeat, before, left).at(-1) ?? due, skipped: left - 1 };
}

async function owe(deps: ReminderDeps, { id, ownerId, target }: Reminder, due: Moment): Promise<void> {
  const at = Date.parse(due.instant);
  const forgetAt = new Date(at + KEEP_MS).toISOString();
  await deps.due.add({ kind: 'forget', id: `${id}-${String(at)}`, at: forgetAt });
  await deps.outbox.owe(
    occurrenceId(id, due.instant),
    { kind: 'reminder', reminderId: id, dueAt: due.instant },
    target.kind === 'channel'
      ? { kind: 'channel', guildId: target.guildId, channelId: target.channelId }
      : { kind: 'person', userId: ownerId },
  );
}

/** Moves a repeating reminder to its next occurrence; after the last one it is one that came once. */
async function goOn(deps: ReminderDeps, reminder: Reminder, last: Moment, skipped: number): Promise<void> {
  const { repeat, ...rest } = reminder;
  if (repeat === undefined) return;
  const given = reminder.given + skipped + 1;
  const ended = repeat.count !== undefined && given >= repeat.count;
  const due = ended ? undefined : occurrenceAfter(repeat, new Date(last.instant));
  const after: Reminder =
    due === undefined ? { ...rest, due: last, given } : { ...rest, repeat, due, last, given };
  await rewriteReminder(deps, reminder, after);
}

/**
 * After its message was sent a reminder that comes once leaves the list; where it could not be sent (direct messages
 * closed, channel gone) it stays there, and the owner is told in their next private answer. One that repeats in a
 * channel that is gone is paused.
 */
export async function reminderSettled(deps: ReminderDeps, item: Item): Promise<void> {
  const { about } = item;
  if (about.kind !== 'reminder') return;
  if (item.state !== 'sent' && item.state !== 'parked') return;
  await deps.store.queue.exclusive(reminderQueue(about.reminderId), async () => {
    const [reminder] = await readReminders(deps, [about.reminderId]);
    if (reminder === undefined) {
      // Its record may be damaged; who it was for is in the message owed.
      if (item.state === 'parked' && item.target.kind === 'person')
        await deps.notices.add(item.target.userId, about.reminderId);
      return;
    }
    if (item.state === 'parked') {
      await deps.notices.add(reminder.ownerId, reminder.id);
      if (reminder.repeat === undefined || item.reason !== 'gone' || reminder.paused !== undefined) return;
      await rewriteReminder(deps, reminder, { ...reminder, paused: 'gone' });
    } else if (reminder.repeat === undefined && reminder.due.instant === about.dueAt) {
      const place = listing(deps, reminder);
      await place.in.remove(place.id);
    }
  });
}

/**
 * Seven days after an occurrence (`REMINDER-MS`) nothing is kept of it, and nothing of a reminder that came once.
 */
export async function forgetOccurrence(deps: ReminderDeps, id: string): Promise<void> {
  const [reminderId = '', ms = ''] = id.split('-');
  const instant = new Date(Number(ms)).toISOString();
  await deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
    // One whose record was damaged must not come up for ever.
    const [reminder] = await readReminders(deps, [reminderId]);
    await deps.outbox.forget(occurrenceId(reminderId, instant));
    if (reminder?.repeat === undefined && reminder?.due.instant === instant)
      await removeReminder(deps, reminder);
  });
}

/** Removes a reminder and all that hangs on it; the record goes late, so that a crash in between can be repeated. */
export async function removeReminder(deps: ReminderDeps, reminder: Reminder): Promise<void> {
  const place = listing(deps, reminder);
  await place.in.remove(place.id);
  for (const moment of [reminder.due, reminder.last]) {
    if (moment !== undefined) await deps.outbox.forget(occurrenceId(reminder.id, moment.instant));
  }
  await deps.notices.remove(reminder.ownerId, reminder.id);
  await deps.reminders.remove(reminder.id);
  // A row without a reminder does nothing; a reminder without its row would never come.
  await deps.due.remove({ kind: 'reminder', id: reminder.id, at: reminder.due.instant });
}
