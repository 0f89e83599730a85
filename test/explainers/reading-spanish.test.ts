import { describe, expect, it } from 'vitest';
import { readingOfSpanish, spanishSyllables } from './reading-spanish.js';

describe('syllables of', () => {
  it.each([
    [1, 'a y hoy ley muy voz que quien dios buey fue pie 2020 es al'],
    [2, 'huelga agua país día oír baúl ahí guerra reyes playa ciudad causa frente vivió ruido ahumar voto'],
    [
      3,
      'acuerdo ahora caía oíais construía propuesta septiembre historia desahucio Uruguay pingüino aquello',
    ],
    [4, 'aéreo caótico sindicato averigüéis realizar democracia lingüística oíamos república trabajamos'],
    [5, 'organización capitalismo antifascista internacional'],
    [6, 'universitaria responsabilidad organizaciones'],
  ])('%i: %s', (expected, words) => {
    for (const word of words.split(' ')) expect(spanishSyllables(word), word).toBe(expected);
  });

  it('does not depend on how an accent is encoded', () => {
    expect(spanishSyllables('pai\u0301s')).toBe(2);
  });
});

describe('the ease', () => {
  it('is that of the formula', () => {
    // 9 words, 2 sentences, 13 syllables: El ga-to duer-me en la ca-ma. Na-die lo vio.
    const { ease, words, longest, longWords } = readingOfSpanish('El gato duerme en la cama. Nadie lo vio.');
    expect({ words, longest, longWords }).toEqual({
      words: 9,
      longest: { words: 6, sentence: 'El gato duerme en la cama.' },
      longWords: 0,
    });
    expect(ease).toBeCloseTo(206.835 - (62.3 * 13) / 9 - 9 / 2, 5);
  });

  it('takes an entry of a list for a sentence, and leaves headings and marks out', () => {
    const plain = readingOfSpanish('Uno dos tres. Cuatro cinco seis. Usa it ya.');
    const marked = readingOfSpanish(
      '**Un encabezamiento incomprensible**\n- Uno dos tres\n- Cuatro **cinco** seis\n\nUsa `/propose` ya.',
    );
    expect(marked).toEqual({ ...plain, longest: { words: 3, sentence: 'Uno dos tres' } });
  });

  it('is high for a nursery rhyme and low for the language of offices', () => {
    expect(
      readingOfSpanish('Dos y dos son cuatro. Cuatro y dos son seis. Seis y dos son ocho.').ease,
    ).toBeGreaterThan(80);
    expect(
      readingOfSpanish(
        'Las organizaciones participantes mantendrán ilimitadamente sus correspondientes responsabilidades administrativas e institucionales.',
      ).ease,
    ).toBeLessThan(10);
  });
});
