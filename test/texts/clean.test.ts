import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/texts/clean.js';

const RUNS = 2_000;

/** Text with much of what hides, turns round or piles up, which random text hardly ever has. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(
        ...[
          '\u200b',
          '\u200d',
          '\u200c',
          '\ufe0f',
          '\u202e',
          '\u2066',
          '\u2069',
          '\u00ad',
          '\u3164',
          '\u2800',
        ],
        ...['\u0301', '\u0308', '\u0323', '\ud800', '\udc00', '\u0000', '\u001b', '\ue000', '\u{e0041}'],
        ...['\r\n', '\n', '\n\n\n', '\r', '\u2028', '\u2029', '\u0085', '\t', ' ', '\u00a0', '\u3000', '\v'],
        ...['e', 'a', 'ꥠ', '가', '\u1161', '\u11a8', 'န', '\u103c', '\u102d', '\u102f', '\u1037'],
      ),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

describe('a single line', () => {
  it.each([
    ['white space at both ends', '  River  ', 'River'],
    ['runs of white space', 'River \t \u00a0 clean-up', 'River clean-up'],
    ['line feeds of every kind', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g', 'a b c d e f g'],
    ['zero-width spaces', 'ev\u200ber\u200by\u2060one\ufeff', 'everyone'],
    ['direction overrides', '\u202egnp.exe\u202c', 'gnp.exe'],
    ['direction isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
    ['soft hyphens', 'so\u00adli\u00addarity', 'solidarity'],
    ['controls', 'a\u0000b\u0007c\u001b[31md\u007f', 'abc[31md'],
    ['private use', 'a\ue000\u{f0000}b', 'ab'],
    ['half a character', 'a\ud800b\udc00c', 'abc'],
    ['letters that show nothing', 'a\u3164\u115f\uffa0\u2800b', 'ab'],
    ['tag characters', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['decomposed letters', 'Cafe\u0301', 'Café'],
    ['letters decomposed round something hidden', 'Cafe\u200b\u0301', 'Café'],
  ])('loses or folds %s', (_what, typed, expected) => {
    expect(clean(typed)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '\n\t',
    '\u200b\u200b',
    '\u202e\u2066\u2069',
    '\u3164',
    '\u2800\u2800',
    '\u00ad',
    '\ud800',
    '\u{e0020}',
    '\u0000',
  ])('is empty when nothing readable is left: %j', (typed) => {
    expect(clean(typed)).toBe('');
  });

  it.each([
    'Friday 6pm, Town Hall',
    'Straße – Łódź – Đà Nẵng',
    'Тридцать три',
    'العمال متحدون',
    'עובדים',
    '团结就是力量',
    'मज़दूर एकता',
    'แรงงาน',
    '👍 ✊🏿 100 %',
    '`code` **bold** [x](https://y.org) <@1> @everyone',
  ])('keeps what people write: %s', (typed) => {
    expect(clean(typed)).toBe(typed.normalize('NFC'));
  });

  it.each([
    ['Burmese', 'မြို့'],
    ['Tibetan', 'བསྒྲུབས'],
  ])('keeps the several marks that a %s syllable has', (_language, word) => {
    expect(clean(word)).toBe(word.normalize('NFC'));
  });

  it('does not let marks pile up over the neighbouring lines', () => {
    expect(clean(`Z${'\u0351\u0328\u035d\u0335'.repeat(20)}`).length).toBeLessThanOrEqual(4);
  });
});

describe('several lines', () => {
  it.each([
    ['keep single line feeds', 'a\nb', 'a\nb'],
    ['keep one empty line', 'a\n\nb', 'a\n\nb'],
    ['keep no more than one empty line', 'a\n \n\t\n\n\nb', 'a\n\nb'],
    ['lose white space at both ends of each line', '  a \n  b  ', 'a\nb'],
    ['lose empty lines at both ends', '\n\na\n\n', 'a'],
    ['take line feeds of every kind', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('%s', (_claim, typed, expected) => {
    expect(clean(typed, true)).toBe(expected);
  });
});

describe.each([
  ['one line', false],
  ['several lines', true],
])('cleaning any text as %s', (_name, lines) => {
  it('twice is cleaning it once', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const once = clean(typed, lines);
        expect(clean(once, lines)).toBe(once);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives NFC, so that equal texts have equal hashes', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const text = clean(typed, lines);
        expect(text).toBe(text.normalize('NFC'));
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves nothing that hides, turns round or is half a character', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const text = clean(typed, lines);
        expect(text).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\ufeff\u00ad\u2800\u3164]/u,
        );
        expect(text).not.toMatch(lines ? /(?!\n)[\p{Cc}\p{Cs}\p{Co}]/u : /[\p{Cc}\p{Cs}\p{Co}]/u);
        expect(text).not.toMatch(/\n\n\n|^\s|\s$| {2}/u);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes no longer for a text made to be slow', () => {
    const started = performance.now();
    for (const slow of ['\u0301'.repeat(50_000), ' \n'.repeat(50_000), '\u200b \u0301'.repeat(30_000)])
      clean(slow, lines);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
