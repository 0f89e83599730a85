import type { Direction } from './chart.js';

/** Typed texts are at most 100 characters; more of one is never drawn. */
const LONGEST = 400;
/** Stands for what no font of ours holds (emoji, scripts we ship no font for). */
const NOT_HELD = '◌';
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Controls, direction marks, what has no width, private and unassigned characters; joiners are looked at apart. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Joiners mean something inside Arabic and Indic words only. */
const STRAY_JOINER =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}])[\u200C\u200D]|[\u200C\u200D](?![\p{Script=Arabic}\p{Script=Devanagari}])/gu;
const SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const STACKED = /(\p{M}{3})\p{M}+/gu;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Whether the fonts hold a character, by its code point. */
export type Holds = (point: number) => boolean;
/** How wide a text is drawn, in pixels. */
export type Width = (text: string) => number;

/**
 * Outside text as one line that can be drawn: without controls and direction marks, marks piled up to three, and a
 * placeholder for every run of what the fonts do not hold. `readable` is false where that is half of it or more.
 */
export function drawable(text: string, holds: Holds): { text: string; readable: boolean } {
  const line = text
    .slice(0, LONGEST)
    .normalize('NFC')
    .replace(UNSEEN, ' ')
    .replace(SELECTORS, '')
    .replace(STRAY_JOINER, '')
    .replace(STACKED, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  let shown = '';
  let held = 0;
  let missing = 0;
  for (const { segment } of graphemes.segment(line)) {
    if ([...segment].every((character) => holds(character.codePointAt(0) ?? 0))) {
      shown += segment;
      if (/[\p{L}\p{N}]/u.test(segment)) held += 1;
    } else {
      if (!shown.endsWith(NOT_HELD)) shown += NOT_HELD;
      missing += 1;
    }
  }
  return { text: shown, readable: held > missing };
}

/** The direction a text is read in: that of its first letter (UAX 9, rules P2 and P3); without letters the given one. */
export function directionOf(text: string, otherwise: Direction): Direction {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return otherwise;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** The text, or as much of its beginning as fits in so many pixels and an ellipsis; never half a character. */
export function fitLine(text: string, most: number, width: Width): string {
  if (width(text) <= most) return text;
  const parts = graphemesOf(text);
  return `${beginning(parts, most, (part) => width(`${part}…`)).trimEnd()}…`;
}

/** The text in at most so many lines, broken at spaces where there are any; the last one ends in an ellipsis if need be. */
export function wrapLines(text: string, most: number, lines: number, width: Width): string[] {
  const wrapped: string[] = [];
  let rest = text;
  while (wrapped.length < lines - 1 && width(rest) > most) {
    const begun = beginning(graphemesOf(rest), most, width);
    const space = rest.startsWith(' ', begun.length) ? begun.length : begun.lastIndexOf(' ');
    const line = space > 0 ? rest.slice(0, space) : begun;
    if (line === '') break;
    wrapped.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return [...wrapped, fitLine(rest, most, width)];
}

/** The longest beginning that is no wider than that, found by halving: a wider text has a wider beginning. */
function beginning(parts: readonly string[], most: number, width: Width): string {
  let fits = 0;
  let over = parts.length;
  while (fits + 1 < over) {
    const middle = Math.floor((fits + over) / 2);
    if (width(parts.slice(0, middle).join('')) <= most) fits = middle;
    else over = middle;
  }
  return parts.slice(0, fits).join('');
}

function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
