import { outboxCollection } from '../../src/outbox/outbox.js';
import type { Collection } from '../../src/store/types.js';
import type { Stage } from './stage.js';

/** The collections that say what the bot remembers. */
export const KEPT = [
  'proposals',
  'proposalsByGuild',
  'ballots',
  'drafts',
  'reports',
  'reminders',
  'remindersByOwner',
  'remindersByGuild',
  'follows',
  'pending',
  'settings',
  'people',
  'outbox',
] as const;

export type Kept = (typeof KEPT)[number];
export type Snapshot = Partial<Record<Kept, Record<string, unknown>>>;

/** Everything in one collection, by id. */
export async function stored<T>(collection: Collection<T>): Promise<Record<string, T>> {
  const rows = await collection.range({ limit: 1_000 });
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

/** What the store holds now, apart from the collections left out. */
export async function snapshot(stage: Stage, without: readonly Kept[] = []): Promise<Snapshot> {
  const { deps } = stage.app;
  const all: Record<Kept, Collection<unknown>> = {
    proposals: deps.proposals,
    proposalsByGuild: deps.proposalsByGuild,
    ballots: deps.ballots,
    drafts: deps.drafts,
    reports: deps.reports,
    reminders: deps.reminders,
    remindersByOwner: deps.remindersByOwner,
    remindersByGuild: deps.remindersByGuild,
    follows: deps.follows,
    pending: deps.pending,
    settings: deps.settings,
    people: deps.people,
    outbox: outboxCollection(deps.store),
  };
  const taken: Snapshot = {};
  for (const name of KEPT) if (!without.includes(name)) taken[name] = await stored(all[name]);
  return taken;
}

/** How many rows a collection has. */
export async function countIn(collection: Collection<unknown>): Promise<number> {
  return Object.keys(await stored(collection)).length;
}
