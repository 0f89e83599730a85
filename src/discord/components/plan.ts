import { discardPlan, savePlan } from '../../reminders/plan.js';
import type { Component } from '../command.js';
import { reminderSetView } from '../reminder-views.js';

/** **Save** and **Discard** below the next occurrences of a repeating reminder. */
const plan: Component<'plan'> = {
  family: 'plan',

  async run({ deps, id, actor, t, now }) {
    if (id.act === 'discard') {
      await discardPlan(deps, id.reminder, actor);
      return { kind: 'update', view: { body: t('reminders:look.discarded') } };
    }
    const reminder = await savePlan(deps, id.reminder, actor, now);
    return { kind: 'update', view: reminderSetView(t, reminder, deps.mentions) };
  },
};

export default plan;
