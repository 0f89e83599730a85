import type { ListedReminder, ShownReminder } from '../reminders/list.js';
import type { Reminder } from '../reminders/reminder.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import type { CommandMentions } from './command-mentions.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

const PAGE = 10;

/** "It is set": what, when (as it was understood) and where. */
export function reminderSetView(t: Translate, reminder: Reminder, mentions: CommandMentions): View {
  const values = {
    text: escapeText(reminder.text),
    due: timestamp(reminder.due.instant),
    left: timestamp(reminder.due.instant, 'R'),
    zone: reminder.due.zone,
    list: mentions.of('remind list'),
    channel: reminder.target.kind === 'channel' ? `<#${reminder.target.channelId}>` : '',
  };
  return {
    body: t(reminder.target.kind === 'channel' ? 'reminders:set.channel' : 'reminders:set.owner', values),
    tone: 'good',
  };
}

/** A page of a person's list, from 0. */
export function remindersView(
  t: Translate,
  listed: readonly ListedReminder[],
  page: number,
  mentions: CommandMentions,
): View {
  if (listed.length === 0)
    return {
      title: t('reminders:list.title'),
      body: t('reminders:list.none', { create: mentions.of('remind create') }),
    };
  const last = Math.ceil(listed.length / PAGE) - 1;
  const at = Math.min(page, last);
  const lines = listed.slice(at * PAGE, (at + 1) * PAGE).map(({ reminder, stuck }) => {
    const line = t(`reminders:list.${reminder.target.kind}`, {
      due: timestamp(reminder.due.instant),
      text: cut(escapeText(reminder.text), 200),
      channel: reminder.target.kind === 'channel' ? `<#${reminder.target.channelId}>` : '',
    });
    return stuck === undefined ? line : `${line}\n${t(`reminders:stuck.${stuckKey(stuck)}`)}`;
  });
  const view: View = { title: t('reminders:list.title'), body: lines.join('\n') };
  if (last === 0) return view;
  const turn = (label: string, to: number) => ({
    label,
    id: customId('reminders', { act: 'page', page: String(Math.min(Math.max(to, 0), 99)) }),
    disabled: to < 0 || to > last,
  });
  return {
    ...view,
    footer: t('reminders:list.page', { page: at + 1, pages: last + 1 }),
    rows: [[turn(t('reminders:list.earlier'), at - 1), turn(t('reminders:list.later'), at + 1)]],
  };
}

/** What is behind **Show** in a discreet message. */
export function shownReminderView(t: Translate, { reminder, late }: ShownReminder): View {
  const due = timestamp(reminder.due.instant);
  return {
    title: t('reminders:shown.title'),
    body: `${escapeText(reminder.text)}\n\n${t(late ? 'reminders:shown.late' : 'reminders:shown.due', { due })}`,
  };
}

function stuckKey(reason: string): string {
  return ['dms-closed', 'gone', 'may-not-post'].includes(reason) ? reason : 'trying';
}
