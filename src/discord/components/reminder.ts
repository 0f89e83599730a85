import { finishReminder, showReminder, snoozeReminder, type Snooze } from '../../reminders/shown.js';
import type { Component } from '../command.js';
import { dueOf, finishedView, shownReminderView, snoozedView } from '../reminder-views.js';

/** **Show** in a discreet reminder: the text replaces the discreet line, in the same private channel. */
const reminder: Component<'reminder'> = {
  family: 'reminder',

  async run({ deps, id, actor, t, now }) {
    const dueAt = dueOf(id.due);
    const { reminder: reminderId } = id;
    switch (id.act) {
      case 'show':
        return {
          kind: 'update',
          view: shownReminderView(t, await showReminder(deps, reminderId, dueAt, actor)),
        };
      case 'done':
        return { kind: 'update', view: finishedView(t, await finishReminder(deps, reminderId, actor)) };
      default: {
        const until = id.act as Snooze;
        const snoozed = await snoozeReminder(deps, { reminderId, dueAt, until }, actor, now);
        return { kind: 'update', view: snoozedView(t, snoozed) };
      }
    }
  },
};

export default reminder;
