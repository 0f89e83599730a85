import { lastOccurrence, nextOccurrences, repeatSchema, type Repeat } from '../../../src/time/repeat.js';
import { readZone } from '../../../src/time/zones.js';
import { holds, type Counts } from '../proof.js';
import { changesOf, type Change } from './changes.js';
import { MISTAKES, type Next } from './mistakes.js';
import { Walk } from './walk.js';

const DAY = 86_400_000;
const HALF_HOUR = 30 * 60_000;
/** How many days are looked at before and after the one of the change. */
const AROUND = 1;

export interface Comparison {
  zones: readonly string[];
  /** First year inclusive, second exclusive. */
  from: number;
  to: number;
  log: (line: string) => void;
}

interface Tally {
  moved: number;
  intoNextDay: number;
  occurrences: number;
  cron: number;
}

/**
 * Around every clock change of every zone, for every half hour of the day: the daily rule has one occurrence for each
 * local day, at the instants that {@link Walk} found. The same for a cron line with every half hour at once. Throws where
 * it is otherwise, or where a rule with a mistake in it goes unnoticed.
 */
export function compareZones({ zones, from, to, log }: Comparison): Counts {
  const tally: Tally = { moved: 0, intoNextDay: 0, occurrences: 0, cron: 0 };
  const all: Change[] = [];
  for (const zone of zones) {
    holds(readZone(zone) !== undefined, `${zone} cannot be chosen`);
    const changes = changesOf(zone, from, to);
    for (const change of changes) {
      const wrong = compareChange(change, nextOccurrences, tally);
      holds(wrong === undefined, wrong ?? '');
    }
    if (changes.length > 0 && all.length % 500 > (all.length + changes.length) % 500)
      log(`${String(all.length + changes.length)} changes, now in ${zone}`);
    all.push(...changes);
  }
  return {
    zones: zones.length,
    'of them with clock changes': new Set(all.map(({ zone }) => zone)).size,
    'clock changes': all.length,
    'half hours looked at': all.length * 48,
    'local days, each with one occurrence at the instant of the second rule': tally.occurrences,
    'hours that did not exist and moved': tally.moved,
    'of them into the next day': tally.intoNextDay,
    'occurrences of a cron line, each once': tally.cron,
    ...noticed(all),
  };
}

/** Every rule with a mistake has to disagree with the second one somewhere. */
function noticed(changes: readonly Change[]): Counts {
  const found = Object.entries(MISTAKES).map(([name, next]) => {
    const at = changes.findIndex((change) => compareChange(change, next) !== undefined);
    holds(at >= 0, `Nothing is noticed of the mistake "${name}"`);
    return [`changes until "${name}" is noticed`, at + 1] as const;
  });
  return Object.fromEntries(found);
}

/** What is wrong with a rule around one clock change; undefined when nothing is. */
export function compareChange(change: Change, next: Next, tally?: Tally): string | undefined {
  const walk = new Walk(change, AROUND);
  const days = Array.from({ length: 2 * AROUND + 1 }, (_, index) => walk.day - AROUND + index);
  const span = { zone: change.zone, from: isoDay(days[0]), until: isoDay(days.at(-1)) };
  for (let half = 0; half < 48; half += 1) {
    const repeat: Repeat = { pattern: { kind: 'daily' }, time: clock(half * HALF_HOUR), ...span };
    const walls = days.map((day) => day * DAY + half * HALF_HOUR);
    const wrong = differs(repeat, walls, walk, next);
    if (wrong !== undefined) return wrong;
    if (tally === undefined) continue;
    const moved = walls.filter((wall) => walk.isSkipped(wall));
    tally.occurrences += walls.length;
    tally.moved += moved.length;
    tally.intoNextDay += moved.filter((wall) => {
      const at = walk.instantOf(wall) + change.after;
      return Math.floor(at / DAY) > Math.floor(wall / DAY);
    }).length;
  }
  const every: Repeat = { pattern: { kind: 'cron', line: '0,30 * * * *' }, ...span };
  const walls = days.flatMap((day) => Array.from({ length: 48 }, (_, half) => day * DAY + half * HALF_HOUR));
  if (tally !== undefined) tally.cron += new Set(walls.map((wall) => walk.instantOf(wall))).size;
  return differs(every, walls, walk, next);
}

function differs(repeat: Repeat, walls: readonly number[], walk: Walk, next: Next): string | undefined {
  const stored = repeatSchema.parse(repeat);
  const expected = [...new Set(walls.map((wall) => walk.instantOf(wall)))].toSorted((a, b) => a - b);
  const found = next(stored, new Date(walk.start), expected.length + 2).map(({ instant }) =>
    Date.parse(instant),
  );
  if (found.join() !== expected.join()) {
    const told = (instants: number[]): string => instants.map((at) => new Date(at).toISOString()).join(' ');
    return `${JSON.stringify(repeat)}: ${told(found)}, but the second rule says ${told(expected)}`;
  }
  const last = lastOccurrence(stored, new Date(walk.start), new Date(walk.end));
  const passed = last === undefined ? 0 : last.skipped + 1;
  if (passed === expected.length && Date.parse(last?.moment.instant ?? '') === expected.at(-1))
    return undefined;
  return `${JSON.stringify(repeat)}: of ${String(expected.length)} the last is ${JSON.stringify(last)}`;
}

function isoDay(day = NaN): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}
