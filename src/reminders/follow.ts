import type { Actor } from '../authority.js';
import { newId } from '../id.js';
import { momentsBefore } from '../proposals/before-action.js';
import { Refusal } from '../refusal.js';
import type { Proposal } from '../proposals/proposal.js';
import { removeReminder } from './deliver.js';
import type { Reminder, ReminderDeps } from './reminder.js';
import { saveReminders, writeReminder } from './save.js';

const PAGE = 100;

/**
 * **Remind me** on a card: direct messages 7 days and 1 day (same wall time) and 2 hours (elapsed) before the action,
 * as far as these lie after the vote; when none does, one at its start. Sent only if the proposal is agreed. Asking
 * twice is asking once. They come in the person's `locale`. Refused when the action has begun or the proposal is no more.
 */
export async function followProposal(
  deps: ReminderDeps,
  proposal: Proposal,
  actor: Actor,
  now: Date,
  locale?: string,
): Promise<{ reminders: Reminder[]; already: boolean }> {
  if (proposal.state !== 'open' && proposal.state !== 'agreed') {
    throw new Refusal('proposal-not-open', { title: proposal.action.title, state: proposal.state });
  }
  const key = followKey(deps, proposal.id, actor.userId);
  return deps.store.queue.exclusive(`follow:${key}`, async () => {
    const before = await deps.follows.get(key);
    const kept = (await deps.reminders.getMany(before?.reminderIds ?? [])).filter(
      (reminder) => reminder !== undefined,
    );
    if (kept.length > 0 && before?.complete === true) return { reminders: kept, already: true };
    for (const reminder of kept) await removeReminder(deps, reminder);
    const about = { ownerId: actor.userId, guildId: actor.guildId ?? proposal.guildId, locale };
    const reminders = momentsAhead(proposal, now).map((due) => reminderOf(proposal, about, due, now));
    if (reminders.length === 0) throw new Refusal('follow-too-late', { title: proposal.action.title });
    const reminderIds = reminders.map((reminder) => reminder.id);
    await deps.follows.put(key, { reminderIds, complete: false });
    await saveReminders(deps, reminders);
    await deps.follows.put(key, { reminderIds, complete: true });
    return { reminders, already: false };
  });
}

/** Whether somebody pressed **Remind me** on a proposal and has not deleted since all that came of it. */
export async function isFollowing(
  deps: Pick<ReminderDeps, 'store' | 'follows' | 'reminders'>,
  proposalId: string,
  userId: string,
): Promise<boolean> {
  const follow = await deps.follows.get(followKey(deps, proposalId, userId));
  const reminders = await deps.reminders.getMany(follow?.reminderIds ?? []);
  return reminders.some((reminder) => reminder !== undefined);
}

/**
 * Brings the reminders of those who pressed **Remind me** in line with what has become of a proposal: other times after
 * it was amended, none once it was withdrawn, called off or not agreed. Repeatable.
 */
export async function alignFollowers(deps: ReminderDeps, proposalId: string, now: Date): Promise<void> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal === undefined) return;
  for (let after: string | undefined; ;) {
    const range = { within: `${proposalId}:`, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await deps.follows.range(range);
    for (const { id: key } of page) {
      await deps.store.queue.exclusive(`follow:${key}`, () => align(deps, proposal, key, now));
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

async function align(deps: ReminderDeps, proposal: Proposal, key: string, now: Date): Promise<void> {
  const follow = await deps.follows.get(key);
  if (follow === undefined) return;
  const kept = (await deps.reminders.getMany(follow.reminderIds)).filter(
    (reminder) => reminder !== undefined,
  );
  const [first] = kept;
  const over = proposal.state !== 'open' && proposal.state !== 'agreed';
  if (first === undefined || over) {
    // What took place was reminded of; what did not is not to be.
    if (proposal.state !== 'took place') for (const reminder of kept) await removeReminder(deps, reminder);
    if (over) await deps.follows.remove(key);
    return;
  }
  // What is due at this moment is being told of already.
  const isAhead = ({ instant }: { instant: string }) => Date.parse(instant) > now.getTime();
  const wanted = momentsAhead(proposal, now).filter(isAhead);
  const ahead = kept.filter(({ due }) => isAhead(due));
  const same = (a: { instant: string }[], b: { instant: string }[]) =>
    a.map(({ instant }) => instant).join() === b.map(({ instant }) => instant).join();
  if (same(wanted, ahead.map(({ due }) => due).sort(byInstant))) return;
  const { ownerId, locale } = first;
  const about = { ownerId, guildId: first.proposal?.guildId ?? proposal.guildId, locale };
  const added = wanted.map((due) => reminderOf(proposal, about, due, now));
  const past = kept.filter((reminder) => !ahead.includes(reminder));
  const all = [...past, ...ahead, ...added].map(({ id }) => id);
  await deps.follows.put(key, { reminderIds: all, complete: false });
  // They take the place of the old ones, so no limit is asked. After a crash in between this begins anew.
  for (const reminder of added) await writeReminder(deps, reminder);
  for (const reminder of ahead) await removeReminder(deps, reminder);
  await deps.follows.put(key, { reminderIds: [...past, ...added].map(({ id }) => id), complete: true });
}

/** Where it is kept that somebody pressed **Remind me** on a proposal. */
export function followKey(
  { store }: Pick<ReminderDeps, 'store'>,
  proposalId: string,
  userId: string,
): string {
  return `${proposalId}:${store.pseudonym(`follow ${proposalId} ${userId}`)}`;
}

function byInstant(a: { instant: string }, b: { instant: string }): number {
  return a.instant < b.instant ? -1 : 1;
}

function reminderOf(
  proposal: Proposal,
  { ownerId, guildId, locale }: { ownerId: string; guildId: string; locale: string | undefined },
  due: Reminder['due'],
  now: Date,
): Reminder {
  return {
    id: newId(),
    ownerId,
    text: proposal.action.title,
    due,
    given: 0,
    target: { kind: 'owner' },
    proposal: { id: proposal.id, guildId },
    createdAt: now.toISOString(),
    ...(locale === undefined ? {} : { locale }),
  };
}

function momentsAhead(proposal: Proposal, now: Date): Reminder['due'][] {
  const { start } = proposal.action;
  const earliest = Math.max(now.getTime(), Date.parse(proposal.closesAt));
  const after = (moment: { instant: string }) => Date.parse(moment.instant) >= earliest;
  const usable = momentsBefore(proposal.action).filter(after);
  return (usable.length > 0 ? usable : [start].filter(after)).map(({ instant, wall, zone }) => ({
    instant,
    wall,
    zone,
  }));
}
