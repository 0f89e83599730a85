import { whenReason } from '../proposals/read-draft.js';
import { Refusal } from '../refusal.js';
import { clean } from '../texts/clean.js';
import { readWhen } from '../time/read-when.js';
import type { WhenRead } from '../time/when-read.js';
import { POLL_LIMITS } from './poll.js';

const USUAL_MS = 48 * 3_600_000;
const LONGEST_DAYS = 31;
const LONGEST_MS = LONGEST_DAYS * 24 * 3_600_000;

/** The question as typed, cleaned; refused when nothing is left of it or it is too long. */
export function readQuestion(typed: string): string {
  const question = clean(typed);
  if (question === '') throw new Refusal('text-empty');
  if (question.length > POLL_LIMITS.question)
    throw new Refusal('text-too-long', { max: POLL_LIMITS.question, length: question.length });
  return question;
}

/**
 * The options in one typed text: divided at line ends, semicolons or bars if it has any, otherwise at commas; cleaned,
 * in the order typed, empty ones left out. Refuses too few, too many, one that is too long, and two that look the same.
 */
export function readOptions(typed: string): string[] {
  const parts = /[\n\r;|]/u.test(typed) ? typed.split(/[\n\r;|]/u) : typed.split(',');
  const options = parts.map((part) => clean(part)).filter((option) => option !== '');
  const { fewest, most, option: max } = POLL_LIMITS;
  if (options.length < fewest) throw new Refusal('poll-options-few');
  if (options.length > most) throw new Refusal('poll-options-many', { most, count: options.length });
  const seen = new Set<string>();
  for (const option of options) {
    if (option.length > max) throw new Refusal('poll-option-long', { max, option: option.slice(0, max) });
    const folded = option.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
    if (seen.has(folded)) throw new Refusal('poll-options-same', { option });
    seen.add(folded);
  }
  return options;
}

/** What `closes` is read against. */
export interface ClosesContext {
  /** Undefined where it is not known; then only what reads the same everywhere is understood. */
  zone: string | undefined;
  now: Date;
  locale: string;
  shortestVoteMinutes: number;
}

/**
 * When a poll closes: 48 hours from now where nothing is typed. Undefined where that depends on a zone that is not
 * known. Refuses what is no moment, past, sooner than the server's shortest vote, or over 31 days away.
 */
export function readPollCloses(typed: string, context: ClosesContext): Date | undefined {
  const now = context.now.getTime();
  const earliest = now + context.shortestVoteMinutes * 60_000;
  if (clean(typed) === '') return new Date(Math.max(earliest, now + USUAL_MS));
  const { zone } = context;
  const at = zone === undefined ? everywhere(typed, context) : moment(typed, zone, context);
  if (at === undefined) return undefined;
  if (at <= now) throw new Refusal('when-past', { typed: typed.slice(0, 100) });
  if (at < earliest) throw new Refusal('closes-too-soon', { minutes: context.shortestVoteMinutes });
  if (at > now + LONGEST_MS) throw new Refusal('poll-too-long', { days: LONGEST_DAYS });
  return new Date(at);
}

/** The moment where two zones far apart agree on it: "in 3 hours", or one that names its zone. */
function everywhere(typed: string, { now, locale }: ClosesContext): number | undefined {
  const [west, east] = ['Pacific/Honolulu', 'Asia/Tokyo'].map((zone) =>
    readWhen(typed, { zone, now, locale }),
  );
  if (west?.ok === false && east?.ok === false) throw unread(west, typed);
  if (west?.ok !== true || east?.ok !== true) return undefined;
  return west.start.instant === east.start.instant ? Date.parse(west.start.instant) : undefined;
}

function moment(typed: string, zone: string, { now, locale }: ClosesContext): number {
  const read = readWhen(typed, { zone, now, locale });
  if (!read.ok) throw unread(read, typed);
  return Date.parse(read.start.instant);
}

function unread(read: Extract<WhenRead, { ok: false }>, typed: string): Refusal {
  return new Refusal(whenReason(read), { typed: typed.slice(0, 100) });
}
