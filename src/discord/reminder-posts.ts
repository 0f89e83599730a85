import type { AppDeps } from '../app-deps.js';
import { latest } from '../reminders/deliver.js';
import { isLate } from '../time/late.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import type { Post } from './posts.js';
import { dueCode } from './reminder-views.js';
import { escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/**
 * The message of one occurrence (`dueAt`, ISO 8601 in UTC): discreet to a person, its text in a channel. Undefined when
 * the reminder was deleted, paused or changed meanwhile, or the next occurrence has taken its place.
 */
export async function reminderPost(
  deps: AppDeps,
  { reminderId, dueAt }: { reminderId: string; dueAt: string },
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder === undefined || reminder.paused !== undefined) return undefined;
  // Later than `due` is one that stands for several missed and is just being owed.
  if (dueAt < reminder.due.instant && dueAt !== reminder.last?.instant) return undefined;
  // Of several missed in an outage only the latest is told of, and that one is about to be owed.
  const overdue = Date.parse(reminder.due.instant) <= now.getTime();
  if (overdue && latest(reminder, now).occurrence.instant !== dueAt) return undefined;
  const late = isLate(dueAt, now);
  if (reminder.target.kind === 'owner') {
    // For lock screens: nothing of what it is about.
    const show = customId('reminder', { act: 'show', reminder: reminder.id, due: dueCode(dueAt) });
    const own = deps.texts.in(reminder.locale ?? deps.defaultLocale);
    const view: View = {
      body: own(late ? 'reminders:dm.late' : 'reminders:dm.due'),
      rows: [[{ label: own('reminders:dm.show'), id: show, style: 'primary' }]],
    };
    return { view };
  }
  const due = timestamp(dueAt);
  const view: View = {
    title: t('reminders:post.title'),
    body: escapeText(reminder.text) + (late ? `\n\n${t('reminders:post.late', { due })}` : ''),
  };
  const { mentionRoleId } = reminder.target;
  return mentionRoleId === undefined ? { view } : { view, mentionRoleId };
}
