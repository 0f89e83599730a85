import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { comparable } from './table.js';

/** What a calendar file is read back as. */
export interface CalendarTexts {
  title: string;
  place: string;
  details: string;
}

const NAMES = { title: 'SUMMARY', place: 'LOCATION', details: 'DESCRIPTION' } as const;
/** The properties of the one entry, in order; nothing that is fetched, opened or rung. */
const PROPERTIES = [
  ...['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS'],
];

/** Says what is wrong with a calendar file of one entry with these texts; undefined when nothing is. */
export function wrongInCalendar(ics: string, texts: CalendarTexts): string | undefined {
  if (/[^\P{Cc}\r\n]/u.test(ics)) return 'A control character';
  if (/\r(?!\n)|(?<!\r)\n/u.test(ics)) return 'A line break of its own';
  const lines = ics.split('\r\n');
  if (lines.pop() !== '') return 'It does not end with a line';
  const long = lines.find((line) => Buffer.byteLength(line) > 75);
  if (long !== undefined) return `A line of ${String(Buffer.byteLength(long))} octets`;
  // By hand: a line that begins with a blank goes on with the one before.
  const whole = ics.replace(/\r\n[ \t]/gu, '').split('\r\n');
  const inside = whole.slice(whole.indexOf('BEGIN:VEVENT') + 1, whole.lastIndexOf('END:VEVENT'));
  const names = inside.map((line) => /^[A-Z-]+(?=[:;])/u.exec(line)?.[0] ?? line);
  if (names.join() !== PROPERTIES.join()) return `Other properties: ${names.join()}`;
  for (const [name, expected] of entriesOf(texts)) {
    const line = inside[PROPERTIES.indexOf(NAMES[name])]!.slice(NAMES[name].length + 1);
    const text = line.replace(/\\(.)/gu, (_all, escaped: string) => (/n/iu.test(escaped) ? '\n' : escaped));
    if (comparable(text) !== comparable(expected))
      return `Another ${name}: ${JSON.stringify([text, expected])}`;
    if (/(?<!\\)(?:\\\\)*[,;]/u.test(line)) return `A list in the ${name}`;
  }
  try {
    return wrongAsRead(ics, texts);
  } catch (error) {
    return `A parser refuses it: ${String(error)}`;
  }
}

/** The second parser takes these words for the beginning of an entry wherever they stand, so also within a text. */
export function isReadBySecond(texts: CalendarTexts): boolean {
  return !entriesOf(texts).some(([, text]) => /(?:BEGIN|END):V/u.test(text));
}

function entriesOf(texts: CalendarTexts): [keyof CalendarTexts, string][] {
  return Object.entries(texts) as [keyof CalendarTexts, string][];
}

/** As two parsers read it. */
function wrongAsRead(ics: string, texts: CalendarTexts): string | undefined {
  const calendar: ICAL.Component = ICAL.Component.fromString(ics);
  const parts = calendar.getAllSubcomponents().map(({ name }) => name);
  if (parts.join() !== 'vtimezone,vevent') return `Other components: ${parts.join()}`;
  const event = calendar.getFirstSubcomponent('vevent')!;
  if (event.getAllProperties().length !== PROPERTIES.length) return 'Another number of properties';
  if (event.getAllSubcomponents().length > 0) return 'Something within the entry';
  for (const [name, expected] of entriesOf(texts))
    if (comparable(String(event.getFirstPropertyValue(NAMES[name].toLowerCase()))) !== comparable(expected))
      return `Another ${name} to the parser: ${JSON.stringify(expected)}`;
  if (!isReadBySecond(texts)) return undefined;
  const { events = [] } = convertIcsCalendar(undefined, ics);
  const [read] = events;
  if (read === undefined || events.length !== 1) return `${String(events.length)} entries`;
  const found = { title: read.summary, place: read.location, details: read.description };
  for (const [name, expected] of entriesOf(texts))
    if (comparable(found[name] ?? '') !== comparable(expected))
      return `Another ${name} to the second parser: ${JSON.stringify([found[name], expected])}`;
  return undefined;
}
