import { whoseData, type Actor } from '../authority.js';
import { nudgeKey } from '../proposals/nudge.js';
import type { Due } from '../store/due.js';
import { entriesOf } from '../store/entries.js';
import type { Store } from '../store/types.js';
import { tracesOf } from './own-data.js';
import type { PrivacyDeps, TraceKind } from './trace.js';

export interface Erased {
  /** How many things of each kind were removed. */
  removed: Partial<Record<TraceKind, number>>;
  /** Rows that cannot be read: they may be about the person, and stay. */
  unreadable: number;
}

type Asking = Pick<Actor, 'userId'>;

/** What is made while it is erased is found in another pass; more than this nobody makes by hand. */
const MOST_PASSES = 4;
const PAGE = 500;

/** Erasing under way, by person: pressed twice at once it is done once. */
const running = new WeakMap<Store, Map<string, Promise<Erased>>>();

/**
 * Erases everything stored of whoever asks, or the person from it where it is others' as well: their proposals stay the
 * organisation's, the reminders they set for channels stay the server's. When it resolves nothing of them is in the
 * store's files any more, but for what may stand in rows that cannot be read. What an end of the process left half done is found when they ask again.
 */
export async function eraseOwn(deps: PrivacyDeps, actor: Asking, now: Date): Promise<Erased> {
  const here = running.get(deps.store) ?? new Map<string, Promise<Erased>>();
  running.set(deps.store, here);
  const userId = whoseData(actor);
  const already = here.get(userId);
  if (already !== undefined) return already;
  // One person after the other: each time all that is stored is read through.
  const erasing = deps.store.queue.exclusive('erase', () => erase(deps, actor, now));
  here.set(userId, erasing);
  try {
    return await erasing;
  } finally {
    here.delete(userId);
  }
}

async function erase(deps: PrivacyDeps, actor: Asking, now: Date): Promise<Erased> {
  const removed: Erased['removed'] = {};
  let unreadable = 0;
  for (let pass = 0, found = 1; pass < MOST_PASSES && found + unreadable > 0; pass += 1) {
    found = 0;
    unreadable = 0;
    const traces = tracesOf(deps, actor, now, (rows) => (unreadable += rows));
    for await (const { kind, erase: remove } of traces) {
      await remove();
      found += 1;
      removed[kind] = (removed[kind] ?? 0) + 1;
    }
  }
  await removeList(deps, whoseData(actor));
  await removeDueRows(deps, whoseData(actor));
  await deps.store.checkpoint();
  return { removed, unreadable };
}

/** What is left in the person's list of reminders has a record that is gone or cannot be read. */
async function removeList(deps: PrivacyDeps, userId: string): Promise<void> {
  for await (const { id } of entriesOf(deps.remindersByOwner, `${deps.store.pseudonym(userId)}:`)) {
    await deps.reminders.remove(id.split(':').at(-1) ?? '');
    await deps.remindersByOwner.remove(id);
  }
}

/** Due rows with a pseudonym of the person: of what was erased just now, and of what was published or put off before. */
async function removeDueRows(deps: PrivacyDeps, userId: string): Promise<void> {
  const pseudonym = deps.store.pseudonym(userId);
  for (let after: string | undefined; ;) {
    const rows = await deps.due.page(PAGE, after);
    const own = rows.filter((row) => isOf(deps, row, userId, pseudonym));
    await Promise.all(own.map((row) => deps.due.remove(row)));
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.key;
  }
}

function isOf(deps: PrivacyDeps, { kind, id }: Due, userId: string, pseudonym: string): boolean {
  if (kind === 'draft' || kind === 'pending' || kind === 'plan') return id.startsWith(pseudonym);
  const [, proposalId, version, name] = /^(?:nudge-)?([a-z0-9]{10})-(\d+)-([0-9a-f]{32})/u.exec(id) ?? [];
  if (proposalId === undefined || name === undefined || (kind !== 'nudge' && kind !== 'outbox')) return false;
  return nudgeKey(deps, { id: proposalId, version: Number(version) }, userId).endsWith(`:${name}`);
}
