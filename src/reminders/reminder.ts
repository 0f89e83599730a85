import { createHash } from 'node:crypto';
import { z } from 'zod';
import { momentSchema } from '../proposals/action.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Hidden, Proposal } from '../proposals/proposal.js';
import type { PersonDeps } from '../settings/person-zone.js';
import type { DueIndex } from '../store/due.js';
import { StoredValueInvalid, type Collection, type Store } from '../store/types.js';
import { repeatSchema } from '../time/repeat.js';
import type { Notices } from './notices.js';
import type { PendingReminder } from './pending.js';
import type { Plan } from './plan.js';

/** How many may be waiting at once (product section 8). */
export const REMINDER_LIMITS = { text: 500, perPerson: 50, perServer: 500 } as const;

/** Kept after its time, then forgotten (threats section 6). */
export const KEEP_MS = 7 * 24 * 3_600_000;

export const reminderSchema = z.strictObject({
  id: z.string(),
  /** Whose it is: who gets it, or who set it for a channel (`NOBODY` once they erased themselves). The reason that the record is sealed. */
  ownerId: z.string(),
  /** Cleaned, never escaped. */
  text: z.string().min(1).max(REMINDER_LIMITS.text),
  /** The next occurrence; the only one where it does not repeat. */
  due: momentSchema,
  repeat: repeatSchema.optional(),
  /** How many occurrences there were, those skipped by an outage included; counts towards the end of a repeat. */
  given: z.number().int().nonnegative().default(0),
  /** The occurrence before `due`, which people may still look at. */
  last: momentSchema.optional(),
  /** Nothing is sent meanwhile: its owner wished so, or its channel is gone. */
  paused: z.enum(['wished', 'gone']).optional(),
  target: z.discriminatedUnion('kind', [
    /** A discreet direct message to the owner. */
    z.strictObject({ kind: z.literal('owner') }),
    z.strictObject({
      kind: z.literal('channel'),
      guildId: z.string(),
      channelId: z.string(),
      /** The one role it may ping, chosen through an option. */
      mentionRoleId: z.string().optional(),
    }),
  ]),
  /** What it hangs on: sent only if that was agreed, and an organisation in that server is in. */
  proposal: z.strictObject({ id: z.string(), guildId: z.string() }).optional(),
  createdAt: z.iso.datetime(),
  /** The owner's Discord locale when they set it: a message that answers no click has none. */
  locale: z.string().max(20).optional(),
});

export type Reminder = z.infer<typeof reminderSchema>;

const followSchema = z.strictObject({
  reminderIds: z.array(z.string()),
  /** False until all of them are written, so that what a crash left half done is begun again. */
  complete: z.boolean(),
});

export type Follow = z.infer<typeof followSchema>;

export interface ReminderDeps extends PersonDeps {
  store: Store;
  reminders: Collection<Reminder>;
  /** A person's reminders in order of time, by pseudonym; a row goes once it was delivered. */
  remindersByOwner: Collection<Record<string, never>>;
  /** A server's channel reminders in order of time. */
  remindersByGuild: Collection<Record<string, never>>;
  /** Which reminders **Remind me** made, per proposal and person. */
  follows: Collection<Follow>;
  /** What waits for the answer to "which time zone are you in?". */
  pending: Collection<PendingReminder>;
  /** Repeating reminders shown to somebody who has not pressed Save yet: one each. */
  plans: Collection<Plan>;
  proposals: Collection<Proposal>;
  /** Cards hidden or taken down, by proposal and server. */
  hidden: Collection<Hidden>;
  due: DueIndex;
  outbox: Outbox;
  notices: Notices;
  defaultZone: string;
}

/** The reminders' collections. */
export function reminderCollections(store: Store) {
  const nothing = z.strictObject({}) as unknown as z.ZodType<Record<string, never>>;
  return {
    reminders: store.collection<Reminder>({
      prefix: 'reminder',
      version: 1,
      schema: reminderSchema,
      sealed: true,
    }),
    remindersByOwner: store.collection({
      prefix: 'reminder-by-owner',
      version: 1,
      schema: nothing,
      sealed: false,
    }),
    remindersByGuild: store.collection({
      prefix: 'reminder-by-guild',
      version: 1,
      schema: nothing,
      sealed: false,
    }),
    follows: store.collection({
      prefix: 'follow',
      version: 1,
      schema: followSchema,
      sealed: true,
    }),
  };
}

/** The outbox id of the message of one occurrence; `instant` is ISO 8601 in UTC. */
export function occurrenceId(reminderId: string, instant: string): string {
  return `reminder-${reminderId}-${String(Date.parse(instant))}`;
}

/** Ten characters fit for an id, always the same for the same text. */
export function derivedId(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 10);
}

/** Where a reminder is listed: under its server if it goes to a channel, else under its owner's pseudonym. */
export function listing(
  deps: ReminderDeps,
  reminder: Reminder,
): { in: Collection<Record<string, never>>; id: string } {
  const tail = `${String(Date.parse(reminder.due.instant)).padStart(13, '0')}:${reminder.id}`;
  return reminder.target.kind === 'channel'
    ? { in: deps.remindersByGuild, id: `${reminder.target.guildId}:${tail}` }
    : { in: deps.remindersByOwner, id: `${deps.store.pseudonym(reminder.ownerId)}:${tail}` };
}

/** Reminders by id, in that order; undefined where there is none, or one whose record was damaged. */
export async function readReminders(
  deps: Pick<ReminderDeps, 'reminders'>,
  ids: readonly string[],
): Promise<(Reminder | undefined)[]> {
  try {
    return await deps.reminders.getMany([...ids]);
  } catch (error) {
    if (!(error instanceof StoredValueInvalid)) throw error;
    return Promise.all(ids.map((id) => readReminder(deps, id)));
  }
}

async function readReminder(
  { reminders }: Pick<ReminderDeps, 'reminders'>,
  id: string,
): Promise<Reminder | undefined> {
  try {
    return await reminders.get(id);
  } catch (error) {
    if (!(error instanceof StoredValueInvalid)) throw error;
    return undefined;
  }
}
