import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, drawable, fitLine, wrapLines } from '../../src/pictures/fit.js';

const everything = () => true;
const latin = (point: number) => point < 0x250;
/** Every character is one wide. */
const width = (text: string) => [...text].length;
const anything = fc.string({ unit: 'binary', maxLength: 150 });

describe('a text that is drawn', () => {
  it.each([
    ['Tenants', 'Tenants', true],
    ['  two \t words\r\nin one line ', 'two words in one line', true],
    ['a\u202Eb\u2066c\u200Bd', 'a b c d', true],
    ['ab\u0000c', 'ab c', true],
    ['🌹', '◌', false],
    ['Tenants 🌹👩‍👩‍👧', 'Tenants ◌', true],
    ['学生会', '◌', false],
    ['学生会 Leipzig', '◌ Leipzig', true],
    ['…!', '◌!', false],
    ['', '', false],
  ])('is, of %j, %j', (typed, text, readable) => {
    expect(drawable(typed, latin)).toEqual({ text, readable });
  });

  it('keeps joiners within words that need them, and three marks on a letter', () => {
    expect(drawable('می\u200Cخواهم a\u200Cb', everything).text).toBe('می\u200Cخواهم ab');
    expect(drawable(`b${'\u0301'.repeat(30)}`, everything).text).toBe('b\u0301\u0301\u0301');
  });

  it('holds nothing that cannot be seen, whatever was typed', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const { text } = drawable(typed, everything);
        expect(text).not.toMatch(/(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}]/u);
        expect(text).not.toMatch(/\s\s|^\s|\s$/u);
        expect(drawable(typed, latin).text).toMatch(/^[\u0020-\u024F◌]*$/u);
      }),
    );
  });

  it.each([
    ['Tenants', 'ltr'],
    ['اتحاد', 'rtl'],
    ['12 – איגוד', 'rtl'],
    ['IWW اتحاد', 'ltr'],
  ] as const)('reads %s %s', (text, direction) => {
    expect(directionOf(text, direction === 'ltr' ? 'rtl' : 'ltr')).toBe(direction);
  });

  it('without letters reads as its surroundings do', () => {
    expect(directionOf('12 – 4', 'rtl')).toBe('rtl');
    expect(directionOf('12 – 4', 'ltr')).toBe('ltr');
  });
});

describe('a text in its box', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['a bit too long', 10, 'a bit too…'],
    ['a bit too long', 7, 'a bit…'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 12, '👩‍👩‍👧👩‍👩‍👧…'],
    ['anything', 0, '…'],
  ])('%s, %i wide, is %s', (text, most, expected) => {
    expect(fitLine(text, most, width)).toBe(expected);
  });

  it.each([
    ['one two three', 20, 2, ['one two three']],
    ['one two three', 7, 2, ['one two', 'three']],
    ['one two three', 8, 2, ['one two', 'three']],
    ['one two three', 5, 2, ['one', 'two…']],
    ['onetwothree four', 5, 3, ['onetw', 'othre', 'e fo…']],
  ])('%s, %i wide, in %i lines, is %j', (text, most, lines, expected) => {
    expect(wrapLines(text, most, lines, width)).toEqual(expected);
  });

  it('never takes more room, and loses nothing but blanks where there is enough', () => {
    fc.assert(
      fc.property(
        anything,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (typed, most, lines) => {
          const { text } = drawable(typed, everything);
          const wrapped = wrapLines(text, most, lines, width);
          expect(wrapped.length).toBeLessThanOrEqual(lines);
          for (const line of wrapped) if (line !== '…') expect(width(line)).toBeLessThanOrEqual(most);
          if (!wrapped.at(-1)!.endsWith('…'))
            expect(wrapped.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});
