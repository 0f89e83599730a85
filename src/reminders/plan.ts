import { z } from 'zod';
import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import type { Collection, Store } from '../store/types.js';
import { needMayRemind } from './channel-rights.js';
import { reminderSchema, type Reminder, type ReminderDeps } from './reminder.js';
import { reminderQueue, rewriteReminder, saveReminders } from './save.js';

/** Kept so long for Save. */
export const PLAN_MS = 3_600_000;

const planSchema = z.strictObject({
  reminder: reminderSchema,
  /** Whether it is new, or takes the place of one there is. */
  from: z.enum(['create', 'edit']),
  /** Kept until it is forgotten, so that the second click of two is answered like the first. */
  saved: z.boolean().optional(),
  at: z.iso.datetime(),
});

export type Plan = z.infer<typeof planSchema>;

/** The collection of what people look at before they save it. */
export function planCollection(store: Store): Collection<Plan> {
  return store.collection({ prefix: 'reminder-plan', version: 1, schema: planSchema, sealed: true });
}

/** Keeps what somebody looks at, in place of what they looked at before. */
export async function keepPlan(
  deps: ReminderDeps,
  userId: string,
  plan: Pick<Plan, 'reminder' | 'from'>,
  now: Date,
): Promise<void> {
  const key = deps.store.pseudonym(userId);
  await deps.due.add({ kind: 'plan', id: key, at: new Date(now.getTime() + PLAN_MS).toISOString() });
  await deps.plans.put(key, { ...plan, at: now.toISOString() });
}

/**
 * **Save**: sets what the person has looked at. Pressed twice it is set once. Refused when it is gone, too old, or its
 * first occurrence has gone by meanwhile, when too many are waiting, and for a channel to whoever may not, or no longer.
 */
export async function savePlan(
  deps: ReminderDeps,
  reminderId: string,
  actor: Actor,
  now: Date,
): Promise<Reminder> {
  const key = deps.store.pseudonym(actor.userId);
  return deps.store.queue.exclusive(reminderQueue(reminderId), async () => {
    const plan = await deps.plans.get(key);
    if (plan?.reminder.id !== reminderId) throw new Refusal('plan-gone');
    const { reminder, from } = plan;
    if (plan.saved === true) return reminder;
    await needMayRemind(deps, reminder.target, actor);
    if (Date.parse(reminder.due.instant) <= now.getTime()) throw new Refusal('plan-gone');
    const before = await deps.reminders.get(reminderId);
    if (from === 'edit' && before === undefined) throw new Refusal('reminder-unknown');
    if (before === undefined) await saveReminders(deps, [reminder]);
    else await rewriteReminder(deps, before, reminder);
    await deps.plans.put(key, { ...plan, saved: true });
    return reminder;
  });
}

/** **Discard**: forgets what the person has looked at; what is set stays as it is. */
export async function discardPlan(deps: ReminderDeps, reminderId: string, actor: Actor): Promise<void> {
  const key = deps.store.pseudonym(actor.userId);
  const plan = await deps.plans.get(key);
  if (plan?.reminder.id === reminderId && plan.saved !== true) await deps.plans.remove(key);
}

/** Forgets what nobody saved. */
export async function forgetPlan(deps: ReminderDeps, key: string, now: Date): Promise<void> {
  const plan = await deps.plans.get(key);
  if (plan !== undefined && now.getTime() - Date.parse(plan.at) >= PLAN_MS) await deps.plans.remove(key);
}
