import { expect } from 'vitest';
import { readSchedule } from '../../src/time/read-schedule.js';
import { nextOccurrences, repeatSchema } from '../../src/time/repeat.js';

/** A Wednesday, 14:30 in Berlin. */
export const NOW = new Date('2027-05-05T12:30:20Z');

interface Told {
  zone?: string;
  now?: Date;
  locale?: string;
}

/**
 * What was read, in one line: the rule and the next three occurrences (`weekly 5 18:00 | 05-07 05-14 05-21`), a single
 * moment, or the problem with its readings.
 */
export function told(
  when: string,
  repeat?: string,
  { zone = 'Europe/Berlin', now = NOW, locale = 'en-GB' }: Told = {},
): string {
  const read = readSchedule({ when, ...(repeat === undefined ? {} : { repeat }) }, { zone, now, locale });
  if (!read.ok) return [read.problem, ...(read.readings ?? [])].join(' ');
  if ('once' in read) return `once ${read.once.wall}`;
  const { pattern, time, until, count, ...rest } = repeatSchema.parse(
    JSON.parse(JSON.stringify(read.repeat)),
  );
  const next = nextOccurrences(read.repeat, new Date(Date.parse(read.first.instant) - 1), 3);
  expect(next[0]).toEqual(read.first);
  expect(Date.parse(read.first.instant)).toBeGreaterThan(now.getTime());
  expect(rest.zone).toBe(read.first.zone);
  const ends = [
    until === undefined ? '' : ` until ${until}`,
    count === undefined ? '' : ` x${String(count)}`,
  ];
  const days = next
    .map(({ wall }) => (pattern.kind === 'cron' ? wall.slice(5) : wall.slice(5, 10)))
    .join(' ');
  return `${ruleOf(pattern)}${time === undefined ? '' : ` ${time}`}${ends.join('')} | ${days}`;
}

function ruleOf(pattern: ReturnType<typeof repeatSchema.parse>['pattern']): string {
  switch (pattern.kind) {
    case 'daily':
      return 'daily';
    case 'weekly':
      return `${pattern.every === 2 ? 'fortnightly' : 'weekly'} ${pattern.days.join('')}`;
    case 'monthly-day':
      return `monthly ${String(pattern.day)}`;
    case 'monthly-weekday':
      return `monthly ${String(pattern.nth)}x${String(pattern.weekday)}`;
    case 'cron':
      return pattern.line;
  }
}
