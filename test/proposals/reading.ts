import { expect } from 'vitest';
import type { Typed } from '../../src/proposals/draft.js';
import { readDraft, type DraftContext, type ReadDraft } from '../../src/proposals/read-draft.js';

/** A Monday at noon in Berlin. */
export const NOW = new Date('2027-03-01T11:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** How a draft is read in these tests, but for what is given: typed now, in Berlin. */
export function context(part: Partial<DraftContext> = {}): DraftContext {
  return { zone: 'Europe/Berlin', now: NOW, typedAt: NOW, locale: 'en-US', shortestVoteMinutes: 1, ...part };
}

const TYPED: Typed = {
  title: 'River clean-up',
  how: 'Leaflets',
  whom: 'employer: Harbour Ltd',
  when: '20 March 2027 10:00',
  where: 'Market Square',
  details: '',
  closes: '',
  to: '',
  ballots: '',
};

/** What is read of a draft with nothing to mend in it, but for what is given. */
export function read(part: Partial<Typed> = {}, of: Partial<DraftContext> = {}): ReadDraft {
  return readDraft({ ...TYPED, ...part }, context(of));
}

/** How long after now it would close, in ms; nothing may be to be mended. */
export function closesIn(part: Partial<Typed> = {}, of: Partial<DraftContext> = {}): number {
  const { closesAt, problems } = read(part, of);
  expect(problems).toEqual([]);
  return (closesAt?.getTime() ?? NaN) - (of.now ?? NOW).getTime();
}

/** What is to be mended: `field: reason`. */
export function problemsOf(part: Partial<Typed>, of: Partial<DraftContext> = {}): string[] {
  return read(part, of).problems.map(({ field, reason }) => `${field}: ${reason}`);
}
