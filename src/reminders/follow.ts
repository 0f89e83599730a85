import type { Actor } from '../authority.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import type { Proposal } from '../proposals/proposal.js';
import { plusElapsed, shiftWall } from '../time/moment.js';
import { saveReminders } from './create.js';
import { removeReminder } from './deliver.js';
import type { Reminder, ReminderDeps } from './reminder.js';

const TWO_HOURS_MS = 2 * 3_600_000;

/**
 * **Remind me** on a card: direct messages 7 days and 1 day (same wall time) and 2 hours (elapsed) before the action,
 * as far as these lie after the vote; when none does, one at its start. Sent only if the proposal is agreed. Asking
 * twice is asking once. Refused when the action has begun or the proposal is no more.
 */
export async function followProposal(
  deps: ReminderDeps,
  proposal: Proposal,
  actor: Actor,
  now: Date,
): Promise<{ reminders: Reminder[]; already: boolean }> {
  if (proposal.state !== 'open' && proposal.state !== 'agreed') {
    throw new Refusal('proposal-not-open', { title: proposal.action.title, state: proposal.state });
  }
  const key = `${proposal.id}:${deps.store.pseudonym(`follow ${proposal.id} ${actor.userId}`)}`;
  return deps.store.queue.exclusive(`follow:${key}`, async () => {
    const before = await deps.follows.get(key);
    const kept = (await deps.reminders.getMany(before?.reminderIds ?? [])).filter(
      (reminder) => reminder !== undefined,
    );
    if (kept.length > 0 && before?.complete === true) return { reminders: kept, already: true };
    for (const reminder of kept) await removeReminder(deps, reminder);
    const reminders = momentsBefore(proposal, now).map((due): Reminder => ({
      id: newId(),
      ownerId: actor.userId,
      text: proposal.action.title,
      due,
      target: { kind: 'owner' },
      proposal: { id: proposal.id, guildId: actor.guildId ?? proposal.guildId },
      createdAt: now.toISOString(),
    }));
    if (reminders.length === 0) throw new Refusal('follow-too-late', { title: proposal.action.title });
    const reminderIds = reminders.map((reminder) => reminder.id);
    await deps.follows.put(key, { reminderIds, complete: false });
    await saveReminders(deps, reminders);
    await deps.follows.put(key, { reminderIds, complete: true });
    return { reminders, already: false };
  });
}

function momentsBefore(proposal: Proposal, now: Date): Reminder['due'][] {
  const { start } = proposal.action;
  const earliest = Math.max(now.getTime(), Date.parse(proposal.closesAt));
  const after = (moment: { instant: string }) => Date.parse(moment.instant) >= earliest;
  const wanted = [
    shiftWall(start, { days: -7 }),
    shiftWall(start, { days: -1 }),
    plusElapsed(start, -TWO_HOURS_MS),
  ];
  const usable = wanted.filter(after);
  return (usable.length > 0 ? usable : [start].filter(after)).map(({ instant, wall, zone }) => ({
    instant,
    wall,
    zone,
  }));
}
