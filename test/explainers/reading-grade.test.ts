import { describe, expect, it } from 'vitest';
import { readingOf, syllablesOf } from './reading-grade.js';

describe('syllables of', () => {
  it.each([
    [
      1,
      'a strike times planned march vote vowed work 2020 one helped joined closed groups side they makes lines',
    ],
    [
      2,
      'union people places wanted common action begin fascist server lawful older statement workplace someone',
    ],
    [2, 'leaders meetings police going doing saying unions opposed'],
    [3, 'together fascism government election idea committee socialist article workplaces organise area'],
    [4, 'separately democracy society material military political original republican'],
    [5, 'organisation capitalism university international opportunity'],
  ])('%i: %s', (expected, words) => {
    for (const word of words.split(' ')) expect(syllablesOf(word), word).toBe(expected);
  });
});

describe('the grade', () => {
  it('is that of the formula', () => {
    // 12 words, 2 sentences, 15 syllables.
    const { grade, words, longest } = readingOf('The cat sat on the mat. Nobody ever told it to go.');
    expect(words).toBe(12);
    expect(longest).toEqual({ words: 6, sentence: 'The cat sat on the mat.' });
    expect(grade).toBeCloseTo(0.39 * 6 + (11.8 * 15) / 12 - 15.59, 5);
  });

  it('takes an entry of a list for a sentence, and leaves headings and marks out', () => {
    const plain = readingOf('One two three. Four five six. Seven it now.');
    const marked = readingOf(
      '**An Incomprehensible Heading**\n- One two three\n- Four **five** six\n\nSeven `/propose` now.',
    );
    expect(marked.words).toBe(plain.words);
    expect(marked.grade).toBeCloseTo(plain.grade, 5);
    expect(readingOf('Read “Extraordinarily Complicated Considerations” now.').grade).toBe(
      readingOf('Read it now.').grade,
    );
  });

  it('is low for a children’s rhyme and high for the language of offices', () => {
    expect(readingOf('Jack and Jill went up the hill. They fetched a pail of water.').grade).toBeLessThan(3);
    expect(
      readingOf(
        'Notwithstanding the aforementioned considerations, participating organisations retain unrestricted responsibility for administrative implementation.',
      ).grade,
    ).toBeGreaterThan(20);
  });

  it('names the longest sentence', () => {
    expect(readingOf('Short. This one is a bit longer. Short again.').longest).toEqual({
      words: 6,
      sentence: 'This one is a bit longer.',
    });
  });
});
