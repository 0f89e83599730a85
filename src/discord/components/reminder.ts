import { showReminder } from '../../reminders/list.js';
import type { Component } from '../command.js';
import { shownReminderView } from '../reminder-views.js';

/** **Show** in a discreet reminder: the text replaces the discreet line, in the same private channel. */
const reminder: Component<'reminder'> = {
  family: 'reminder',

  async run({ deps, id, actor, t }) {
    return { kind: 'update', view: shownReminderView(t, await showReminder(deps, id.reminder, actor)) };
  },
};

export default reminder;
