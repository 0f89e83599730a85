import { upcoming, type Wished } from '../reminders/create.js';
import type { ListedReminder } from '../reminders/list.js';
import type { Reminder } from '../reminders/reminder.js';
import { SNOOZES, type ShownReminder } from '../reminders/shown.js';
import type { Moment } from '../time/moment.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import type { CommandMentions } from './command-mentions.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

const PAGE = 10;

/** The instant of an occurrence as custom ids carry it: ms since 1970 to base 36. */
export function dueCode(instant: string): string {
  return Date.parse(instant).toString(36);
}

/** The instant that {@link dueCode} wrote. */
export function dueOf(code: string): Date {
  return new Date(Number.parseInt(code, 36));
}

/** What came of a wish: "It is set", or a look at the next occurrences with **Save** and **Discard**. */
export function wishedView(t: Translate, wished: Wished, mentions: CommandMentions): View {
  if (wished.kind === 'set') return reminderSetView(t, wished.reminder, mentions);
  const { reminder, next } = wished;
  const { target, repeat } = reminder;
  const values = {
    text: escapeText(reminder.text),
    times: timesOf(next),
    zone: reminder.due.zone,
    channel: target.kind === 'channel' ? `<#${target.channelId}>` : '',
  };
  const ends = repeat?.count !== undefined || repeat?.until !== undefined;
  const more = next.length < 3 || !ends ? '' : `\n${t('reminders:look.ends')}`;
  return {
    title: t('reminders:look.title'),
    body: t(`reminders:look.${target.kind}`, values) + more,
    rows: [
      [
        {
          label: t('reminders:look.save'),
          id: customId('plan', { act: 'save', reminder: reminder.id }),
          style: 'primary',
        },
        {
          label: t('reminders:look.discard'),
          id: customId('plan', { act: 'discard', reminder: reminder.id }),
        },
      ],
    ],
  };
}

/** "It is set": what, when (as it was understood) and where. */
export function reminderSetView(t: Translate, reminder: Reminder, mentions: CommandMentions): View {
  const { due, target } = reminder;
  const values = {
    text: escapeText(reminder.text),
    due: timestamp(due.instant),
    left: timestamp(due.instant, 'R'),
    zone: due.zone,
    list: mentions.of('remind list'),
    channel: target.kind === 'channel' ? `<#${target.channelId}>` : '',
  };
  const key = reminder.repeat === undefined ? target.kind : `${target.kind}-again`;
  return {
    body: t(`reminders:set.${key}`, { ...values, times: timesOf(upcoming(reminder)) }),
    tone: 'good',
  };
}

/** "Paused", or "resumed" with the next time. */
export function pausedView(t: Translate, reminder: Reminder): View {
  const values = { text: cut(escapeText(reminder.text), 200), due: timestamp(reminder.due.instant) };
  return {
    body: t(reminder.paused === undefined ? 'reminders:resumed' : 'reminders:paused', values),
    tone: 'good',
  };
}

/** After **Done**. */
export function finishedView(t: Translate, { next }: { next: Moment | undefined }): View {
  return {
    body:
      next === undefined ? t('reminders:done') : t('reminders:done-next', { due: timestamp(next.instant) }),
    tone: 'good',
  };
}

/** After one of the snoozes. */
export function snoozedView(t: Translate, snoozed: Reminder): View {
  const { instant } = snoozed.due;
  return {
    body: t('reminders:snoozed', { due: timestamp(instant), left: timestamp(instant, 'R') }),
    tone: 'good',
  };
}

function timesOf(moments: readonly Moment[]): string {
  return moments.map(({ instant }) => `- ${timestamp(instant)}`).join('\n');
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
    const again = reminder.repeat === undefined ? '' : '-again';
    const line = t(`reminders:list.${reminder.target.kind}${again}`, {
      due: timestamp(reminder.due.instant),
      text: cut(escapeText(reminder.text), 200),
      channel: reminder.target.kind === 'channel' ? `<#${reminder.target.channelId}>` : '',
    });
    const why = stuck === undefined ? '' : `\n${t(`reminders:stuck.${stuckKey(stuck)}`)}`;
    return `${line}${why}${reminder.paused === undefined ? '' : `\n${t('reminders:list.paused')}`}`;
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

/** What is behind **Show** in a discreet message, and what can be done with it. */
export function shownReminderView(t: Translate, { reminder, dueAt, late }: ShownReminder): View {
  const due = timestamp(dueAt);
  const act = (name: string) => ({
    label: t(`reminders:shown.${name}`),
    id: customId('reminder', { act: name, reminder: reminder.id, due: dueCode(dueAt) }),
  });
  return {
    title: t('reminders:shown.title'),
    body: `${escapeText(reminder.text)}\n\n${t(late ? 'reminders:shown.late' : 'reminders:shown.due', { due })}`,
    rows: [[{ ...act('done'), style: 'success' }, ...SNOOZES.map(act)]],
  };
}

function stuckKey(reason: string): string {
  return ['dms-closed', 'gone', 'may-not-post', 'refused', 'cannot-compose'].includes(reason)
    ? reason
    : 'trying';
}
