import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { mayRemindChannels } from './channel-rights.js';
import { removeReminder } from './deliver.js';
import { occurrenceId, readReminders, type Reminder, type ReminderDeps } from './reminder.js';
import { reminderQueue } from './save.js';

export interface ListedReminder {
  reminder: Reminder;
  /** Due, but not delivered: why, as a code of the outbox. */
  stuck?: string;
}

/**
 * What the actor may see in their list, in order of time: their own, and for organisers the channel reminders of the
 * server they ask in.
 */
export async function listReminders(deps: ReminderDeps, actor: Actor): Promise<ListedReminder[]> {
  const own = await deps.remindersByOwner.range({
    within: `${deps.store.pseudonym(actor.userId)}:`,
    limit: 100,
  });
  const rows = [...own];
  if (await mayRemindChannels(deps, actor)) {
    rows.push(...(await deps.remindersByGuild.range({ within: `${actor.guildId ?? ''}:`, limit: 500 })));
  }
  // A crash may have left two entries of one reminder.
  const ids = [...new Set(rows.map((row) => row.id.split(':').at(-1) ?? ''))];
  const listed: ListedReminder[] = [];
  for (const reminder of await readReminders(deps, ids)) {
    if (reminder === undefined) continue;
    const { id, due, last, repeat } = reminder;
    const item = await deps.outbox.find(occurrenceId(id, (last ?? due).instant));
    if (item?.state === 'sent' && repeat === undefined && last === undefined) continue;
    const reason = item?.state === 'sent' ? undefined : item?.reason;
    listed.push(reason === undefined ? { reminder } : { reminder, stuck: reason });
  }
  return listed.sort((a, b) => Date.parse(a.reminder.due.instant) - Date.parse(b.reminder.due.instant));
}

/**
 * The reminder a person means: its id as autocomplete sends it, its text, or a beginning that only one has. Refused when
 * none or several fit.
 */
export async function needReminder(deps: ReminderDeps, meant: string, actor: Actor): Promise<Reminder> {
  const wanted = meant.trim().toLowerCase();
  const listed = (await listReminders(deps, actor)).map(({ reminder }) => reminder);
  const exact = listed.find(({ id, text }) => id === meant || text.toLowerCase() === wanted);
  const begins = wanted === '' ? [] : listed.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const found = exact ?? (begins.length === 1 ? begins[0] : undefined);
  if (found === undefined) throw new Refusal('reminder-unknown');
  return found;
}

/** Deletes one of the actor's own reminders, or (organisers) a channel reminder of their server. */
export async function deleteReminder(deps: ReminderDeps, meant: string, actor: Actor): Promise<Reminder> {
  const reminder = await needReminder(deps, meant, actor);
  await deps.store.queue.exclusive(reminderQueue(reminder.id), async () => {
    const still = await deps.reminders.get(reminder.id);
    if (still !== undefined) await removeReminder(deps, still);
  });
  return reminder;
}
