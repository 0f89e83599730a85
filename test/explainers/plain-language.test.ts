import { beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { data } from './content.js';
import { COMPLETE, ENGLISH, SPANISH } from './languages.js';
import { TOPICS } from './topics.js';

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

describe.each(COMPLETE)('plain language in $locale', ({ locale, tooHard, tooLong }) => {
  it.each(TOPICS)('%s can be read at about fourteen', (topic) => {
    expect(tooHard(library.get(topic, locale)?.body ?? '')).toEqual([]);
  });

  it('summaries and the words of the glossary are as plain', () => {
    const meanings = library.words(locale).map(({ meaning }) => meaning);
    for (const line of [...library.contents(locale).map(({ summary }) => summary), ...meanings])
      expect(tooLong(line)).toEqual([]);
    expect(tooHard(meanings.join('\n'))).toEqual([]);
  });
});

describe('what is not plain would be noticed', () => {
  it.each([
    [
      ENGLISH,
      'The organisations participating in the aforementioned coalition undertake to coordinate their respective activities.',
      [/^grade /u, /^long words: /u],
    ],
    [
      ENGLISH,
      'We go to the hall and we sit and we talk and we eat and we sing and then we all go home and sleep well.',
      [/^a long sentence: We go /u],
    ],
    [
      SPANISH,
      'Las organizaciones participantes en la mencionada coalición se comprometen a coordinar sus respectivas actividades.',
      [/^ease /u, /^long words: /u],
    ],
    [
      SPANISH,
      'Vamos a la sala y nos sentamos y hablamos y comemos y cantamos y luego vamos todos a casa y a la cama y a soñar.',
      [/^a long sentence: Vamos /u],
    ],
  ])('in $locale: %#', ({ tooHard }, text, expected) => {
    const found = tooHard(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) expect(found[index]).toMatch(one);
  });

  it.each(COMPLETE)('in a summary in $locale', ({ tooLong }) => {
    expect(tooLong('una '.repeat(21))).toHaveLength(1);
    expect(tooLong('una '.repeat(20))).toEqual([]);
  });
});
