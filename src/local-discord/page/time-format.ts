import { locale } from './locale.js';
import { texts } from './texts.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const shapes: Record<string, Intl.DateTimeFormatOptions> = {
  t: { hour: '2-digit', minute: '2-digit' },
  T: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  s: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  S: {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
  W: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
  clock: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
};

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The browser's zone, the one every time on the page is shown in. */
export function zoneName(): string {
  return zone.replaceAll('_', ' ');
}

/** A Discord timestamp of one style (`t T d D f F s S R`) in the browser's zone; `R` counts from `now`, `W` is our own. */
export function formatTimestamp(instant: Date, style: string, now: Date): string {
  if (Number.isNaN(instant.getTime())) return '';
  if (style === 'R') return relative(instant, now);
  return formatOf(shapes[style] ? style : 'f').format(instant);
}

/** When a message was written, as Discord writes it beside the author: "Today at 18:03". */
export function formatMessageTime(instant: Date, now: Date): string {
  const time = formatTimestamp(instant, 't', now);
  const days = Math.round((startOfDay(now).getTime() - startOfDay(instant).getTime()) / 86_400_000);
  if (days === 0) return texts.messages.today(time);
  if (days === 1) return texts.messages.yesterday(time);
  return formatTimestamp(instant, 's', now).replace(',', '');
}

/** The clock's reading in the page's top bar. */
export function formatClock(now: Date): string {
  return formatOf('clock').format(now);
}

/** A time as clocks in a zone show it, by default the browser's own; a RangeError for a zone it does not know. */
export function formatInZone(instant: Date, inZone: string = zone, dateOnly = false): string {
  return new Intl.DateTimeFormat(locale, { ...shapes[dateOnly ? 'day' : 'F'], timeZone: inZone }).format(
    instant,
  );
}

function relative(instant: Date, now: Date): string {
  const seconds = Math.round((instant.getTime() - now.getTime()) / 1000);
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  }
  return relativeFormat.format(0, 'second');
}

// A format costs far more to make than to use, and a full channel uses hundreds.
const formats = new Map<string, Intl.DateTimeFormat>();
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });

function formatOf(style: string): Intl.DateTimeFormat {
  const known = formats.get(style) ?? new Intl.DateTimeFormat(locale, shapes[style]);
  formats.set(style, known);
  return known;
}

function startOfDay(instant: Date): Date {
  return new Date(instant.getFullYear(), instant.getMonth(), instant.getDate());
}
