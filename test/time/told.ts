import { readWhen } from '../../src/time/read-when.js';

/** What was read, in one line: `2027-05-01T10:00`, a span `2027-05-01T10:00 - 2027-05-01T12:00`, or the problem. */
export function told(typed: string, zone: string, now: string, locale = 'en-US'): string {
  const read = readWhen(typed, { zone, now: new Date(now), locale });
  if (!read.ok) return read.problem;
  return read.end === undefined ? read.start.wall : `${read.start.wall} - ${read.end.wall}`;
}
