import type { Reminder, ReminderDeps } from './reminder.js';
import { removeReminder } from './deliver.js';
import { reminderQueue, rewriteReminder } from './save.js';

const PAGE = 500;

/**
 * Parks the channel reminders of a server that the bot is in no more, and tells whoever set them in their next private
 * answer. Should the bot come back, its organisers find them paused in /remind list. Repeatable.
 */
export async function serverLeft(deps: ReminderDeps, guildId: string): Promise<void> {
  await forEachIn(deps, guildId, async (reminder) => {
    if (reminder.paused !== undefined) return;
    // Told first: parked without a word is what must not be left behind.
    await deps.notices.add(reminder.ownerId, reminder.id);
    await rewriteReminder(deps, reminder, { ...reminder, paused: 'gone' });
  });
}

/** Removes the channel reminders of a server that has been left for good. Repeatable. */
export async function forgetServerReminders(deps: ReminderDeps, guildId: string): Promise<void> {
  await forEachIn(deps, guildId, (reminder) => removeReminder(deps, reminder));
}

/** Each reminder as it is once nothing else changes it. */
async function forEachIn(
  deps: ReminderDeps,
  guildId: string,
  work: (reminder: Reminder) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined; ;) {
    const range = { within: `${guildId}:`, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await deps.remindersByGuild.range(range);
    for (const { id } of page) {
      const reminderId = id.split(':').at(-1) ?? '';
      await deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
        const reminder = await deps.reminders.get(reminderId);
        const { target } = reminder ?? {};
        if (reminder === undefined) await deps.remindersByGuild.remove(id);
        else if (target?.kind === 'channel' && target.guildId === guildId) await work(reminder);
      });
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}
