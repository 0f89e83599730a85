import { NOBODY } from '../../../src/nobody.js';
import type { Collection } from '../../../src/store/types.js';
import type { Stage } from '../../support/stage.js';

/** What only those with a right may change or add to. */
const GUARDED = [
  'settings',
  'organisations',
  'serverRules',
  'fronts',
  'memberships',
  'frontServers',
  'codes',
  'hidden',
  'digests',
  'goneServers',
  'askedPeople',
  'pastActions',
] as const;

/** Where everybody may add what is their own, and change nothing that is there. */
const SHARED = [
  'proposals',
  'ballots',
  'drafts',
  'reports',
  'follows',
  'nudges',
  'reminders',
  'pending',
  'plans',
  'polls',
  'people',
] as const;

type Name = (typeof GUARDED)[number] | (typeof SHARED)[number];
export type Facts = ReadonlyMap<Name, ReadonlyMap<string, string>>;

/** Every row of what must not change, by collection and id. */
export async function readFacts({ app }: Stage): Promise<Facts> {
  const names = [...GUARDED, ...SHARED];
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await rowsOf(app.deps[name] as Collection<unknown>)] as const),
    ),
  );
}

async function rowsOf(collection: Collection<unknown>): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (let after: string | undefined; ;) {
    const page = await collection.range({ limit: 1_000, ...(after === undefined ? {} : { after }) });
    for (const { id, value } of page) rows.set(id, JSON.stringify(value));
    after = page.length < 1_000 ? undefined : page.at(-1)?.id;
    if (after === undefined) return rows;
  }
}

/** In which field a row says whose it is. */
const OWNER: Partial<Record<Name, string>> = {
  proposals: 'proposerId',
  drafts: 'userId',
  nudges: 'userId',
  reminders: 'ownerId',
  polls: 'makerId',
};

/**
 * What people without any right changed that they may not: anything of others, anything that needs a right, and
 * anything new in somebody else's name. One line each.
 */
export function unauthorised(before: Facts, after: Facts, people: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  for (const [name, rows] of before) {
    const now = after.get(name) ?? new Map<string, string>();
    for (const [id, value] of rows)
      if (now.get(id) !== value) wrong.push(`${name} ${id}: ${value} became ${String(now.get(id))}`);
    for (const [id, value] of now) {
      if (rows.has(id)) continue;
      const row = JSON.parse(value) as Record<string, unknown>;
      const owner = OWNER[name];
      const guarded = (GUARDED as readonly string[]).includes(name);
      const foreign = owner !== undefined && ![...people, NOBODY].includes(String(row[owner]));
      const toAll = (row.target as { kind?: unknown } | undefined)?.kind === 'channel';
      if (guarded || foreign || toAll) wrong.push(`new in ${name}: ${id} ${value}`);
    }
  }
  return wrong;
}
