import { clean } from '../texts/clean.js';
import type { Language } from './language.js';
import { NotRead } from './when-read.js';

/** The longest text that is read, in characters, counted after cleaning. */
export const LONGEST_WHEN = 100;
/** Longer than this nothing is even cleaned: one character may become eighteen in NFKC. */
export const LONGEST_RAW = 1_000;

/** A piece of typed text; `at` and `end` say where it stood, so that pieces can be seen to touch. */
export interface Token {
  kind: 'date' | 'clock' | 'number' | 'word' | 'sign';
  text: string;
  at: number;
  end: number;
}

/**
 * The pieces, in this order of preference: a date in figures, an hour (with minutes or am/pm), a number, a word, a sign.
 * Every part is bounded or a single class repeated, so that matching is linear.
 */
const PIECE = new RegExp(
  [
    String.raw`(?<date>\d{4}([-/.])\d{1,2}\2\d{1,2}(?!\d)|\d{1,2}([-/.])\d{1,2}\3(?:\d{4}|\d{2})(?!\d)|\d{1,2}\/\d{1,2}(?![\d/])|\d{1,2}\.\d{1,2}\.(?!\d))`,
    String.raw`(?<clock>\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?!\d)(?: ?[ap]m(?!\p{L}))?|\d{1,2} ?[ap]m(?!\p{L}))`,
    String.raw`(?<number>\d+(?:\.\d+)?)`,
    String.raw`(?<word>[\p{L}\p{M}]+(?:'\p{L}+)?)`,
    String.raw`(?<sign>[-+,.:;()@!])`,
    String.raw`(?<space> )`,
  ].join('|'),
  'uy',
);

/**
 * Cleans typed text (NFKC, one line, no control, direction or zero-width characters), lower-cases it and cuts it into
 * pieces. Throws {@link NotRead} when it is empty, too long, or holds a character that no date has.
 */
export function tokensOf(typed: string, language: Language): Token[] {
  if (typed.length > LONGEST_RAW) throw new NotRead('unreadable');
  const cleaned = clean(typed.normalize('NFKC'));
  if (cleaned === '' || cleaned.length > LONGEST_WHEN) throw new NotRead('unreadable');
  const text = language.rewrites.reduce(
    (rewritten, [from, to]) => rewritten.replace(from, to),
    (language.accents ? cleaned : withoutAccents(cleaned))
      .toLowerCase()
      .replace(/[\u2010-\u2015\u2212~]/gu, '-')
      .replace(/[\u2018\u2019`]/gu, "'"),
  );
  const tokens: Token[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const groups = PIECE.exec(text)?.groups;
    if (groups === undefined) throw new NotRead('unreadable');
    for (const kind of ['date', 'clock', 'number', 'word', 'sign'] as const) {
      const piece = groups[kind];
      if (piece !== undefined) tokens.push({ kind, text: piece, at, end: at + piece.length });
    }
  }
  return tokens;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

/** Whether two pieces stand next to each other without a space. */
export function touching(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && left.end === right.at;
}

export function isWord(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token !== undefined && (token.kind === 'word' || token.kind === 'sign') && words.has(token.text);
}

/** The pieces as text again, with spaces only where they stood. */
export function joined(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) =>
      index === 0 || touching(tokens[index - 1], token) ? token.text : ` ${token.text}`,
    )
    .join('');
}
