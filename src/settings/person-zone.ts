import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';
import type { SettingsDeps } from './server-settings.js';
import { readSettings } from './server-settings.js';

/** What a person has set for themselves. */
const personSchema = z.strictObject({
  /** IANA name. */
  timezone: z.string(),
});

export type PersonRecord = z.infer<typeof personSchema>;

export interface PersonDeps extends SettingsDeps {
  store: Store;
  people: Collection<PersonRecord>;
}

/** The collection of people's own settings, keyed by pseudonym and sealed. */
export function peopleCollection(store: Store): Collection<PersonRecord> {
  return store.collection({ prefix: 'person', version: 1, schema: personSchema, sealed: true });
}

/** The zone a person's dates are read in: their own, else the server's, else undefined (then they are asked, once). */
export async function zoneOf(
  deps: PersonDeps,
  userId: string,
  guildId?: string,
): Promise<string | undefined> {
  const own = await deps.people.get(deps.store.pseudonym(userId));
  if (own !== undefined) return own.timezone;
  return guildId === undefined ? undefined : (await readSettings(deps, guildId)).timezone;
}

/** A person's own zone, if they set one. */
export async function ownZone(deps: PersonDeps, userId: string): Promise<string | undefined> {
  return (await deps.people.get(deps.store.pseudonym(userId)))?.timezone;
}

/** Remembers a person's own zone, an IANA name checked by the caller. */
export async function setOwnZone(deps: PersonDeps, userId: string, timezone: string): Promise<void> {
  await deps.people.put(deps.store.pseudonym(userId), { timezone });
}
