import { describe, expect, it } from 'vitest';
import { readCatalogue, type Catalogue } from '../../src/texts/catalogue.js';
import { loadTexts } from '../../src/texts/texts.js';

const FOLDER = 'data/locales';

/**
 * How long a sentence may be, in words, and from how many letters on a word is long. English plain-language guides advise
 * at most 25 words; the same said in Spanish takes about a fifth more, and longer words.
 */
const MEASURES: Record<string, { sentence: number; word: number }> = { en: { sentence: 25, word: 13 } };
const ELSEWHERE = { sentence: 30, word: 15 };
/** Of all words so many in a thousand may be long: "organisation" is one we cannot do without. */
const LONG_WORDS = 10;

/** The sentences of a text. A value that is put in counts as a word, Discord's marks as none. */
function sentencesIn(text: string): string[] {
  return text
    .replaceAll(/\{\{\w+\}\}/gu, 'value')
    .replaceAll(/[*_~]{2}/gu, '')
    .split(/(?<=[.!?…][”"’)»]*)\s+|\n+/u)
    .filter((sentence) => wordsIn(sentence).length > 0);
}

function wordsIn(sentence: string): string[] {
  return sentence.match(/[\p{L}\p{N}]+(?:[-'’.:][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Sentences that are too long, each with its key and how many words it has. */
function tooLong(catalogue: Catalogue, limit: number): string[] {
  return [...catalogue].flatMap(([key, text]) =>
    sentencesIn(text)
      .map((sentence) => ({ sentence, count: wordsIn(sentence).length }))
      .filter(({ count }) => count > limit)
      .map(({ sentence, count }) => `${key} (${String(count)} words): ${sentence}`),
  );
}

/** How many words in a thousand have at least so many letters. */
function longWords(catalogue: Catalogue, letters: number): number {
  const words = [...catalogue.values()].flatMap((text) => sentencesIn(text).flatMap(wordsIn));
  return (1_000 * words.filter((word) => word.length >= letters).length) / words.length;
}

const { languages } = await loadTexts(FOLDER, true);

describe.each(languages)('the texts in "%s" are plain', (language) => {
  const { sentence, word } = MEASURES[language] ?? ELSEWHERE;

  it('in short sentences', async () => {
    expect(tooLong(await readCatalogue(FOLDER, language), sentence)).toEqual([]);
  });

  it('in short words', async () => {
    expect(longWords(await readCatalogue(FOLDER, language), word)).toBeLessThanOrEqual(LONG_WORDS);
  });

  it('without signs that have to be seen', async () => {
    const signs = [...(await readCatalogue(FOLDER, language))].filter(([, text]) =>
      /\p{Extended_Pictographic}/u.test(text.replaceAll(/[0-9#*©®™]/gu, '')),
    );
    expect(signs).toEqual([]);
  });
});

describe('what is measured', () => {
  it.each([
    ['One. Two? “Three!” Four…', ['One.', 'Two?', '“Three!”', 'Four…']],
    ['**Bold.** {{name}} is in.\n- a\n\n- b', ['Bold.', 'value is in.', '- a', '- b']],
    ['At 18:00, 3.5 of them: a; b', ['At 18:00, 3.5 of them: a; b']],
  ])('%j has these sentences', (text, sentences) => {
    expect(sentencesIn(text)).toEqual(sentences);
  });

  it('a sentence of one word too many is named', () => {
    const words = (count: number) => `${Array<string>(count).fill('word').join(' ')}.`;
    const catalogue = new Map([
      ['a:b', `${words(25)} ${words(25)}`],
      ['a:c', words(26)],
    ]);
    expect(tooLong(catalogue, 25)).toEqual([`a:c (26 words): ${words(26)}`]);
  });

  it('of words the long ones are counted', () => {
    expect(longWords(new Map([['a:b', 'a thirteenletter word is four']]), 13)).toBe(200);
  });
});
