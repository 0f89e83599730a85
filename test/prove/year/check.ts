import type { Planned } from './planned.js';
import { HOUR, MINUTE } from './wall.js';

/** A message as people have it. */
export interface Sent {
  reminderId: string;
  /** What it says it is about, in ms: every direct message, and every late one. */
  due: number | undefined;
  /** The channel, or for a direct message the person. */
  to: string;
  /** When it was posted, in ms. */
  at: number;
  late: boolean;
}

/** While this lasted nothing could be expected to be on time. */
export interface Trouble {
  what: string;
  from: number;
  to: number;
  /** So long after its end everything has to be there: what failed is tried again after growing waits. */
  tail: number;
}

/** The longest wait between two attempts, an hour and a fifth, and the steps in which the clock was moved. */
export const RETRY_TAIL = 72 * MINUTE + 10 * MINUTE;

/** Marked late is what goes out a minute after it was due; so much passes at most between marking and posting. */
const MARKING = 15_000;

export interface Checked {
  /** What is wrong, in words; empty where everything holds. */
  problems: string[];
  messages: number;
  onTime: number;
  late: number;
  /** Occurrences of repeating reminders that an outage swallowed for a later one. */
  skipped: number;
  /** Late ones that came after one due later, in the same place. */
  overtaken: number;
}

/**
 * Holds what was sent against what was expected. Of an occurrence due while all was well there is one message, within its
 * minute. Of one due in trouble: a reminder that comes once is there once, soon after, and marked late if it is; of those
 * of a repeating one at most one is late for each trouble, and the latest is there unless the next had already come.
 */
export function check(
  planned: readonly Planned[],
  sent: readonly Sent[],
  troubles: readonly Trouble[],
  end: number,
): Checked {
  const merged = merge(troubles);
  const checked: Checked = {
    problems: [],
    messages: 0,
    onTime: 0,
    late: 0,
    skipped: 0,
    overtaken: overtakenIn(sent),
  };
  const known = new Set(planned.map(({ reminder }) => reminder.id));
  const byReminder = new Map<string, Sent[]>();
  for (const message of sent)
    byReminder.set(message.reminderId, [...(byReminder.get(message.reminderId) ?? []), message]);
  for (const id of byReminder.keys())
    if (!known.has(id)) checked.problems.push(`A message of ${id}, which nobody set`);
  for (const one of planned) checkOne(one, byReminder.get(one.reminder.id) ?? [], merged, end, checked);
  return checked;
}

function checkOne(
  one: Planned,
  sent: readonly Sent[],
  merged: readonly Merged[],
  end: number,
  checked: Checked,
): void {
  const { instants, repeats, reminder } = one;
  const wrong = (due: number, what: string) =>
    checked.problems.push(`${reminder.id}, due ${iso(due)}: ${what}`);
  const messages = new Map<number, Sent[]>();
  for (const message of sent) {
    if (message.to !== one.to) checked.problems.push(`${reminder.id}: a message in the wrong place`);
    const due = message.due ?? latestBefore(instants, message.at);
    if (due === undefined || !instants.includes(due)) {
      checked.problems.push(`${reminder.id}: a message at ${iso(message.at)} for no occurrence`);
      continue;
    }
    messages.set(due, [...(messages.get(due) ?? []), message]);
  }
  /** Of a repeating one: how many late ones each trouble brought. */
  const late = new Map<Merged, number[]>();
  for (const [index, due] of instants.entries()) {
    if (due >= end) break;
    const [message, ...more] = messages.get(due) ?? [];
    const trouble = merged.find(({ from, to }) => due >= from && due <= to);
    if (more.length > 0) {
      wrong(
        due,
        `${String(more.length + 1)} messages, at ${[message, ...more].map((its) => iso(its?.at ?? 0)).join(' and ')}`,
      );
    }
    if (message === undefined) {
      const next = instants[index + 1];
      const swallowed =
        repeats && trouble !== undefined && next !== undefined && next <= trouble.to + trouble.tail;
      if (swallowed) checked.skipped += 1;
      else wrong(due, `missing${trouble === undefined ? '' : ` (${trouble.what})`}`);
      continue;
    }
    checked.messages += 1;
    const after = message.at - due;
    if (after < 0) wrong(due, `${String(-after)} ms too early`);
    if (message.late) {
      checked.late += 1;
      if (after < MINUTE) wrong(due, `marked late after ${String(after)} ms`);
      if (trouble !== undefined) late.set(trouble, [...(late.get(trouble) ?? []), due]);
    } else {
      checked.onTime += 1;
      if (after > MINUTE + MARKING)
        wrong(due, `not marked late after ${String(Math.round(after / 1_000))} s`);
    }
    if (trouble === undefined && after > MINUTE)
      wrong(due, `${String(Math.round(after / 1_000))} s late for no reason`);
    if (trouble !== undefined && message.at > trouble.to + trouble.tail)
      wrong(due, `only at ${iso(message.at)}, long after ${trouble.what}`);
  }
  if (!repeats) return;
  for (const [trouble, dues] of late) {
    if (dues.length <= trouble.count) continue;
    const when = dues.map(iso).join(' and ');
    checked.problems.push(
      `${reminder.id}: late after ${trouble.what}, which ended ${iso(trouble.to)}: ${when}`,
    );
  }
}

/** Troubles that touch each other, the times in which things return to normal counted, as one. */
interface Merged extends Trouble {
  count: number;
}

function merge(troubles: readonly Trouble[]): Merged[] {
  const merged: Merged[] = [];
  for (const trouble of [...troubles].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || trouble.from > last.to + last.tail) {
      merged.push({ ...trouble, count: 1 });
      continue;
    }
    const over = Math.max(last.to + last.tail, trouble.to + trouble.tail);
    last.what = `${last.what}, ${trouble.what}`;
    last.to = Math.max(last.to, trouble.to);
    last.tail = over - last.to;
    last.count += 1;
  }
  return merged;
}

function overtakenIn(sent: readonly Sent[]): number {
  const latest = new Map<string, number>();
  let overtaken = 0;
  for (const { to, due, late } of [...sent].sort((a, b) => a.at - b.at)) {
    if (!late || due === undefined) continue;
    const before = latest.get(to) ?? 0;
    if (due < before) overtaken += 1;
    latest.set(to, Math.max(before, due));
  }
  return overtaken;
}

function latestBefore(instants: readonly number[], at: number): number | undefined {
  return instants.findLast((due) => due <= at && at - due < 12 * HOUR);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
