import type { Reminder } from '../../../src/reminders/reminder.js';
import type { Repeat } from '../../../src/time/repeat.js';
import type { Random } from '../random.js';
import { instantsOf, type Pattern, type Rhythm } from './calendar.js';
import { DAY, dayAt, isoDay, wallAt } from './wall.js';

/** A reminder, and when its messages are expected: all worked out here, without the bot's own room of time. */
export interface Planned {
  reminder: Reminder;
  /** Where its messages go: the channel, or the person. */
  to: string;
  repeats: boolean;
  /** The instants it is due until a day after the end, in ms, ascending. */
  instants: readonly number[];
}

export interface Places {
  people: readonly string[];
  channels: readonly { guildId: string; channelId: string }[];
}

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Santiago',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'UTC',
];
/** 02:30 is what most zones skip once a year and show twice once a year. */
const TIMES = [2 * 60 + 30, 9 * 60, 18 * 60];

/**
 * So many reminders from `begin` until before `end`: nine of ten for people (one in ten of them repeating), one for a
 * channel (half of them repeating). No person and no server has more than the limits allow.
 */
export function planReminders(
  random: Random,
  count: number,
  { people, channels }: Places,
  begin: number,
  end: number,
): Planned[] {
  return Array.from({ length: count }, (_, number): Planned => {
    const channel = number % 10 === 0 ? channels[(number / 10) % channels.length] : undefined;
    const ownerId = people[number % people.length] ?? '';
    const repeats = random.next() < (channel === undefined ? 0.1 : 0.5);
    const pattern = repeats ? repeating(random, begin, end) : once(random, begin, end);
    const instants = instantsOf(pattern, end + DAY);
    const [first = NaN] = instants;
    const reminder: Reminder = {
      id: `r${number.toString(36).padStart(9, '0')}`,
      ownerId,
      text: `Banner ${String(number)} to the gate`,
      due: { instant: new Date(first).toISOString(), wall: wallAt(first, pattern.zone), zone: pattern.zone },
      given: 0,
      target: channel === undefined ? { kind: 'owner' } : { kind: 'channel', ...channel },
      createdAt: new Date(begin - DAY).toISOString(),
      ...(repeats ? { repeat: repeatOf(pattern) } : {}),
    };
    return { reminder, to: channel?.channelId ?? ownerId, repeats, instants };
  });
}

function once(random: Random, begin: number, end: number): Pattern {
  const zone = random.pick(ZONES);
  const from = random.between(dayAt(begin, zone) + 1, dayAt(end, zone) - 2);
  return { rhythm: { kind: 'daily' }, minutes: [random.pick(TIMES)], zone, from, count: 1 };
}

/** One that comes at least once before the end. */
function repeating(random: Random, begin: number, end: number): Pattern {
  for (;;) {
    const zone = random.pick(ZONES);
    const from = random.between(dayAt(begin, zone) + 1, dayAt(end, zone) - 2);
    const rhythm = rhythmOf(random);
    const minutes = rhythm.kind === 'cron' && random.next() < 0.3 ? [9 * 60, 18 * 60] : [random.pick(TIMES)];
    const ending = random.next();
    const pattern: Pattern = {
      rhythm,
      minutes,
      zone,
      from,
      ...(ending < 0.5 ? { count: random.between(1, 12) } : {}),
      ...(ending >= 0.5 && ending < 0.9 ? { until: from + random.between(0, 40) } : {}),
    };
    // Those without an end come seldom, else they would be most of the messages.
    const endless = pattern.count === undefined && pattern.until === undefined;
    if (endless && (rhythm.kind === 'daily' || rhythm.kind === 'cron')) continue;
    if (instantsOf(pattern, end).length > 0) return pattern;
  }
}

function rhythmOf(random: Random): Rhythm {
  const weekdays = () => random.shuffled([1, 2, 3, 4, 5, 6, 7]).slice(0, random.between(1, 3)).sort();
  return random.pick<() => Rhythm>([
    () => ({ kind: 'daily' }),
    () => ({ kind: 'weekly', every: 1, days: random.next() < 0.3 ? [1, 2, 3, 4, 5] : weekdays() }),
    () => ({ kind: 'weekly', every: 2, days: weekdays() }),
    () => ({ kind: 'monthly-day', day: random.pick([1, 15, 28, 29, 30, 31]) }),
    () => ({
      kind: 'monthly-weekday',
      nth: random.pick([1, 2, 3, 4, 5, -1]),
      weekday: random.between(1, 7),
    }),
    () => ({ kind: 'cron', daysOfMonth: [], months: [], weekdays: weekdays() }),
    () => ({ kind: 'cron', daysOfMonth: [random.between(1, 28)], months: [], weekdays: [] }),
    () => ({ kind: 'cron', daysOfMonth: [], months: [3, 10, 11], weekdays: [7] }),
  ])();
}

/** The same as the bot stores it. */
function repeatOf({ rhythm, minutes, zone, from, until, count }: Pattern): Repeat {
  const span = {
    zone,
    from: isoDay(from),
    ...(until === undefined ? {} : { until: isoDay(until) }),
    ...(count === undefined ? {} : { count }),
  };
  const clock = (minute: number) => [Math.floor(minute / 60), minute % 60] as const;
  if (rhythm.kind !== 'cron') {
    const [hour, minute] = clock(minutes[0] ?? NaN);
    const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    const pattern = rhythm.kind === 'weekly' ? { ...rhythm, days: [...rhythm.days] } : rhythm;
    return { pattern, time, ...span };
  }
  const list = (numbers: readonly number[]) => (numbers.length === 0 ? '*' : numbers.join(','));
  const [minute] = new Set(minutes.map((time) => clock(time)[1]));
  const hours = minutes.map((time) => clock(time)[0]);
  const { daysOfMonth, months, weekdays } = rhythm;
  const fields = [String(minute), list(hours), list(daysOfMonth), list(months), list(weekdays)];
  return { pattern: { kind: 'cron', line: fields.join(' ') }, ...span };
}
