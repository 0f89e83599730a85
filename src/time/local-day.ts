/**
 * Days of the calendar as whole numbers, 0 for 1 January 1970, and walls: what the clock on a wall shows, as milliseconds
 * since then, whatever the zone. Searching the calendar for a pattern is done in these, one small step a day.
 */
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** The number of a day `YYYY-MM-DD`. */
export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00.000Z`) / DAY_MS;
}

/** A day of the years 0000 to 9999 as `YYYY-MM-DD`. */
export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The number of the week a day is in, Monday first. */
export function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

export interface CalendarDay {
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
  /** How many days that month has. */
  of: number;
}

export function calendarDay(day: number): CalendarDay {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() + 1;
  return { month, day: date.getUTCDate(), of: daysIn(date.getUTCFullYear(), month) };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
