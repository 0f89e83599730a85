import { generateKeyPairSync } from 'node:crypto';
import { calendarOf } from '../../../src/discord/calendar-file.js';
import { drawScene, sceneOf } from '../../../src/pictures/draw.js';
import { loadPen, type Pen } from '../../../src/pictures/fonts.js';
import { outcomeAltText, outcomeChart } from '../../../src/pictures/outcome-picture.js';
import { readRecord, signedRecord } from '../../../src/proposals/outcome-record.js';
import { outcomeTable } from '../../../src/proposals/outcome-table.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import { recordKeysOf, type RecordKeys } from '../../../src/proposals/record-keys.js';
import { clean } from '../../../src/texts/clean.js';
import { loadTexts, type Translate } from '../../../src/texts/texts.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { isReadBySecond, wrongInCalendar, type CalendarTexts } from './calendar.js';
import { wrongInFile, wrongInPixels, wrongInScene } from './picture.js';
import { harmless, proposalOf, TEXTS_EACH } from './scene.js';
import { wrongInTable } from './table.js';
import { hostileText, LONGEST } from './texts.js';
import { carefulCalendar, FOUND_BY, weakAltText } from './weak.js';
import { WEAK_CALENDARS, WEAK_FILES, WEAK_SCENES, WEAK_TABLES } from './weak.js';

export interface HostileRun {
  seed: number;
  texts: number;
  log: (line: string) => void;
}

/** Every so many pictures are compared with themselves without names, pixel by pixel. */
const PIXELS_EVERY = 10;

interface Press {
  t: Translate;
  pen: Pen;
  keys: RecordKeys;
}

/**
 * Puts hostile texts through picture, alt text, table and calendar file: half of them as they are typed, half as they are
 * stored, which is cleaned. Then through writers that lack one care each, every one of which has to be found out.
 */
export async function writeHostile({ seed, texts, log }: HostileRun): Promise<Counts> {
  const random = new Random(seed);
  const press: Press = {
    t: (await loadTexts('data/locales', true)).in('en'),
    pen: await loadPen(),
    keys: recordKeysOf(generateKeyPairSync('ed25519').privateKey),
  };
  const found = new Map<string, number>();
  const counts = { pictures: 0, pixels: 0, cells: 0, calendars: 0, bySecond: 0, longest: 0 };
  for (let done = 0; done < texts; done += TEXTS_EACH) {
    const typed = Array.from({ length: TEXTS_EACH }, () => hostileText(random));
    const given = random.next() < 0.5 ? typed : typed.map((text) => clean(text) || '–');
    const proposal = proposalOf(given, random);

    const chart = outcomeChart(press.t, proposal);
    const scene = sceneOf(press.pen, chart);
    const plain = sceneOf(press.pen, outcomeChart(press.t, harmless(proposal)));
    none(wrongInScene(scene, plain, press.pen), given);
    const png = await drawScene(press.pen, scene);
    none(wrongInFile(png, scene), given);
    if (counts.pictures % PIXELS_EVERY === 0) {
      none(await wrongInPixels(png, scene, press.pen), given);
      counts.pixels += 1;
    }
    counts.pictures += 1;
    for (const [name, weaken] of Object.entries(WEAK_SCENES))
      note(found, name, wrongInScene(weaken(scene, chart), plain, press.pen));
    for (const [name, weaken] of Object.entries(WEAK_FILES))
      note(found, name, wrongInFile(weaken(png, given), scene));

    const altText = outcomeAltText(press.t, proposal);
    counts.longest = Math.max(counts.longest, altText.length);
    none(wrongInAltText(altText, proposal), given);
    note(found, 'alt text with names as they are', wrongInAltText(weakAltText(proposal), proposal));

    const cells = cellsOf(proposal, press.keys);
    none(wrongInTable(outcomeTable(cells.record), cells.expected), given);
    counts.cells += cells.expected.flat().length;
    for (const [name, write] of Object.entries(WEAK_TABLES))
      note(found, name, wrongInTable(write(cells.expected), cells.expected));

    for (const entry of calendarsOf(press.t, given, proposal)) {
      none(wrongInCalendar(entry.file, entry.texts), [entry.file]);
      none(wrongInCalendar(carefulCalendar(entry.texts), entry.texts), [entry.file]);
      for (const [name, write] of Object.entries(WEAK_CALENDARS))
        note(found, name, wrongInCalendar(write(entry.texts), entry.texts));
      counts.calendars += 1;
      if (isReadBySecond(entry.texts)) counts.bySecond += 1;
    }
    if (counts.pictures % 50 === 0) log(`${String(counts.pictures)} pictures`);
  }
  for (const name of Object.keys(FOUND_BY)) holds((found.get(name) ?? 0) > 0, `Nobody notices: ${name}`);
  return {
    'hostile texts': texts,
    'pictures with as many elements as harmless ones, drawn': counts.pictures,
    'of these compared outside the names, pixel by pixel': counts.pixels,
    'cells of tables': counts.cells,
    'calendar files, read by hand and by a parser': counts.calendars,
    'of these read by a second parser too': counts.bySecond,
    'longest alt text': counts.longest,
    ...Object.fromEntries([...found].map(([name, times]) => [`weak writer found out: ${name}`, times])),
  };
}

function none(wrong: string | undefined, texts: readonly string[]): void {
  holds(wrong === undefined, `${String(wrong)}, of ${JSON.stringify(texts)}`);
}

function note(found: Map<string, number>, name: string, wrong: string | undefined): void {
  const says = FOUND_BY[name];
  holds(says !== undefined, `What shall be said of it: ${name}`);
  if (wrong !== undefined && says.test(wrong)) found.set(name, (found.get(name) ?? 0) + 1);
}

/** One line of what is decided, then one for each organisation and perhaps one for those left out. */
function wrongInAltText(text: string, { entries }: Proposal): string | undefined {
  if (text.length > 1_000) return 'An alt text too long';
  if (/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]/u.test(text))
    return `What cannot be seen, in an alt text: ${JSON.stringify(text)}`;
  const [, ...lines] = text.split('\n');
  const last = lines.at(-1) ?? '';
  const shown = / more organisations?$/u.test(last) ? lines.slice(0, -1) : lines;
  const left = shown === lines ? 0 : Number(/\d+/u.exec(last)?.[0]);
  if (shown.length + left !== entries.length) return 'Another number of lines in an alt text';
  const odd = shown.findIndex((line, at) => !line.startsWith(`${String(at + 1)}. `));
  return odd < 0 ? undefined : `A line of its own in an alt text: ${JSON.stringify(shown[odd])}`;
}

/** The record of a proposal, and the cells its table shall have. */
function cellsOf(proposal: Proposal, keys: RecordKeys): { record: string; expected: string[][] } {
  const record = signedRecord(proposal, keys);
  const { content } = readRecord(record);
  const columns =
    'title,text,agreed,closed,organisation,server,position,can vote,turnout,for,against,abstain';
  const rows = content.organisations.map(({ name, server, position, roll, totals }) => [
    proposal.action.title,
    proposal.hash,
    content.agreed ? 'yes' : 'no',
    content.closedAt,
    name,
    server,
    position,
    String(roll),
    ...(totals === 'withheld'
      ? ['', '', '', '']
      : [totals.turnout, totals.for, totals.against, totals.abstain].map(String)),
  ]);
  return { record, expected: [columns.split(','), ...rows] };
}

/** A calendar file for each text, in which it stands in every place; as the bot composes it. */
function calendarsOf(
  t: Translate,
  texts: readonly string[],
  proposal: Proposal,
): { file: string; texts: CalendarTexts }[] {
  return texts.map((text, at) => {
    const details = `${text}\n${texts[(at + 1) % texts.length]!}`;
    const action = { ...proposal.action, title: text, where: text, how: text, details };
    const whom = action.whom.name.slice(0, LONGEST);
    const file = calendarOf(t, { ...proposal, action }, { version: 1, cancelled: at % 2 === 1 });
    const lines = [
      t('proposals:event.how', { how: text, whom }),
      t('proposals:event.local', { start: '2027-03-05 18:00', zone: 'Europe/Berlin' }),
      details,
      t('proposals:card.text', { hash: proposal.hash.slice(0, 8) }),
    ];
    return { file: String(file?.data), texts: { title: text, place: text, details: lines.join('\n') } };
  });
}
