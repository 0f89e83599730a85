import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../time/moment.js';

/** One action as people put it into their calendars. */
export interface CalendarEntry {
  /** The same for one action for ever, so that a later file changes the entry instead of adding one. */
  uid: string;
  /** Rises with every change. */
  sequence: number;
  /** When it was decided; ISO 8601 in UTC. */
  decidedAt: string;
  start: Moment;
  end: Moment;
  title: string;
  place: string;
  details: string;
  /** The action is not to take place, or not as it was. */
  cancelled: boolean;
}

/** RFC 5545 allows 75 bytes in a line; the library counts them without the blank that begins a folded one. */
const FOLD_BYTES = 74;

/**
 * A calendar file (RFC 5545, UTF-8) with one entry, in the wall time and zone that was meant. The same entry gives the
 * same bytes.
 */
export function calendarFile(entry: CalendarEntry): string {
  ICAL.foldLength = FOLD_BYTES;
  const { start, end, cancelled } = entry;
  const calendar = new ICAL.Component('vcalendar');
  set(calendar, 'version', 'text', '2.0');
  set(calendar, 'prodid', 'text', '-//Strike Together//EN');
  set(calendar, 'method', 'text', cancelled ? 'CANCEL' : 'PUBLISH');
  const begins = Temporal.Instant.from(start.instant).toZonedDateTimeISO(start.zone);
  const wall = start.zone !== 'UTC' && !isNearChange(begins, Temporal.Instant.from(end.instant));
  if (wall) calendar.addSubcomponent(zoneComponent(begins));
  const event = new ICAL.Component('vevent');
  set(event, 'uid', 'text', plain(entry.uid));
  set(event, 'sequence', 'integer', entry.sequence);
  set(event, 'dtstamp', 'date-time', utc(entry.decidedAt));
  for (const [name, moment] of [
    ['dtstart', start],
    ['dtend', end],
  ] as const) {
    const property = set(event, name, 'date-time', wall ? `${moment.wall}:00` : utc(moment.instant));
    if (wall) property.setParameter('tzid', moment.zone);
  }
  set(event, 'summary', 'text', plain(entry.title));
  if (entry.place !== '') set(event, 'location', 'text', plain(entry.place));
  set(event, 'description', 'text', plain(entry.details));
  set(event, 'status', 'text', cancelled ? 'CANCELLED' : 'CONFIRMED');
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

/** What the library writes as it stands: line breaks of all kinds become one kind, other control characters blanks. */
function plain(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ');
}

/**
 * Whether the clocks change within a day of the action. Then a wall time may mean another instant to another program - an
 * hour that is shown twice does, by the standard - and the instants are written instead.
 */
function isNearChange(begins: Temporal.ZonedDateTime, ends: Temporal.Instant): boolean {
  const change = begins.subtract({ hours: 24 }).getTimeZoneTransition('next');
  return change !== null && Temporal.Instant.compare(change.toInstant(), ends.add({ hours: 24 })) <= 0;
}

/** The zone as its clocks go around that time; what they do later in the year is none of this entry's business. */
function zoneComponent({ timeZoneId, offset }: Temporal.ZonedDateTime): ICAL.Component {
  const part = new ICAL.Component('standard');
  set(part, 'dtstart', 'date-time', '1970-01-01T00:00:00');
  set(part, 'tzoffsetfrom', 'utc-offset', offset);
  set(part, 'tzoffsetto', 'utc-offset', offset);
  const zone = new ICAL.Component('vtimezone');
  set(zone, 'tzid', 'text', timeZoneId);
  zone.addSubcomponent(part);
  return zone;
}

/** Adds a property; `value` in jCal's form (RFC 7265). */
function set(to: ICAL.Component, name: string, type: string, value: string | number): ICAL.Property {
  return to.addProperty(new ICAL.Property([name, {}, type, value]));
}

function utc(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
