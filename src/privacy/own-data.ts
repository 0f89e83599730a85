import { whoseData, type Actor } from '../authority.js';
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

type Asking = Pick<Actor, 'userId'>;

/** Everything that is stored of whoever asks, and of nobody else. */
export async function* tracesOf(deps: PrivacyDeps, actor: Asking, now: Date): AsyncGenerator<Trace> {
  const userId = whoseData(actor);
  const person: Person = { userId, pseudonym: deps.store.pseudonym(userId), now };
  yield* tracesOfOneself(deps, person);
  yield* tracesOfReminders(deps, person);
  yield* tracesOfProposals(deps, person);
  yield* tracesOfPolls(deps, person);
}

/** What is stored of whoever asks, by kind, in the order of {@link TRACE_KINDS}; kinds of which there is nothing are left out. */
export async function showOwn(deps: PrivacyDeps, actor: Asking, now: Date): Promise<Kept[]> {
  const kept = new Map<TraceKind, Kept>();
  for await (const { kind, until } of tracesOf(deps, actor, now)) {
    const { count = 0, until: before } = kept.get(kind) ?? {};
    const last = [before, until]
      .filter((one) => one !== undefined)
      .sort(byTime)
      .at(-1);
    kept.set(kind, { kind, count: count + 1, ...(last === undefined ? {} : { until: last }) });
  }
  return TRACE_KINDS.flatMap((kind) => kept.get(kind) ?? []);
}

/** The same in full, as one JSON text for the person to keep. */
export async function exportOwn(deps: PrivacyDeps, actor: Asking, now: Date): Promise<string> {
  const stored: Partial<Record<TraceKind, unknown[]>> = {};
  for await (const { kind, until, data } of tracesOf(deps, actor, now))
    (stored[kind] ??= []).push({ ...data, keptUntil: until });
  const sorted = Object.fromEntries(
    TRACE_KINDS.flatMap((kind) => (kind in stored ? [[kind, stored[kind]]] : [])),
  );
  return `${JSON.stringify({ about: whoseData(actor), madeAt: now.toISOString(), stored: sorted }, undefined, 2)}\n`;
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
