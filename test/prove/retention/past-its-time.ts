import type { Row } from '../../../src/store/driver.js';
import type { StoreKeys } from '../../../src/store/store-keys.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How late a tick may come in the course of a day, in ms. */
const TICK = 7 * HOUR;
/** What is removed in the night after its time is over, in ms. */
const NIGHT = DAY + TICK;

type Value = Record<string, unknown>;
interface Proposal {
  state: string;
  version: number;
  guildId: string;
  proposerId: string;
  closedAt?: string;
  settledAt?: string;
  action: { end: { instant: string } };
  entries: { organisation: { guildId: string } }[];
}

/**
 * All rows of a store as they lie there, and what of them is past its time. Written from the page about what is stored, and
 * without anything of the bot that decides it.
 */
export class Shelf {
  readonly rows = new Map<string, unknown>();
  readonly #gone: ReadonlyMap<string, number>;
  readonly #now: number;

  /** `gone`: servers left for good, and since when, in ms. */
  constructor(rows: readonly Row[], keys: StoreKeys, now: number, gone: ReadonlyMap<string, number>) {
    this.#now = now;
    this.#gone = gone;
    for (const { key, value } of rows) {
      const { value: record } = JSON.parse(value) as { value: { v: number; d?: unknown; s?: string } };
      const opened = record.s === undefined ? undefined : keys.open(`${key}@${String(record.v)}`, record.s);
      this.rows.set(key, record.s === undefined ? record.d : JSON.parse(opened ?? 'null'));
    }
  }

  /** Keys of rows that should be there no more, with why. */
  past(): string[] {
    return [...this.rows].flatMap(([key, value]) => {
      const [prefix = '', ...id] = key.split(':');
      const why = this.#why(prefix, id, value as Value);
      return why === undefined ? [] : [`${key}: ${why}`];
    });
  }

  #why(prefix: string, id: readonly string[], value: Value): string | undefined {
    const [first = '', second = ''] = id;
    const late = (at: unknown, ms: number) =>
      Date.parse(String(at)) + ms < this.#now
        ? `should have gone at ${String(at)} + ${String(ms / HOUR)} h`
        : undefined;
    switch (prefix) {
      case 'person':
      case 'front':
      case 'store':
        return undefined;
      case 'reminder': {
        const target = value.target as { guildId?: string };
        if (this.#isGone(target.guildId)) return 'its server is gone';
        if (value.repeat !== undefined) return undefined;
        if (this.#isWaiting(value)) return undefined;
        return late((value.due as { instant: string }).instant, 8 * DAY + NIGHT);
      }
      case 'reminder-by-owner':
      case 'reminder-by-guild':
        if (prefix === 'reminder-by-guild' && this.#isGone(first)) return 'its server is gone';
        if (this.#get('reminder', id[2])?.repeat !== undefined) return undefined;
        if (this.#isWaiting(this.#get('reminder', id[2]))) return undefined;
        return Number(second) + 8 * DAY + NIGHT < this.#now ? 'it waits no more' : undefined;
      case 'notice':
        return this.#get('reminder', second) === undefined ? 'its reminder is gone' : undefined;
      case 'pending-reminder':
      case 'reminder-plan':
        return late(value.at, HOUR + TICK);
      case 'draft':
        return late(value.createdAt, DAY + TICK);
      case 'proposal': {
        const proposal = value as unknown as Proposal;
        if (this.#allGone(proposal)) return 'its servers are gone';
        return proposal.proposerId === '' ? undefined : this.#overdue(proposal, proposal.guildId);
      }
      case 'proposal-by-front':
      case 'outcome-record':
      case 'hidden-card':
        return this.#proposal(prefix === 'proposal-by-front' ? second : first) === undefined
          ? 'its proposal is gone'
          : undefined;
      case 'past-action':
        return this.#isGone(first.replace('server-', '')) ? 'its server is gone' : undefined;
      case 'follow':
      case 'report':
        return this.#overdueOf(first);
      case 'asked-person':
        return [...this.rows.keys()].some((key) => key.startsWith('question:') && key.endsWith(`:${first}`))
          ? undefined
          : 'nothing is asked';
      case 'question':
        return late(value.until, TICK) ?? (this.#isGone(first) ? 'its server is gone' : undefined);
      case 'named-ballots': {
        const proposal = this.#proposal(first);
        const guildId = proposal?.entries[Number(second)]?.organisation.guildId;
        if (this.#isGone(guildId)) return 'its server is gone';
        return proposal === undefined ? 'its proposal is gone' : this.#overdue(proposal, guildId);
      }
      case 'ballot':
      case 'nudge':
        return this.#isOpen(first) ? undefined : 'nobody votes on it any more';
      case 'poll':
        if (this.#isGone(String(value.guildId))) return 'its server is gone';
        return value.closedAt === undefined
          ? undefined
          : late(value.closedAt, this.#retention(String(value.guildId)) + NIGHT);
      case 'front-code':
        return late(value.expiresAt, 30 * DAY + NIGHT);
      case 'gone-server':
        return late(value.since, 30 * DAY + NIGHT);
      case 'due':
        // A row that leads nowhere goes with the second look, and with a third after a restart.
        return dueAt(first, second) + 3 * TICK < this.#now ? 'it was due long ago' : undefined;
      case 'outbox':
        return this.#whyMessage(value, late);
      case 'settings':
      case 'server-rule':
      case 'organisation':
      case 'digest':
      case 'front-of':
      case 'proposal-by-guild':
        return this.#isGone(first) ? 'its server is gone' : undefined;
      case 'front-server':
        return this.#isGone(second) ? 'its server is gone' : undefined;
      default:
        return 'nobody said how long this is kept';
    }
  }

  #whyMessage(value: Value, late: (at: unknown, ms: number) => string | undefined): string | undefined {
    const about = value.about as { kind: string; proposalId?: string; pollId?: string; dueAt?: string };
    const target = value.target as { kind: string };
    const at = (value.message as { at: string } | undefined)?.at ?? value.owedAt;
    if (about.kind === 'reminder') return late(about.dueAt, 8 * DAY + NIGHT);
    if (target.kind === 'person') return late(at, 7 * DAY + NIGHT);
    if (about.pollId !== undefined) return this.#get('poll', about.pollId) ? undefined : 'its poll is gone';
    if (about.proposalId === undefined) return late(at, 30 * DAY + NIGHT);
    // What is owed is written after what it is about.
    if (this.#proposal(about.proposalId) !== undefined) return undefined;
    return late(at, DAY + NIGHT);
  }

  #get(prefix: string, id: string | undefined): Value | undefined {
    return this.rows.get(`${prefix}:${id ?? ''}`) as Value | undefined;
  }

  #proposal(id: string): Proposal | undefined {
    return this.#get('proposal', id) as Proposal | undefined;
  }

  /** It hangs on a vote that is not over. */
  #isWaiting(reminder: Value | undefined): boolean {
    const on = reminder?.proposal as { id: string } | undefined;
    return on !== undefined && this.#proposal(on.id)?.state === 'open';
  }

  #isOpen(box: string): boolean {
    const poll = /^poll-(.+)$/u.exec(box)?.[1];
    if (poll !== undefined)
      return this.#get('poll', poll)?.result === undefined && this.#get('poll', poll) !== undefined;
    const [id = '', version = ''] = box.split('-');
    const proposal = this.#proposal(id);
    return proposal?.state === 'open' && proposal.version === Number(version);
  }

  #overdueOf(id: string): string | undefined {
    const proposal = this.#proposal(id);
    return proposal === undefined ? 'its proposal is gone' : this.#overdue(proposal, proposal.guildId);
  }

  #overdue(proposal: Proposal, guildId: string | undefined): string | undefined {
    const { state, closedAt, settledAt, action } = proposal;
    if (state === 'open' || closedAt === undefined) return undefined;
    const ends = [closedAt, ...(settledAt === undefined ? [] : [settledAt])];
    if (state === 'agreed') ends.push(action.end.instant);
    const over = Math.max(...ends.map((one) => Date.parse(one)));
    const until = over + this.#retention(guildId ?? '') + NIGHT;
    return until < this.#now ? `over since ${new Date(over).toISOString()}` : undefined;
  }

  #retention(guildId: string): number {
    return Number(this.#get('settings', guildId)?.retentionDays ?? 90) * DAY;
  }

  #isGone(guildId: string | undefined): boolean {
    const since = this.#gone.get(guildId ?? '');
    return since !== undefined && since + 30 * DAY + NIGHT < this.#now;
  }

  #allGone({ entries }: Proposal): boolean {
    return entries.every(({ organisation }) => this.#isGone(organisation.guildId));
  }
}

/** The instant in the key of a due row: `yyyymmddhhmm`, then seconds and milliseconds. */
function dueAt(minute: string, rest: string): number {
  const [, year, month, day, hour, min] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(minute) ?? [];
  return Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${min ?? ''}:${rest.slice(0, 2)}.${rest.slice(2)}Z`,
  );
}
