import { DRAFT_MS } from '../proposals/draft.js';
import { PENDING_MS } from '../reminders/pending.js';
import { PLAN_MS } from '../reminders/plan.js';
import { entriesOf } from '../store/entries.js';
import { plus } from './retention.js';
import type { Person, PrivacyDeps, Trace } from './trace.js';

/** What stands under a person's own pseudonym, beside their reminders: their zone, what they began, what they are to be told. */
export async function* tracesOfOneself(deps: PrivacyDeps, person: Person): AsyncGenerator<Trace> {
  const { pseudonym, userId } = person;
  const own = await deps.people.get(pseudonym);
  if (own !== undefined)
    yield { kind: 'zone', data: { timezone: own.timezone }, erase: () => deps.people.remove(pseudonym) };
  const pending = await deps.pending.get(pseudonym);
  if (pending !== undefined) {
    const { text, when, repeat, at } = pending;
    const data = { text, when, repeat, waitsFor: 'your time zone', typedAt: at };
    const erase = () => deps.pending.remove(pseudonym);
    yield { kind: 'look', until: plus(at, PENDING_MS), data, erase };
  }
  const plan = await deps.plans.get(pseudonym);
  if (plan !== undefined) {
    const { text, due, repeat } = plan.reminder;
    const data = { text, due, repeat, waitsFor: 'Save', shownAt: plan.at };
    const erase = () => deps.plans.remove(pseudonym);
    yield { kind: 'look', until: plus(plan.at, PLAN_MS), data, erase };
  }
  for await (const { id, value } of entriesOf(deps.drafts, `${pseudonym}:`, person.leftOut)) {
    const { typed, guildId: server, createdAt } = value;
    const data = { server, typed, begunAt: createdAt };
    yield { kind: 'draft', until: plus(createdAt, DRAFT_MS), data, erase: () => deps.drafts.remove(id) };
  }
  for (const reminderId of deps.notices.waitingFor(userId)) {
    const erase = () => deps.notices.remove(userId, reminderId);
    yield { kind: 'notice', data: { reminder: reminderId, why: 'it could not reach you' }, erase };
  }
}
