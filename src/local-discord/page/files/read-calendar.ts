/** Reads calendar files (RFC 5545) far enough to show what is in them; it judges nothing but whether a line can be read. */

export interface CalendarProperty {
  name: string;
  /** By name in capitals, without quotation marks. */
  parameters: Record<string, string>;
  /** As written. */
  value: string;
}

/** What stands between a BEGIN and its END. */
export interface CalendarPart {
  name: string;
  properties: CalendarProperty[];
  parts: CalendarPart[];
}

export interface ReadCalendar {
  parts: CalendarPart[];
  /** Numbers of the lines that are no content lines, from 1. */
  unreadable: number[];
  /** Names of parts that begin and do not end. */
  unclosed: string[];
}

/** A time of a calendar: clocks in `zone` show `wall`, which is written as if it were UTC. */
export interface CalendarTime {
  wall: Date;
  dateOnly: boolean;
  /** Absent where the file gives none. */
  zone?: string;
  /** Absent where no instant follows: no zone, or one the browser does not know. */
  instant?: Date;
}

const PARAMETER = '[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*';
const LINE = new RegExp(`^([A-Za-z0-9-]+)((?:;${PARAMETER})*):(.*)$`, 's');
const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/;

/** Unfolds the lines and puts them into their parts. */
export function readCalendar(text: string): ReadCalendar {
  const top: CalendarPart = { name: '', properties: [], parts: [] };
  const open = [top];
  const unreadable: number[] = [];
  for (const { number, content } of unfolded(text)) {
    const property = readLine(content);
    const inside = open.at(-1) ?? top;
    if (!property) unreadable.push(number);
    else if (property.name === 'BEGIN') {
      const part = { name: property.value.toUpperCase(), properties: [], parts: [] };
      inside.parts.push(part);
      open.push(part);
    } else if (property.name === 'END') {
      if (inside !== top && property.value.toUpperCase() === inside.name) open.pop();
      else unreadable.push(number);
    } else if (inside === top) unreadable.push(number);
    else inside.properties.push(property);
  }
  return { parts: top.parts, unreadable, unclosed: open.slice(1).map(({ name }) => name) };
}

/** The value of a text property with its escapes undone. */
export function plainText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, letter: string) =>
    letter.toLowerCase() === 'n' ? '\n' : letter,
  );
}

/** A DATE or DATE-TIME; undefined for anything else. */
export function readTime({ value, parameters }: CalendarProperty): CalendarTime | undefined {
  const found = TIME.exec(value);
  if (!found) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const wall = new Date(Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0));
  const dateOnly = found[4] === undefined;
  if (dateOnly) return { wall, dateOnly };
  if (found[7] === 'Z') return { wall, dateOnly, zone: 'UTC', instant: wall };
  const zone = parameters['TZID'];
  if (zone === undefined) return { wall, dateOnly };
  const instant = instantIn(zone, wall);
  return { wall, dateOnly, zone, ...(instant && { instant }) };
}

function unfolded(text: string): { number: number; content: string }[] {
  const lines: { number: number; content: string }[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) last.content += line.slice(1);
    else if (line !== '') lines.push({ number: index + 1, content: line });
  });
  return lines;
}

function readLine(content: string): CalendarProperty | undefined {
  const found = LINE.exec(content);
  if (!found) return undefined;
  const [, name = '', rest = '', value = ''] = found;
  const parameters: Record<string, string> = {};
  for (const parameter of rest.match(new RegExp(PARAMETER, 'g')) ?? []) {
    const at = parameter.indexOf('=');
    parameters[parameter.slice(0, at).toUpperCase()] = parameter.slice(at + 1).replaceAll('"', '');
  }
  return { name: name.toUpperCase(), parameters, value };
}

/** When clocks in a zone show a time; undefined for a zone the browser does not know. */
function instantIn(zone: string, wall: Date): Date | undefined {
  try {
    // Twice, because the first guess may lie on the other side of a change of the clocks.
    const guess = wall.getTime() - offsetAt(zone, wall.getTime());
    return new Date(wall.getTime() - offsetAt(zone, guess));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How far clocks in a zone are ahead of UTC at an instant, in ms. */
function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}
