import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { occurrenceAfter } from '../time/repeat.js';
import { needMayRemind } from './channel-rights.js';
import { needSchedule, needText, targetOf, upcoming, type CreateReminder, type Wished } from './create.js';
import { needReminder } from './list.js';
import { keepPlan } from './plan.js';
import type { Reminder, ReminderDeps } from './reminder.js';
import { reminderQueue, rewriteReminder } from './save.js';

/** What is to be different, as typed; what is absent stays. */
export interface EditReminder {
  text?: string | undefined;
  when?: string | undefined;
  repeat?: string | undefined;
  /** IANA name the time is meant in from now on. */
  zone?: string | undefined;
  channel?: CreateReminder['channel'];
  /** The role it mentions, where it goes to a channel already. */
  mentionRoleId?: string | undefined;
  locale: string;
}

/**
 * Changes a reminder of the actor's, or (organisers) of a channel of their server. A new date or zone is read like a
 * new reminder's, in the reminder's own zone unless another is given; a date without a repeat makes it come once. One
 * that repeats at other times is shown before it is saved. A new schedule also ends a pause.
 */
export async function editReminder(
  deps: ReminderDeps,
  meant: string,
  changes: EditReminder,
  actor: Actor,
  now: Date,
): Promise<Wished> {
  const { id } = await needReminder(deps, meant, actor);
  return deps.store.queue.exclusive(reminderQueue(id), async () => {
    const before = await needStill(deps, id);
    await needMayRemind(deps, before.target, actor);
    const target = await newTarget(deps, before.target, changes, actor);
    const text = changes.text === undefined ? before.text : needText(changes.text);
    const { when, repeat, zone, locale } = changes;
    if (when === undefined && repeat === undefined && zone === undefined) {
      if (changes.text === undefined && target === before.target) throw new Refusal('nothing-to-change');
      const after: Reminder = { ...before, text, target };
      await rewriteReminder(deps, before, after);
      return { kind: 'set', reminder: after };
    }
    // Without a new date the old one is read anew: on the same wall, perhaps in another zone, perhaps repeating.
    const typed = { when: when ?? before.due.wall.replace('T', ' '), repeat };
    const schedule = needSchedule(typed, zone ?? before.due.zone, locale, now);
    const pattern = when === undefined && repeat === undefined ? before.repeat : undefined;
    const { repeat: _repeat, paused: _paused, last: _last, ...kept } = before;
    const rest: Reminder = { ...kept, text, target, due: schedule.due, given: 0 };
    const inZone = pattern === undefined ? undefined : { ...pattern, zone: schedule.due.zone };
    const then = schedule.repeat ?? inZone;
    const after: Reminder = then === undefined ? rest : { ...rest, repeat: then };
    if (after.repeat !== undefined) {
      await keepPlan(deps, actor.userId, { reminder: after, from: 'edit' }, now);
      return { kind: 'look', reminder: after, next: upcoming(after) };
    }
    await rewriteReminder(deps, before, after);
    return { kind: 'set', reminder: after };
  });
}

/** Pauses a reminder: nothing is sent until it is resumed. Pausing twice is pausing once. */
export async function pauseReminder(deps: ReminderDeps, meant: string, actor: Actor): Promise<Reminder> {
  const { id } = await needReminder(deps, meant, actor);
  return deps.store.queue.exclusive(reminderQueue(id), async () => {
    const before = await needStill(deps, id);
    if (before.paused === 'wished') return before;
    const after: Reminder = { ...before, paused: 'wished' };
    await rewriteReminder(deps, before, after);
    return after;
  });
}

/**
 * Resumes a paused reminder at its next occurrence; what fell into the pause is not sent. Refused when it is not paused,
 * or has no occurrence ahead.
 */
export async function resumeReminder(
  deps: ReminderDeps,
  meant: string,
  actor: Actor,
  now: Date,
): Promise<Reminder> {
  const { id } = await needReminder(deps, meant, actor);
  return deps.store.queue.exclusive(reminderQueue(id), async () => {
    const { paused, ...before } = await needStill(deps, id);
    await needMayRemind(deps, before.target, actor);
    if (paused === undefined) throw new Refusal('reminder-not-paused');
    const ahead = Date.parse(before.due.instant) > now.getTime();
    const due = ahead || before.repeat === undefined ? undefined : occurrenceAfter(before.repeat, now);
    if (!ahead && due === undefined) throw new Refusal('reminder-over');
    const after: Reminder = due === undefined ? before : { ...before, due };
    await rewriteReminder(deps, { ...before, paused }, after);
    return after;
  });
}

async function newTarget(
  deps: ReminderDeps,
  target: Reminder['target'],
  { channel, mentionRoleId }: EditReminder,
  actor: Actor,
): Promise<Reminder['target']> {
  if (channel !== undefined) return targetOf(deps, channel, actor);
  if (mentionRoleId === undefined) return target;
  if (target.kind === 'owner') throw new Refusal('mention-needs-channel');
  return { ...target, mentionRoleId };
}

/** The reminder as it is now that it is ours alone; refused when it was deleted meanwhile. */
async function needStill(deps: ReminderDeps, id: string): Promise<Reminder> {
  const reminder = await deps.reminders.get(id);
  if (reminder === undefined) throw new Refusal('reminder-unknown');
  return reminder;
}
