import type { Item } from '../outbox/item.js';
import { outboxCollection } from '../outbox/outbox.js';
import { eraseReminder } from '../reminders/erase-person.js';
import { KEEP_MS, readReminders, type Reminder } from '../reminders/reminder.js';
import { pagesOf } from '../store/entries.js';
import { plus } from './retention.js';
import type { Person, PrivacyDeps, Trace } from './trace.js';

/**
 * A person's reminders, those they set for channels, and what is known of messages to them. Lists name what waits; what
 * was given already is found through its message, which is kept as long.
 */
export async function* tracesOfReminders(deps: PrivacyDeps, person: Person): AsyncGenerator<Trace> {
  const seen = new Set<string>();
  const traces = async (ids: readonly string[]): Promise<Trace[]> => {
    const fresh = [...new Set(ids)].filter((id) => !seen.has(id));
    const found = await readReminders(deps, fresh);
    const own = found.filter((reminder) => reminder?.ownerId === person.userId) as Reminder[];
    for (const { id } of own) seen.add(id);
    return own.map((reminder) => traceOf(deps, person, reminder));
  };
  for await (const page of pagesOf(deps.remindersByOwner, `${person.pseudonym}:`, person.leftOut))
    yield* await traces(page.map(({ id }) => lastPart(id)));
  for await (const page of pagesOf(deps.remindersByGuild, '', person.leftOut))
    yield* await traces(page.map(({ id }) => lastPart(id)));
  for await (const page of pagesOf(outboxCollection(deps.store), '', person.leftOut)) {
    yield* await traces(
      page.flatMap(({ value: { about } }) => (about.kind === 'reminder' ? [about.reminderId] : [])),
    );
    for (const { id, value } of page) {
      const { target } = value;
      if (target.kind === 'person' && target.userId === person.userId) yield messageTrace(deps, id, value);
    }
  }
}

function traceOf(deps: PrivacyDeps, { userId, now }: Person, reminder: Reminder): Trace {
  const { id, text, due, repeat, paused, target, given, createdAt, proposal } = reminder;
  const data = {
    text,
    due,
    repeat,
    paused,
    times: given,
    to: target.kind === 'owner' ? 'you' : { server: target.guildId, channel: target.channelId },
    aboutProposal: proposal?.id,
    setAt: createdAt,
  };
  const erase = () => eraseReminder(deps, id, userId);
  const until = repeat === undefined ? plus(due.instant, KEEP_MS) : undefined;
  if (target.kind === 'channel') return { kind: 'reminder-here', until, data, erase };
  const isGiven = until !== undefined && Date.parse(due.instant) <= now.getTime();
  return { kind: isGiven ? 'reminder-given' : 'reminder', until, data, erase };
}

function messageTrace(deps: PrivacyDeps, id: string, item: Item): Trace {
  const { about, state, owedAt, nextAt, message } = item;
  const data = { about: about.kind, state, since: owedAt, sentAt: message?.at };
  const until = plus(message?.at ?? owedAt, KEEP_MS);
  const erase = async () => {
    await deps.outbox.forget(id);
    await deps.due.remove({ kind: 'outbox', id, at: nextAt });
  };
  return { kind: 'message', until, data, erase };
}

function lastPart(id: string): string {
  return id.split(':').at(-1) ?? '';
}
