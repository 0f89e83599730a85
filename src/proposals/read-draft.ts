import type { RefusalReason, RefusalValue } from '../refusal.js';
import { fold } from '../explainers/fold.js';
import { readWhen } from '../time/read-when.js';
import type { WhenRead } from '../time/when-read.js';
import { holdsDiscordId } from '../texts/discord-id.js';
import { plusElapsed, type Moment } from '../time/moment.js';
import { ACTION_LIMITS, WHOM_KINDS, type Action } from './action.js';
import type { Typed, TypedField } from './draft.js';

/** An action without an end lasts two hours (product section 4). */
const USUAL_LENGTH_MS = 2 * 3_600_000;
const USUAL_VOTE_MS = 48 * 3_600_000;
const BEFORE_ACTION_MS = 2 * 3_600_000;

/** Kinds of addressee by what people call them, folded. */
export type WhomWords = ReadonlyMap<string, Action['whom']['kind']>;
const NO_WORDS: WhomWords = new Map();

/** Something to mend before publishing. */
export interface Problem {
  field: TypedField;
  reason: 'missing' | 'whom-kind' | RefusalReason;
  values?: Record<string, RefusalValue>;
}

export interface DraftContext {
  zone: string;
  now: Date;
  typedAt: Date;
  locale: string;
  shortestVoteMinutes: number;
  /** How the kinds of addressee may be typed besides their English names. */
  whomWords?: WhomWords;
}

export interface ReadDraft {
  problems: Problem[];
  /** Present when there are no problems. */
  action?: Action;
  /** When it would close if published now. */
  closesAt?: Date;
}

/**
 * Understands what was typed: the action it describes and when voting on it would close if it were published `now`.
 * Dates are read in `zone`, the action's as of `typedAt`. Every problem is returned, each with its field; nothing is guessed.
 */
export function readDraft(typed: Typed, context: DraftContext): ReadDraft {
  const problems: Problem[] = [];
  const add = (field: TypedField, reason: Problem['reason'], values?: Problem['values']) =>
    problems.push(values === undefined ? { field, reason } : { field, reason, values });

  for (const field of ['title', 'how', 'whom', 'when'] as const)
    if (typed[field] === '') add(field, 'missing');
  for (const field of ['title', 'how', 'where', 'details'] as const) {
    const max = field === 'details' ? ACTION_LIMITS.details : ACTION_LIMITS.line;
    if (typed[field].length > max) add(field, 'text-too-long', { max, length: typed[field].length });
  }
  // The outcome record is handed on with the text in it, and holds no id of anybody.
  for (const field of ['title', 'how', 'whom', 'where', 'details'] as const)
    if (holdsDiscordId(typed[field])) add(field, 'text-names-id');
  const whom = readWhom(typed.whom, context.whomWords);
  if (typed.whom !== '' && whom === undefined) add('whom', 'whom-kind');
  else if (whom !== undefined && whom.name.length > ACTION_LIMITS.line) {
    add('whom', 'text-too-long', { max: ACTION_LIMITS.line, length: whom.name.length });
  }
  // Against the moment it was typed, so that what is published is what was previewed, however late.
  const when = typed.when === '' ? undefined : readWhen(typed.when, { ...context, now: context.typedAt });
  if (when?.ok === false) add('when', whenReason(when), { typed: typed.when.slice(0, 100) });
  const begun = when?.ok === true && Date.parse(when.start.instant) <= context.now.getTime();
  if (begun) add('when', 'when-past', { typed: typed.when.slice(0, 100) });

  const closes = readCloses(typed.closes, when?.ok === true && !begun ? when.start : undefined, context);
  if ('reason' in closes) add('closes', closes.reason, closes.values);
  if (when?.ok !== true) return { problems };
  if (problems.length > 0 || whom === undefined || 'reason' in closes) return { problems };
  return {
    problems,
    closesAt: closes.at,
    action: {
      title: typed.title,
      how: typed.how,
      whom,
      start: bare(when.start),
      end: bare(when.end ?? plusElapsed(when.start, USUAL_LENGTH_MS)),
      where: typed.where,
      details: typed.details,
    },
  };
}

/**
 * Splits one typed line into when and where ("Friday 6pm, Town Hall steps"): the longest beginning that reads as a
 * moment, up to a comma, semicolon, line end, dash, "at", "in" or "en". Without one, all of it is taken as when, to be asked again.
 */
export function splitWhenWhere(
  line: string,
  context: { zone: string; now: Date; locale: string },
): { when: string; where: string } {
  const text = line.slice(0, 300);
  const cuts = [...text.matchAll(/\s*[,;\n]\s*|\s+(?:[-–—@]|at|in|en)\s+/giu)].slice(0, 12).reverse();
  if (readWhen(text, context).ok) return { when: text, where: '' };
  for (const found of cuts) {
    const when = text.slice(0, found.index).trim();
    if (when !== '' && readWhen(when, context).ok)
      return { when, where: text.slice(found.index + found[0].length).trim() };
  }
  const [first] = cuts.slice(-1);
  if (first === undefined || first[0].trim() === '') return { when: text, where: '' };
  return { when: text.slice(0, first.index).trim(), where: text.slice(first.index + first[0].length).trim() };
}

/**
 * "employer: Harbour Ltd" → kind and name; undefined without a kind or a name. The kind by its English name or one of
 * `words`, accents forgiven.
 */
export function readWhom(typed: string, words: WhomWords = NO_WORDS): Action['whom'] | undefined {
  const colon = typed.indexOf(':');
  if (colon === -1) return undefined;
  const word = fold(typed.slice(0, colon));
  const kind = WHOM_KINDS.find((known) => known === word) ?? words.get(word);
  const name = typed.slice(colon + 1).trim();
  return kind === undefined || name === '' ? undefined : { kind, name };
}

/** The refusal for a moment that could not be read. */
export function whenReason(read: Extract<WhenRead, { ok: false }>): RefusalReason {
  return `when-${read.problem}`;
}

/**
 * When voting closes: what was asked for, else 48 hours from now; always at least 2 hours before the action, unless
 * the action is too near for that: then at the latest when it begins.
 */
function readCloses(
  typed: string,
  start: Moment | undefined,
  context: DraftContext,
): { at: Date } | { reason: RefusalReason; values: Record<string, RefusalValue> } {
  const now = context.now.getTime();
  const earliest = now + context.shortestVoteMinutes * 60_000;
  const begins = start === undefined ? Infinity : Date.parse(start.instant);
  const latest = begins - BEFORE_ACTION_MS >= earliest ? begins - BEFORE_ACTION_MS : begins;
  const tooLate = () =>
    ({ reason: 'closes-too-late', values: { start: new Date(begins), latest: new Date(latest) } }) as const;
  if (earliest > latest) return tooLate();
  if (typed === '') return { at: new Date(Math.max(earliest, Math.min(now + USUAL_VOTE_MS, latest))) };
  const read = readWhen(typed, context);
  if (!read.ok) return { reason: whenReason(read), values: { typed: typed.slice(0, 100) } };
  const at = closingMeant(typed, Date.parse(read.start.instant), context);
  if (at <= now) return { reason: 'when-past', values: { typed: typed.slice(0, 100) } };
  if (at < earliest) return { reason: 'closes-too-soon', values: { minutes: context.shortestVoteMinutes } };
  return at > latest ? tooLate() : { at: new Date(at) };
}

/**
 * The closing somebody meant when they typed it. "in 2 days" is counted from Publish; a point in time ("tomorrow 6pm")
 * stays the one that was previewed, though read now it would be another.
 */
function closingMeant(typed: string, readNow: number, context: DraftContext): number {
  const then = readWhen(typed, { ...context, now: context.typedAt });
  if (!then.ok) return readNow;
  const previewed = Date.parse(then.start.instant);
  const elapsed = context.now.getTime() - context.typedAt.getTime();
  const movesAlong = Math.abs(readNow - previewed - elapsed) <= 60_000;
  return movesAlong ? readNow : previewed;
}

function bare(moment: Moment): Action['start'] {
  return { instant: moment.instant, wall: moment.wall, zone: moment.zone };
}
