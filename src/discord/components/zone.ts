import { findDraft } from '../../proposals/draft.js';
import { createPending } from '../../reminders/pending.js';
import { Refusal } from '../../refusal.js';
import { setOwnZone } from '../../settings/person-zone.js';
import { readZone } from '../../time/zones.js';
import type { Component, ComponentContext } from '../command.js';
import { draftView } from '../ping-views.js';
import { wishedView } from '../reminder-views.js';
import type { View } from '../view.js';
import { zoneForm, type AfterZone } from '../zone-views.js';

/** "Which time zone are you in?": the menu, the form, and what was waiting for the answer. */
const zone: Component<'zone'> = {
  family: 'zone',

  async run(context) {
    const { deps, id, actor, t, values, field } = context;
    const then = id.then as AfterZone;
    if (id.act === 'other') return { kind: 'form', form: zoneForm(t, then) };
    const typed = id.act === 'choose' ? (values[0] ?? '') : field('zone');
    const found = readZone(typed);
    if (found === undefined) throw new Refusal('zone-unknown', { typed: typed.slice(0, 100) });
    await setOwnZone(deps, actor.userId, found);
    return { kind: 'update', view: await goOn(context, then, found) };
  },
};

export default zone;

async function goOn(context: ComponentContext<'zone'>, then: AfterZone, found: string): Promise<View> {
  const { deps, actor, t, now, place } = context;
  if (then === 'propose' && place.guild !== undefined) {
    const draft = await findDraft(deps, actor, now);
    if (draft !== undefined) return draftView(context, draft, place.guild);
  }
  if (then === 'remind') {
    const wished = await createPending(deps, found, actor, now);
    if (wished !== undefined) return wishedView(t, wished, deps.mentions);
  }
  return { body: t('settings:zone.set', { zone: found }), tone: 'good' };
}
