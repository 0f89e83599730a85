import type { AfterwardsDeps } from '../afterwards/ask.js';
import type { PollDeps } from '../polls/poll.js';
import type { ServerDeps } from '../servers/gone.js';
import type { LeftOut } from '../store/entries.js';

/** Every kind of thing that can be stored of a person; `privacy:kept.KIND` says what it is and how long it stays. */
export const TRACE_KINDS = [
  'zone',
  'reminder',
  'reminder-given',
  'reminder-here',
  'look',
  'notice',
  'draft',
  'proposal-open',
  'proposal-over',
  'ballot',
  'named-ballot',
  'nudge',
  'follow',
  'report',
  'asked',
  'poll-open',
  'poll-over',
  'answer',
  'message',
] as const;

export type TraceKind = (typeof TRACE_KINDS)[number];

/** One thing stored of a person. What is shown, handed out and erased is this list, so that none of the three says less. */
export interface Trace {
  kind: TraceKind;
  /** Until when it is kept, ISO 8601 in UTC; absent where that is the person's own doing. */
  until?: string | undefined;
  /** What it says, for the person's own file: readable keys, nobody else in it. */
  data: Record<string, unknown>;
  /** Removes it, or the person from it. Repeatable. */
  erase: () => Promise<void>;
}

export interface PrivacyDeps extends ServerDeps, AfterwardsDeps, PollDeps {}

/** A person, the pseudonym that stands for them in keys, and when they are looked for. */
export interface Person {
  userId: string;
  pseudonym: string;
  now: Date;
  /** Told of rows that cannot be read, and so may be about the person or not. */
  leftOut: LeftOut;
}
