import { NOBODY } from '../nobody.js';
import { removeReminder } from './deliver.js';
import type { ReminderDeps } from './reminder.js';
import { reminderQueue } from './save.js';

/**
 * Removes a person's reminder with all that hangs on it. One for a channel stays, because it is the server's: only who
 * set it is removed. Nothing there, or somebody else's, is fine.
 */
export async function eraseReminder(deps: ReminderDeps, reminderId: string, userId: string): Promise<void> {
  await deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
    const reminder = await deps.reminders.get(reminderId);
    if (reminder?.ownerId !== userId) return;
    if (reminder.target.kind === 'owner') return removeReminder(deps, reminder);
    await deps.notices.remove(userId, reminderId);
    await deps.reminders.put(reminderId, { ...reminder, ownerId: NOBODY });
  });
}
