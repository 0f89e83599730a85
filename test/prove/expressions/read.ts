import { readSchedule } from '../../../src/time/read-schedule.js';
import type { Repeat } from '../../../src/time/repeat.js';
import { lastOccurrence, nextOccurrences, repeatSchema } from '../../../src/time/repeat.js';
import { momentAt, momentOf, type Moment } from '../../../src/time/moment.js';
import type { WhenContext } from '../../../src/time/read-when.js';
import { isZone, offsetAt, readZone, suggestZones } from '../../../src/time/zones.js';
import { holds } from '../proof.js';
import type { Random } from '../random.js';
import type { Typed } from './texts.js';

const FIVE_YEARS = 5 * 366 * 86_400_000;

/** Where and when somebody types: in quiet zones and beside clock changes. */
export function contextOf(random: Random): WhenContext {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'America/Nuuk',
    'Australia/Lord_Howe',
  ];
  const nows = [
    '2027-05-05T12:30:20Z',
    '2027-03-27T23:30:00Z',
    '2027-10-31T00:59:59.999Z',
    '2028-02-28T12:00:00Z',
  ];
  return {
    zone: random.pick(zones),
    now: new Date(random.pick(nows)),
    locale: random.pick(['en', 'es-ES', 'de']),
  };
}

/** Reads a text as the bot does; returns a check of what was accepted, or the reason it was not. */
export function read(typed: Typed, context: WhenContext): { kind: string; check?: () => void } {
  if (typed.kind === 'zone') {
    const zone = readZone(typed.zone);
    const suggested = suggestZones(typed.zone, 25, context.now);
    const check = (): void =>
      checkZones([...(zone === undefined ? [] : [zone]), ...suggested.map((one) => one.zone)], context);
    return { kind: zone === undefined ? 'no zone' : 'zone', check };
  }
  const { kind: _, ...texts } = typed;
  const schedule = readSchedule(texts, context);
  if (!schedule.ok) return { kind: schedule.problem };
  if ('once' in schedule) return { kind: 'once', check: () => checkOnce(schedule.once, context) };
  return {
    kind: schedule.repeat.pattern.kind,
    check: () => checkRepeat(schedule.repeat, schedule.first, context),
  };
}

function checkOnce(once: Moment, { now, zone }: WhenContext): void {
  const at = Date.parse(once.instant);
  holds(at > now.getTime() && at < now.getTime() + FIVE_YEARS, `${once.instant} does not lie ahead`);
  holds(same(once, momentOf(new Date(at), zone)), `${JSON.stringify(once)} is another time on the wall`);
}

/** Stored and read again it comes at the same times, ahead and one after the other, first when it was said to come first. */
function checkRepeat(repeat: Repeat, first: Moment, { now }: WhenContext): void {
  const stored = repeatSchema.parse(JSON.parse(JSON.stringify(repeat)));
  holds(same(stored, repeat), `${JSON.stringify(repeat)} is stored as ${JSON.stringify(stored)}`);
  const before = new Date(Date.parse(first.instant) - 1);
  const next = nextOccurrences(stored, before, 5);
  holds(
    next[0] !== undefined && same(next[0], first),
    `first is ${JSON.stringify(first)}, not ${JSON.stringify(next[0])}`,
  );
  for (const [index, { instant, wall, zone }] of next.entries()) {
    const previous = next[index - 1]?.instant ?? now.toISOString();
    holds(Date.parse(instant) > Date.parse(previous), `${instant} is not later than ${previous}`);
    holds(
      zone === repeat.zone && momentAt(wall, zone).wall === wall,
      `${wall} is no time on the wall in ${zone}`,
    );
    // Of what was missed in more than 41 years only the last are counted.
    if (Date.parse(instant) - before.getTime() > 41 * 365 * 86_400_000) continue;
    const passed = lastOccurrence(stored, before, new Date(instant));
    holds(
      passed?.moment.instant === instant && passed.skipped === index,
      `${instant} is not the last by then`,
    );
  }
}

function checkZones(zones: readonly string[], { now }: WhenContext): void {
  for (const zone of zones) {
    holds(isZone(zone) && readZone(zone) === zone, `${zone} cannot be stored`);
    offsetAt(now, zone);
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
