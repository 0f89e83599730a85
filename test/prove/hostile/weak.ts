import { crc32 } from 'node:zlib';
import type { Chart } from '../../../src/pictures/chart.js';
import type { Scene, Words } from '../../../src/pictures/scene.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import type { CalendarTexts } from './calendar.js';

/** Writers as they are often written, each without one care. The checks have to find out every one of them. */

type WeakTable = (rows: readonly (readonly string[])[]) => string;
const table = (cell: (value: string) => string): WeakTable => {
  return (rows) => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const oneLine = (value: string) => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export const WEAK_TABLES: Readonly<Record<string, WeakTable>> = {
  'table without quotes': table((value) => oneLine(value).replace(/^(?=[=+\-@])/u, "'")),
  'table with quotes, and line breaks in them': table((value) => quoted(value.replace(/^(?=[=+\-@])/u, "'"))),
  'table whose quotes are not doubled': table((value) => `"${oneLine(value)}"`),
  'table with formulas': table((value) => quoted(oneLine(value))),
  'table that looks only at the first character': table((value) =>
    quoted(oneLine(value).replace(/^(?=[=+\-@])/u, "'")),
  ),
};

type WeakCalendar = (texts: CalendarTexts) => string;
const ZONE = ['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD', 'DTSTART:19701025T030000'];
const ZONE_END = ['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD', 'END:VTIMEZONE'];
const calendar = (
  { title, place, details }: CalendarTexts,
  escape: (text: string) => string,
  fold: (line: string) => string,
  more: readonly string[] = [],
): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Weak//EN', 'METHOD:PUBLISH', ...ZONE, ...ZONE_END],
    ...['BEGIN:VEVENT', 'UID:a@b', 'SEQUENCE:0', 'DTSTAMP:20270303T120000Z'],
    ...['DTSTART;TZID=Europe/Berlin:20270305T180000', 'DTEND;TZID=Europe/Berlin:20270305T200000'],
    ...[`SUMMARY:${escape(title)}`, `LOCATION:${escape(place)}`, `DESCRIPTION:${escape(details)}`],
    ...['STATUS:CONFIRMED', ...more, 'END:VEVENT', 'END:VCALENDAR'],
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
const escaped = (text: string) =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\\;,]/gu, '\\$&')
    .replaceAll('\n', '\\n');
const folded = (line: string, most: number, size: (part: string) => number) => {
  let shown = '';
  let length = 0;
  for (const character of line) {
    if (length + size(character) > most) {
      shown += '\r\n ';
      length = 1;
    }
    shown += character;
    length += size(character);
  }
  return shown;
};
const byBytes = (line: string) => folded(line, 75, (part) => Buffer.byteLength(part));

export const WEAK_CALENDARS: Readonly<Record<string, WeakCalendar>> = {
  'calendar with texts as they are': (texts) => calendar(texts, (text) => text, byBytes),
  'calendar that escapes line feeds alone': (texts) =>
    calendar(texts, (text) => text.replaceAll('\n', '\\n'), byBytes),
  'calendar without escaped commas, semicolons and backslashes': (texts) =>
    calendar(texts, (text) => escaped(text).replace(/\\([\\;,])/gu, '$1'), byBytes),
  'calendar without folded lines': (texts) => calendar(texts, escaped, (line) => line),
  'calendar folded by characters, not octets': (texts) =>
    calendar(texts, escaped, (line) => folded(line, 75, (part) => part.length)),
  'calendar that makes addresses into links': (texts) =>
    calendar(
      texts,
      escaped,
      byBytes,
      (/https?:\/\/[!-~]+/u.exec(texts.title) ?? []).map((address) => `URL:${address}`),
    ),
};

/** The same with all of these cares: what is found in the others is not in all that is written here. */
export const carefulCalendar: WeakCalendar = (texts) => calendar(texts, escaped, byBytes);

/** Names as they stand in the chart, put into the boxes of the names of a good scene. */
function renamed(scene: Scene, chart: Chart, write: (name: string, words: Words) => Words[]): Scene {
  const names = chart.rows.map(({ label }) => label);
  const elements = scene.elements.flatMap((element) => {
    if (element.kind !== 'text' || element.of !== 'label') return [element];
    return write(names.shift() ?? '', element);
  });
  return { ...scene, elements };
}

export const WEAK_SCENES: Readonly<Record<string, (scene: Scene, chart: Chart) => Scene>> = {
  'picture with names as they are': (scene, chart) =>
    renamed(scene, chart, (name, words) => [{ ...words, lines: [name] }]),
  'picture with a text for each line of a name': (scene, chart) =>
    renamed(scene, chart, (name, words) => name.split(/\r?\n/u).map((line) => ({ ...words, lines: [line] }))),
  'picture with names of any length': (scene, chart) =>
    renamed(scene, chart, (_name, words) => [{ ...words, lines: [words.lines.join('')] }]),
  'picture with letters of any font': (scene, chart) =>
    renamed(scene, chart, (name, words) => [
      { ...words, lines: [name.replace(/[\p{C}\p{M}\p{Zl}\p{Zp}]/gu, '').slice(0, 10)] },
    ]),
};

export const WEAK_FILES: Readonly<Record<string, (png: Buffer, texts: readonly string[]) => Buffer>> = {
  'picture with its title in the file': (png, [title = '']) => {
    const body = Buffer.concat([Buffer.from('tEXtTitle\0', 'latin1'), Buffer.from(title, 'latin1')]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length - 4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([png.subarray(0, 33), length, body, sum, png.subarray(33)]);
  },
};

/** A line for each organisation, with its name as it is. */
export function weakAltText({ action, entries }: Proposal): string {
  const lines = entries.map(({ organisation }, at) => `${String(at + 1)}. ${organisation.name}`);
  return [action.title, ...lines].join('\n').slice(0, 1_000);
}

/** What has to be said of each of them at least once. */
export const FOUND_BY: Readonly<Record<string, RegExp>> = {
  'table without quotes': /^It (?:is not a table|has)|^Row/u,
  'table with quotes, and line breaks in them': /^It has \d+ lines/u,
  'table whose quotes are not doubled': /^It is not a table/u,
  'table with formulas': /^A formula: /u,
  'table that looks only at the first character': /^A formula, split/u,
  'calendar with texts as they are': /^(?:Other properties|A line break|A control)/u,
  'calendar that escapes line feeds alone': /^(?:Another|A list|A control)/u,
  'calendar without escaped commas, semicolons and backslashes': /^(?:Another|A list)/u,
  'calendar without folded lines': /^A line of/u,
  'calendar folded by characters, not octets': /^A line of/u,
  'calendar that makes addresses into links': /^Other properties: .*URL/u,
  'picture with names as they are': /^(?:What cannot be seen|Marks piled up)/u,
  'picture with a text for each line of a name': /^Other elements/u,
  'picture with names of any length': /^Too wide/u,
  'picture with letters of any font': /^Not in our fonts/u,
  'picture with its title in the file': /tEXt/u,
  'alt text with names as they are': /in an alt text/u,
};
