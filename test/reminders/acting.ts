import type { Actor } from '../../src/authority.js';
import { createReminder, type CreateReminder } from '../../src/reminders/create.js';
import { listReminders } from '../../src/reminders/list.js';
import { savePlan } from '../../src/reminders/plan.js';
import type { Reminder } from '../../src/reminders/reminder.js';
import { member, type World } from '../proposals/world.js';

/** Sets a reminder and, where it repeats, saves it after the look. */
export async function set(
  { deps, now }: World,
  part: Partial<CreateReminder> = {},
  by: Actor = member('kim'),
): Promise<Reminder> {
  const input = { text: 'Bring the banner', when: 'in 3 hours', zone: 'Europe/Berlin', locale: 'en-US' };
  const wished = await createReminder(deps, { ...input, ...part }, by, now());
  return wished.kind === 'set' ? wished.reminder : savePlan(deps, wished.reminder.id, by, now());
}

/** What a person sees in their list. */
export async function texts({ deps }: World, who: Actor): Promise<string[]> {
  return (await listReminders(deps, who)).map(({ reminder }) => reminder.text);
}
