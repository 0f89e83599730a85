import { h } from '../dom.js';
import { texts } from '../texts.js';
import { formatInZone, zoneName } from '../time-format.js';
import {
  plainText,
  readCalendar,
  readTime,
  type CalendarPart,
  type CalendarProperty,
  type CalendarTime,
} from './read-calendar.js';

const words = texts.files.calendar;
/** What people look for comes first; the rest follows as it stands in the file. */
const order = [
  ...['DTSTART', 'DTEND', 'DURATION', 'LOCATION', 'DESCRIPTION', 'STATUS', 'URL'],
  ...['SEQUENCE', 'UID'],
];

/** The entries of a calendar file, each property with a label, and below them what could not be read. */
export function drawCalendar(text: string): HTMLElement {
  const { parts, unreadable, unclosed } = readCalendar(text);
  const entries = parts.flatMap((calendar) => calendar.parts.filter(({ name }) => name === 'VEVENT'));
  const wrong = [
    ...(unreadable.length > 0 ? [words.unreadable(unreadable)] : []),
    ...unclosed.map((name) => words.unclosed(name)),
  ];
  return h(
    'div',
    { class: 'calendar' },
    entries.length === 0 ? h('p', { class: 'hint' }, words.none) : null,
    ...entries.map((entry, index) => drawEntry(entry, words.entry(index + 1, entries.length))),
    ...parts.map(({ properties }) =>
      h(
        'section',
        {},
        h('h4', { class: 'hint' }, words.calendar),
        h('dl', { class: 'facts' }, ...rows(properties)),
      ),
    ),
    ...wrong.map((line) => h('p', { class: 'wrong' }, line)),
  );
}

function drawEntry(entry: CalendarPart, label: string): HTMLElement {
  const summary = entry.properties.find(({ name }) => name === 'SUMMARY');
  const rank = ({ name }: CalendarProperty): number => (order.includes(name) ? order.indexOf(name) : 99);
  const others = entry.properties.filter((property) => property !== summary);
  const alarms = entry.parts.map((part): CalendarProperty => {
    const trigger = part.properties.find(({ name }) => name === 'TRIGGER');
    return { name: part.name, parameters: {}, value: trigger?.value ?? '' };
  });
  return h(
    'section',
    { 'data-testid': 'calendar-entry' },
    h('p', { class: 'hint' }, label),
    h('h4', {}, summary ? plainText(summary.value) : words.untitled),
    h('dl', { class: 'facts' }, ...rows([...others.sort((a, b) => rank(a) - rank(b)), ...alarms])),
  );
}

function rows(properties: CalendarProperty[]): HTMLElement[] {
  return properties.map((property) =>
    h(
      'div',
      { 'data-property': property.name },
      h('dt', {}, words.labels[property.name] ?? property.name),
      h('dd', {}, ...valueOf(property)),
    ),
  );
}

function valueOf(property: CalendarProperty): Node[] {
  const time = readTime(property);
  if (!time) return [document.createTextNode(plainText(property.value))];
  const yours = inYourZone(time);
  return [
    h('span', {}, inItsZone(time)),
    ...(yours === undefined ? [] : [h('span', { class: 'hint' }, yours)]),
  ];
}

/** As it stands in the file, with the zone it stands in. */
function inItsZone({ wall, dateOnly, zone, instant }: CalendarTime): string {
  const shown = formatInZone(wall, 'UTC', dateOnly);
  if (dateOnly) return shown;
  if (zone === undefined) return `${shown} (${words.floating})`;
  return `${shown} (${instant ? zone : words.unknownZone(zone)})`;
}

/** The same for whoever looks, where their clocks show something else. */
function inYourZone({ wall, instant }: CalendarTime): string | undefined {
  if (!instant) return undefined;
  const here = formatInZone(instant);
  return here === formatInZone(wall, 'UTC') ? undefined : words.yours(here, zoneName());
}
