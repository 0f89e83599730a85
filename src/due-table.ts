import { DELIVERY } from './due-work.js';
import type { Outbox } from './outbox/outbox.js';
import type { Reminder } from './reminders/reminder.js';
import type { Due, DueIndex } from './store/due.js';

/** One thing owed, as it can be looked at: ids and kinds, nothing anybody typed and nobody's name. */
export interface DueRow {
  /** As in the due index, e.g. `close`. */
  kind: string;
  id: string;
  /** When it is done next; ISO 8601 in UTC. */
  at: string;
  /** Of a message: what it is about, e.g. `card`. */
  about?: string;
  /** Of a message: where it goes. */
  to?: 'channel' | 'server' | 'person';
  /** Of a message: its state in the outbox. Of a reminder: whether it repeats, or is paused. */
  state?: string;
  /** Of a message: attempts in vain so far. */
  attempts?: number;
  /** Of a message: when the last attempt began, else when it was last there. Of a reminder: its last occurrence. */
  lastAt?: string;
  /** Of a message: a code for why it waits. */
  reason?: string;
}

export interface DueTable {
  /** In order of time. */
  rows: DueRow[];
  /** How many there are beyond `rows`; counted up to 1,000. */
  more: number;
  /** The instant of the earliest that lies ahead; absent where nothing does. */
  next?: string;
}

export interface DueTableDeps {
  due: DueIndex;
  outbox: Pick<Outbox, 'find'>;
  reminders: { get(id: string): Promise<Reminder | undefined> };
  now: () => Date;
}

/** So many of those left out are counted. */
const COUNTED = 1_000;
/** What comes every night by itself: nothing anybody waits for, or wants the clock to be moved to. */
const NIGHTLY = ['prune'];
const MOST_NIGHTLY = 8;

/** What is owed and when, the first `limit` (0 to 1,000) of it. Reads only; costs what it returns and counts. */
export async function dueTable(deps: DueTableDeps, limit: number): Promise<DueTable> {
  const { due } = deps;
  const wanted = Math.min(limit + MOST_NIGHTLY, COUNTED);
  const page = await due.page(wanted);
  const waited = page.filter(isWaitedFor);
  const [rows, rest, next] = await Promise.all([
    Promise.all(
      waited
        .slice(0, limit)
        .map(async ({ key: _key, ...row }) => ({ ...row, ...(await detailsOf(deps, row)) })),
    ),
    page.length < wanted ? [] : due.page(COUNTED, page.at(-1)?.key),
    nextOf(deps),
  ]);
  const more = Math.max(0, waited.length - limit) + rest.filter(isWaitedFor).length;
  return { rows, more: Math.min(more, COUNTED), ...(next === undefined ? {} : { next: next.at }) };
}

async function nextOf({ due, now }: DueTableDeps): Promise<Due | undefined> {
  let next = await due.next(now());
  while (next !== undefined && !isWaitedFor(next)) next = await due.next(new Date(next.at));
  return next;
}

function isWaitedFor({ kind }: Due): boolean {
  return !NIGHTLY.includes(kind);
}

/** What is known of one row beyond the row; nothing where its record is gone or cannot be read, which only work tells. */
async function detailsOf(deps: DueTableDeps, { kind, id }: Due): Promise<Partial<DueRow>> {
  try {
    if (kind === DELIVERY) return await ofMessage(deps, id);
    if (kind === 'reminder') return await ofReminder(deps, id);
  } catch {
    return {};
  }
  return {};
}

async function ofMessage({ outbox }: DueTableDeps, id: string): Promise<Partial<DueRow>> {
  const item = await outbox.find(id);
  if (item === undefined) return {};
  const { about, target, state, attempts, reason } = item;
  const lastAt = item.claimedAt ?? item.triedAt ?? item.message?.at;
  return {
    about: about.kind,
    to: target.kind,
    state,
    attempts,
    ...(lastAt === undefined ? {} : { lastAt }),
    ...(reason === undefined ? {} : { reason }),
  };
}

async function ofReminder({ reminders }: DueTableDeps, id: string): Promise<Partial<DueRow>> {
  const reminder = await reminders.get(id);
  if (reminder === undefined) return {};
  const { paused, repeat, last } = reminder;
  const state = paused !== undefined ? 'paused' : repeat === undefined ? 'once' : 'repeats';
  return { state, ...(last === undefined ? {} : { lastAt: last.instant }) };
}
