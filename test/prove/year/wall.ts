import { IANAZone } from 'luxon';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Asking luxon takes long, and the same few hours of each day are asked for again and again. */
const known = new Map<string, Map<number, number>>();

/** How far local time in a zone is ahead of UTC at an instant, in ms; by luxon. */
export function offsetAt(ms: number, zone: string): number {
  const offsets = known.get(zone) ?? new Map<number, number>();
  known.set(zone, offsets);
  const offset = offsets.get(ms) ?? IANAZone.create(zone).offset(ms) * MINUTE;
  offsets.set(ms, offset);
  return offset;
}

/**
 * The instant at which the clock on the wall shows a local day (as days since 1970) and minute. One it never shows is read
 * as if the clocks had not been changed yet; of two the first is taken.
 */
export function instantOf(day: number, minute: number, zone: string): number {
  const wall = day * DAY + minute * MINUTE;
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
  const shown = [wall - before, wall - after].filter((ms) => ms + offsetAt(ms, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

/** The clock on the wall at an instant, `YYYY-MM-DDTHH:mm`. */
export function wallAt(ms: number, zone: string): string {
  return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 16);
}

/** The local day of an instant, as days since 1970. */
export function dayAt(ms: number, zone: string): number {
  return Math.floor((ms + offsetAt(ms, zone)) / DAY);
}

export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
