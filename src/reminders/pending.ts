import { z } from 'zod';
import type { Actor } from '../authority.js';
import type { Collection, Store } from '../store/types.js';
import { createReminder, type CreateReminder, type Wished } from './create.js';
import type { ReminderDeps } from './reminder.js';

/** Kept so long for the answer to "which time zone are you in?". */
export const PENDING_MS = 3_600_000;

const pendingSchema = z.strictObject({
  text: z.string(),
  when: z.string(),
  repeat: z.string().optional(),
  locale: z.string(),
  guildId: z.string().optional(),
  channel: z.strictObject({ channelId: z.string(), mentionRoleId: z.string().optional() }).optional(),
  at: z.iso.datetime(),
});

export type PendingReminder = z.infer<typeof pendingSchema>;

/** The collection of what people asked for before they were asked for their zone: one each. */
export function pendingCollection(store: Store): Collection<PendingReminder> {
  return store.collection({ prefix: 'pending-reminder', version: 1, schema: pendingSchema, sealed: true });
}

/** Keeps what somebody asked for until their zone is known. */
export async function keepPending(
  deps: ReminderDeps,
  input: Omit<CreateReminder, 'zone'>,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { text, when, repeat, locale, channel } = input;
  const key = deps.store.pseudonym(actor.userId);
  await deps.due.add({ kind: 'pending', id: key, at: new Date(now.getTime() + PENDING_MS).toISOString() });
  await deps.pending.put(key, {
    text: text.slice(0, 4_000),
    when: when.slice(0, 4_000),
    ...(repeat === undefined ? {} : { repeat: repeat.slice(0, 4_000) }),
    locale,
    at: now.toISOString(),
    ...(actor.guildId === undefined ? {} : { guildId: actor.guildId }),
    ...(channel === undefined ? {} : { channel }),
  });
}

/** Sets what was kept, now that the zone is known; undefined when nothing waits. Refuses like createReminder. */
export async function createPending(
  deps: ReminderDeps,
  zone: string,
  actor: Actor,
  now: Date,
): Promise<Wished | undefined> {
  const key = deps.store.pseudonym(actor.userId);
  const pending = await deps.pending.get(key);
  if (pending === undefined || pending.guildId !== actor.guildId) return undefined;
  const { text, when, repeat, locale, channel } = pending;
  await deps.pending.remove(key);
  return createReminder(deps, { text, when, repeat, locale, zone, channel }, actor, now);
}

/** Forgets what nobody went on with. */
export async function forgetPending(deps: ReminderDeps, key: string, now: Date): Promise<void> {
  const pending = await deps.pending.get(key);
  if (pending !== undefined && now.getTime() - Date.parse(pending.at) >= PENDING_MS)
    await deps.pending.remove(key);
}
