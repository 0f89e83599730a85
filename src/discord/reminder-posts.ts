import type { AppDeps } from '../app-deps.js';
import { isLate } from '../reminders/deliver.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import type { Post } from './posts.js';
import { escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/** A reminder's message: discreet to a person, its text in a channel. Undefined when it was deleted meanwhile. */
export async function reminderPost(
  deps: AppDeps,
  reminderId: string,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder === undefined) return undefined;
  const late = isLate(reminder, now);
  if (reminder.target.kind === 'owner') {
    // For lock screens: nothing of what it is about.
    const view: View = {
      body: t(late ? 'reminders:dm.late' : 'reminders:dm.due'),
      rows: [
        [
          {
            label: t('reminders:dm.show'),
            id: customId('reminder', { act: 'show', reminder: reminder.id }),
            style: 'primary',
          },
        ],
      ],
    };
    return { view };
  }
  const due = timestamp(reminder.due.instant);
  const view: View = {
    title: t('reminders:post.title'),
    body: escapeText(reminder.text) + (late ? `\n\n${t('reminders:post.late', { due })}` : ''),
  };
  const { mentionRoleId } = reminder.target;
  return mentionRoleId === undefined ? { view } : { view, mentionRoleId };
}
