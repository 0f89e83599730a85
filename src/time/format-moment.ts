import type { Moment } from './moment.js';
import { shiftAt } from './moment.js';
import { offsetAt } from './zones.js';

/**
 * A moment in words for places where Discord's timestamps do not work (pictures, files, titles of events):
 * "Sunday 28 March 2027, 06:00 (Europe/Berlin)". On the 24-hour clock in every language; English puts the day first. In
 * an hour that comes twice the offset says which one is meant. An unknown locale is formatted in English. Throws
 * RangeError for an unknown zone.
 */
export function formatMoment(moment: Moment, locale: string): string {
  const instant = new Date(moment.instant);
  const language = localeFor(locale);
  const day = new Intl.DateTimeFormat(language, {
    timeZone: moment.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(instant);
  // Versions of ICU differ in the comma after an English weekday; without it the text is the same everywhere.
  const text = language === 'en-GB' ? day.replace(', ', ' ') : day;
  const twice = shiftAt(moment.wall, moment.zone) === 'first-of-two';
  const where = twice ? `${moment.zone}, UTC${offsetAt(instant, moment.zone)}` : moment.zone;
  return `${text}, ${moment.wall.slice(11)} (${where})`;
}

function localeFor(locale: string): string {
  if (/^en\b/iu.test(locale)) return 'en-GB';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}
