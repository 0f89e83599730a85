import type { Actor } from '../authority.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import { clean } from '../texts/clean.js';
import type { Moment } from '../time/moment.js';
import { readSchedule, type ScheduleRead } from '../time/read-schedule.js';
import { nextOccurrences, type Repeat } from '../time/repeat.js';
import { needMayRemind } from './channel-rights.js';
import { keepPlan } from './plan.js';
import { REMINDER_LIMITS, type Reminder, type ReminderDeps } from './reminder.js';
import { saveReminders } from './save.js';

/** How many occurrences are shown before a repeating reminder is saved. */
const SHOWN = 3;
const LONGEST_TYPED = 200;

export interface CreateReminder {
  /** As typed. */
  text: string;
  when: string;
  repeat?: string | undefined;
  /** IANA name the date is read in. */
  zone: string;
  locale: string;
  /** A channel of the actor's server instead of a direct message, with the one role it may ping. */
  channel?: { channelId: string; mentionRoleId?: string | undefined } | undefined;
}

/** What came of a wish: a reminder that is set, or a repeating one whose next times are to be looked at first. */
export type Wished =
  { kind: 'set'; reminder: Reminder } | { kind: 'look'; reminder: Reminder; next: Moment[] };

/** When a reminder is due: once, or first and then again. */
export interface Schedule {
  due: Moment;
  repeat?: Repeat;
}

/**
 * Sets a reminder, to oneself or (organisers) to a channel; one that repeats is kept until the person has seen its next
 * occurrences and pressed Save. Refused when the text or date cannot be used, the actor may not remind that channel, or
 * too many are waiting. Resolves when it is on disk.
 */
export async function createReminder(
  deps: ReminderDeps,
  input: CreateReminder,
  actor: Actor,
  now: Date,
): Promise<Wished> {
  const reminder: Reminder = {
    id: newId(),
    ownerId: actor.userId,
    text: needText(input.text),
    target: await targetOf(deps, input.channel, actor),
    ...needSchedule({ when: input.when, repeat: input.repeat }, input.zone, input.locale, now),
    given: 0,
    createdAt: now.toISOString(),
    locale: input.locale,
  };
  if (reminder.repeat !== undefined) {
    await keepPlan(deps, actor.userId, { reminder, from: 'create' }, now);
    return { kind: 'look', reminder, next: upcoming(reminder) };
  }
  await saveReminders(deps, [reminder]);
  return { kind: 'set', reminder };
}

/** The next occurrences of a reminder from `due` on, at most three. */
export function upcoming({ due, repeat, given }: Reminder): Moment[] {
  if (repeat === undefined) return [due];
  const left = repeat.count === undefined ? SHOWN : Math.min(SHOWN, repeat.count - given);
  return nextOccurrences(repeat, new Date(Date.parse(due.instant) - 1), left);
}

/** A reminder's text as it is kept; refused when nothing is left of it or it is too long. */
export function needText(typed: string): string {
  const text = clean(typed, true);
  if (text === '') throw new Refusal('text-empty');
  if (text.length > REMINDER_LIMITS.text) {
    throw new Refusal('text-too-long', { max: REMINDER_LIMITS.text, length: text.length });
  }
  return text;
}

/** Reads when and how often; refused, with an example, for what cannot be read without doubt. */
export function needSchedule(
  typed: { when: string; repeat?: string | undefined },
  zone: string,
  locale: string,
  now: Date,
): Schedule {
  const when = clean(typed.when);
  const repeat = typed.repeat === undefined ? '' : clean(typed.repeat);
  if (when === '' && repeat === '') throw new Refusal('when-empty');
  const read = readSchedule({ when, ...(repeat === '' ? {} : { repeat }) }, { zone, locale, now });
  if (!read.ok) throw unread(read, when, repeat);
  if ('once' in read) return { due: stored(read.once) };
  return { due: stored(read.first), repeat: read.repeat };
}

function unread({ problem, about }: ScheduleRead & { ok: false }, when: string, repeat: string): Refusal {
  const typed = (about === 'repeat' ? repeat : when).slice(0, LONGEST_TYPED);
  const reason = problem.startsWith('repeat-')
    ? (problem as 'repeat-unreadable')
    : (`when-${problem}` as 'when-past');
  return new Refusal(reason, { typed });
}

function stored({ instant, wall, zone }: Moment): Moment {
  return { instant, wall, zone };
}

/** Where a reminder goes; channels are for organisers of the server it is set in. */
export async function targetOf(
  deps: ReminderDeps,
  channel: CreateReminder['channel'],
  actor: Actor,
): Promise<Reminder['target']> {
  if (channel === undefined) return { kind: 'owner' };
  if (actor.guildId === undefined) throw new Refusal('server-only');
  const target = { kind: 'channel', guildId: actor.guildId, ...channel } as const;
  await needMayRemind(deps, target, actor);
  return target;
}
