import { listReminders } from '../../reminders/list.js';
import type { Component } from '../command.js';
import { remindersView } from '../reminder-views.js';

/** Pages of a person's reminders. */
const reminders: Component<'reminders'> = {
  family: 'reminders',

  async run({ deps, id, actor, t }) {
    const listed = await listReminders(deps, actor);
    return { kind: 'update', view: remindersView(t, listed, Number(id.page), deps.mentions) };
  },
};

export default reminders;
