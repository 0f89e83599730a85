import { may, type Actor } from '../authority.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import type { Collection } from '../store/types.js';
import { clean } from '../texts/clean.js';
import { readWhen } from '../time/read-when.js';
import { listing, REMINDER_LIMITS, type Reminder, type ReminderDeps } from './reminder.js';

export interface CreateReminder {
  /** As typed. */
  text: string;
  when: string;
  /** IANA name the date is read in. */
  zone: string;
  locale: string;
  /** A channel of the actor's server instead of a direct message, with the one role it may ping. */
  channel?: { channelId: string; mentionRoleId?: string | undefined };
}

/**
 * Sets a one-off reminder: to oneself, or (organisers) to a channel. Refused when the text or date cannot be used, the
 * actor may not remind that channel, or too many are waiting. Resolves when it is on disk.
 */
export async function createReminder(
  deps: ReminderDeps,
  input: CreateReminder,
  actor: Actor,
  now: Date,
): Promise<Reminder> {
  const text = clean(input.text, true);
  if (text === '') throw new Refusal('text-empty');
  if (text.length > REMINDER_LIMITS.text) {
    throw new Refusal('text-too-long', { max: REMINDER_LIMITS.text, length: text.length });
  }
  const target = await targetOf(deps, input, actor);
  if (clean(input.when) === '') throw new Refusal('when-empty');
  const when = readWhen(input.when, { zone: input.zone, now, locale: input.locale });
  if (!when.ok) throw new Refusal(`when-${when.problem}`, { typed: clean(input.when).slice(0, 100) });
  const { instant, wall, zone } = when.start;
  const reminder: Reminder = {
    id: newId(),
    ownerId: actor.userId,
    text,
    due: { instant, wall, zone },
    target,
    createdAt: now.toISOString(),
  };
  await saveReminders(deps, [reminder]);
  return reminder;
}

/**
 * Writes reminders of one list, all or none, within its owner's or server's limit: for each the due row first (alone it
 * does nothing), then the list entry, then the reminder. Refused when the limit is reached.
 */
export async function saveReminders(deps: ReminderDeps, reminders: readonly Reminder[]): Promise<void> {
  const [first] = reminders;
  if (first === undefined) return;
  const place = listing(deps, first);
  const owner = place.id.slice(0, place.id.indexOf(':') + 1);
  await deps.store.queue.exclusive(`reminders:${owner}`, async () => {
    const inChannel = first.target.kind === 'channel';
    const most = inChannel ? REMINDER_LIMITS.perServer : REMINDER_LIMITS.perPerson;
    if ((await countWaiting(deps, place.in, owner, most)) + reminders.length > most) {
      throw new Refusal(inChannel ? 'reminders-full-here' : 'reminders-full', { most });
    }
    for (const reminder of reminders) {
      const listed = listing(deps, reminder);
      await deps.due.add({ kind: 'reminder', id: reminder.id, at: reminder.due.instant });
      await listed.in.put(listed.id, {});
      await deps.reminders.put(reminder.id, reminder);
    }
  });
}

/** Entries without a reminder, left by a crash, are removed before the limit turns anybody away. */
async function countWaiting(
  deps: ReminderDeps,
  list: Collection<Record<string, never>>,
  within: string,
  most: number,
): Promise<number> {
  const rows = await list.range({ within, limit: most });
  if (rows.length < most) return rows.length;
  const reminders = await deps.reminders.getMany(rows.map(({ id }) => id.split(':').at(-1) ?? ''));
  const strays = rows.filter((_row, index) => reminders[index] === undefined);
  await Promise.all(strays.map(({ id }) => list.remove(id)));
  return rows.length - strays.length;
}

async function targetOf(
  deps: ReminderDeps,
  input: CreateReminder,
  actor: Actor,
): Promise<Reminder['target']> {
  if (input.channel === undefined) return { kind: 'owner' };
  if (actor.guildId === undefined) throw new Refusal('server-only');
  const settings = await readSettings(deps, actor.guildId);
  if (!may(actor, 'remind a channel', { guildId: actor.guildId, settings }))
    throw new Refusal('organisers-only');
  return { kind: 'channel', guildId: actor.guildId, ...input.channel };
}
