import { settleGone } from '../servers/gone.js';
import { entriesOf } from '../store/entries.js';
import { momentAt, momentOf, shiftWall } from '../time/moment.js';
import { pruneBallots, pruneMarks, pruneNames, pruneNudges, pruneProposers } from './prune-proposals.js';
import { pruneOutbox } from './prune-outbox.js';
import { pruneLapsed, pruneReminders } from './prune-reminders.js';
import { DAY_MS, OTHER_MS, pollUntil } from './retention.js';
import { forgetPoll } from '../polls/erase-person.js';
import type { PrivacyDeps } from './trace.js';

/** The clock on the wall in the installation's zone when the night's tidying up begins. */
const NIGHTLY = '03:30';

/** How many records of each kind a night removed. */
export type Pruned = Record<string, number>;

/** Makes sure that the next night's tidying up comes; that of a night that was missed stays due. Repeatable. */
export async function planPrune(deps: PrivacyDeps, now: Date): Promise<void> {
  await deps.due.add({ kind: 'prune', id: 'nightly', at: nextNight(deps.defaultZone, now).toISOString() });
}

/**
 * Removes everything whose time is over, kind by kind: page by page, one record at a time within its own queue, so that no
 * click waits for it, and what somebody is just changing is looked at as it is then. Repeatable at any point; what an end
 * of the process left is found the next night. Resolves to how many records were removed, by kind.
 */
export async function prune(deps: PrivacyDeps, now: Date): Promise<Pruned> {
  const pruned: Pruned = {
    proposers: await pruneProposers(deps, now),
    names: await pruneNames(deps, now),
    marks: await pruneMarks(deps, now),
    nudges: await pruneNudges(deps),
    ballots: await pruneBallots(deps),
    polls: await prunePolls(deps, now),
    reminders: await pruneReminders(deps, now),
    lapsed: await pruneLapsed(deps, now),
    servers: await pruneServers(deps, now),
    codes: await pruneCodes(deps, now),
    messages: await pruneOutbox(deps, now),
  };
  if (Object.values(pruned).some((count) => count > 0)) await deps.store.checkpoint();
  return pruned;
}

/** The first time after an instant that the clock on the wall in `zone` (an IANA name) shows {@link NIGHTLY}. */
export function nextNight(zone: string, now: Date): Date {
  const today = momentAt(`${momentOf(now, zone).wall.slice(0, 10)}T${NIGHTLY}`, zone);
  const next = Date.parse(today.instant) > now.getTime() ? today : shiftWall(today, { days: 1 });
  return new Date(next.instant);
}

/** Polls: the posted result stays, the record goes with who made it. */
async function prunePolls(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id, value: poll } of entriesOf(deps.polls)) {
    const until = await pollUntil(deps, poll);
    if (until === undefined || Date.parse(until) > now.getTime()) continue;
    await forgetPoll(deps, id);
    count += 1;
  }
  return count;
}

/** Servers whose thirty days are over have a due row; this is for one that got lost. */
async function pruneServers(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id, value } of entriesOf(deps.goneServers)) {
    if (Date.parse(value.since) + OTHER_MS + DAY_MS > now.getTime()) continue;
    await settleGone(deps, id, now);
    count += 1;
  }
  return count;
}

/** Codes that nobody can use any more; for a while they are answered with "too old" rather than "wrong". */
async function pruneCodes(deps: PrivacyDeps, now: Date): Promise<number> {
  let count = 0;
  for await (const { id, value } of entriesOf(deps.codes)) {
    if (Date.parse(value.expiresAt) + OTHER_MS > now.getTime()) continue;
    await deps.codes.remove(id);
    count += 1;
  }
  return count;
}
