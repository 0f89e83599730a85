import { whoseData, type Actor } from '../authority.js';
import type { LeftOut } from '../store/entries.js';
import { TRACE_KINDS, type Person, type PrivacyDeps, type Trace, type TraceKind } from './trace.js';
import { tracesOfOneself } from './traces-of-oneself.js';
import { tracesOfPolls } from './traces-of-polls.js';
import { tracesOfProposals } from './traces-of-proposals.js';
import { tracesOfReminders } from './traces-of-reminders.js';

/** Things of one kind that are stored of a person. */
export interface Kept {
  kind: TraceKind;
  count: number;
  /** Until when the last of them is kept, ISO 8601 in UTC; absent where none of them has an end yet. */
  until?: string;
}

/** What is stored of a person, as far as it can be read. */
export interface Own {
  kept: Kept[];
  /** Rows that cannot be read: they may be about the person. */
  unreadable: number;
}

type Asking = Pick<Actor, 'userId'>;

/** Everything that is stored of whoever asks, and of nobody else; `leftOut` is told of rows that cannot be read. */
export async function* tracesOf(
  deps: PrivacyDeps,
  actor: Asking,
  now: Date,
  leftOut: LeftOut = () => undefined,
): AsyncGenerator<Trace> {
  const userId = whoseData(actor);
  const person: Person = { userId, pseudonym: deps.store.pseudonym(userId), now, leftOut };
  yield* tracesOfOneself(deps, person);
  yield* tracesOfReminders(deps, person);
  yield* tracesOfProposals(deps, person);
  yield* tracesOfPolls(deps, person);
}

/** What is stored of whoever asks, by kind, in the order of {@link TRACE_KINDS}; kinds of which there is nothing are left out. */
export async function showOwn(deps: PrivacyDeps, actor: Asking, now: Date): Promise<Own> {
  let unreadable = 0;
  const kept = new Map<TraceKind, Kept>();
  for await (const { kind, until } of tracesOf(deps, actor, now, (rows) => (unreadable += rows))) {
    const { count = 0, until: before } = kept.get(kind) ?? {};
    const last = [before, until]
      .filter((one) => one !== undefined)
      .sort(byTime)
      .at(-1);
    kept.set(kind, { kind, count: count + 1, ...(last === undefined ? {} : { until: last }) });
  }
  return { kept: TRACE_KINDS.flatMap((kind) => kept.get(kind) ?? []), unreadable };
}

/** The same in full, as one JSON text for the person to keep. */
export async function exportOwn(deps: PrivacyDeps, actor: Asking, now: Date): Promise<string> {
  const stored: Partial<Record<TraceKind, unknown[]>> = {};
  let unreadable = 0;
  for await (const { kind, until, data } of tracesOf(deps, actor, now, (rows) => (unreadable += rows)))
    (stored[kind] ??= []).push({ ...data, keptUntil: until });
  const sorted = Object.fromEntries(
    TRACE_KINDS.flatMap((kind) => (kind in stored ? [[kind, stored[kind]]] : [])),
  );
  const about = { about: whoseData(actor), madeAt: now.toISOString() };
  const damaged = unreadable === 0 ? {} : { recordsThatCannotBeRead: unreadable };
  return `${JSON.stringify({ ...about, ...damaged, stored: sorted }, undefined, 2)}\n`;
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
