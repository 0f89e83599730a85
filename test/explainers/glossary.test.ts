import path from 'node:path';
import { symlink } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { complaints, data, explainer, folderWith } from './content.js';
import { COMPLETE } from './languages.js';

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

const one = 'explainers/en/one.md';
const glossary = (...lines: string[]) => ['words:', ...lines.map((line) => `  ${line}`), ''].join('\n');

describe('the glossary', () => {
  it('has the words that the texts need', () => {
    const words = library.words('en').map(({ word }) => word);
    expect(words).toEqual(
      expect.arrayContaining(['bureaucracy', 'class', 'coup', 'Insurrection Act', 'picket', 'strike ballot']),
    );
  });

  it.each(COMPLETE)('has no word that stands in no text, in $locale', ({ locale }) => {
    const used = new Set(library.contents(locale).flatMap((text) => library.wordsIn(text)));
    expect(library.words(locale).filter((word) => !used.has(word))).toEqual([]);
  });

  it.each(COMPLETE)('is offered by every text, never in more words than a phone shows, in $locale', (its) => {
    for (const text of library.contents(its.locale)) {
      const { length } = library.wordsIn(text);
      expect(length, text.topic).toBeGreaterThan(0);
      expect(length, text.topic).toBeLessThanOrEqual(12);
    }
  });

  it('is looked into by whole words and their forms, whatever their case', async () => {
    const folder = await folderWith({
      [one]: explainer({}, 'PICKETS and a classroom; the Insurrection\nAct.'),
      'glossary/en.yaml': glossary(
        '- { word: picket, forms: [pickets], meaning: People at a gate. }',
        '- { word: Insurrection Act, meaning: A law., see: one }',
        '- { word: class, meaning: A group of people. }',
      ),
    });
    const made = await loadExplainers(folder);
    const [text] = made.contents('en');
    expect(text === undefined ? [] : made.wordsIn(text).map(({ word }) => word)).toEqual([
      'Insurrection Act',
      'picket',
    ]);
  });

  it.each([
    ['bureaucracy', 'bureaucracy', 'trade-unions'],
    ['Insurrection act', 'Insurrection Act', 'military'],
    ['COUP', 'coup', 'military'],
    ['anarchists', 'anarchist', 'united-front'],
    ['BUROCRACIA', 'burocracia', 'trade-unions', 'es-419'],
    ['ley de insurreccion', 'Ley de Insurrección', 'military', 'es-ES'],
    ['golpe de estado', 'golpe de Estado', 'military', 'es-ES'],
    ['anarquistas', 'anarquista', 'united-front', 'es-419'],
  ])('finds "%s", and first what to read on', (typed, word, topic, locale = 'en-GB') => {
    const found = library.word(typed, locale);
    expect(found?.word.word).toBe(word);
    expect(found?.texts[0]?.topic).toBe(topic);
  });

  it.each(['', ' ', '?', 'xyzzy', 'coups d’état', 'x'.repeat(5000)])('finds nothing for %j', (typed) => {
    expect(library.word(typed, 'en')).toBeUndefined();
  });

  it('suggests only words that are no name of a topic', () => {
    expect(library.suggestWords('ins', 'en').map(({ word }) => word)).toEqual(['Insurrection Act']);
    expect(library.suggestWords('pick', 'en')).toEqual([]);
    expect(library.suggestWords(' ', 'en')).toEqual([]);
  });

  it('is that of the language of the text, and of the reader where a word is asked for', async () => {
    const folder = await folderWith({
      [one]: explainer({}, 'A coup.'),
      'explainers/fr/one.md': explainer({ title: 'title: Un' }, 'Un coup de main.'),
      'explainers/es-419/one.md': explainer({ title: 'title: Uno' }, 'Un golpe.'),
      'glossary/en.yaml': glossary('- { word: coup, meaning: By force. }'),
      'glossary/es.yaml': glossary('- { word: golpe, meaning: Por la fuerza., see: one }'),
    });
    const made = await loadExplainers(folder);
    const wordsFor = (locale: string) => {
      const text = made.get('one', locale);
      return text === undefined ? [] : made.wordsIn(text).map(({ word }) => word);
    };
    expect([wordsFor('en'), wordsFor('fr'), wordsFor('es-419')]).toEqual([['coup'], [], ['golpe']]);
    expect(made.word('golpe', 'es-419')?.texts.map(({ title }) => title)).toEqual(['Uno']);
    expect(made.word('golpe', 'en')).toBeUndefined();
    expect(made.word('coup', 'fr')?.word.meaning).toBe('By force.');
  });
});

describe('a glossary that cannot be used names file and line, what is wrong and what to do', () => {
  it.each([
    ['no words', '', 'glossary/en.yaml:1: is not a list of "key: value" lines - start with "title: ..."'],
    [
      'no meaning',
      glossary('- word: coup'),
      'glossary/en.yaml:2: "words[1].meaning" is missing - write it in one line of at most 200 characters',
    ],
    [
      'a long meaning',
      glossary('- word: coup', `  meaning: ${'m'.repeat(201)}`),
      'glossary/en.yaml:3: "words[1].meaning" is more than 200 characters - write it in one line of at most 200 characters',
    ],
    [
      'the same word twice',
      glossary('- { word: coup, meaning: One. }', '- { word: putsch, forms: [Coup], meaning: Two. }'),
      'glossary/en.yaml:3: "Coup" is already in line 2 - give each word one meaning',
    ],
    [
      'a word without letters',
      glossary('- { word: "?", meaning: One. }'),
      'glossary/en.yaml:2: "?" has no letter or digit - write it as it stands in a text',
    ],
    [
      'a topic that is not there',
      glossary('- { word: coup, meaning: One., see: two }'),
      'glossary/en.yaml:2: there is no topic "two" - correct its spelling, remove it, or add a file for it',
    ],
    [
      'an unknown key',
      glossary('- { word: coup, meaning: One., link: two }'),
      'glossary/en.yaml:2: "link" is not a known key - remove it, or correct its spelling',
    ],
    [
      'a key that reaches further',
      glossary('- { word: coup, meaning: One., __proto__: {} }'),
      'glossary/en.yaml:2: the key "__proto__" is not allowed - remove it',
    ],
  ])('%s', async (_what, text, expected) => {
    const folder = await folderWith({ [one]: explainer(), 'glossary/en.yaml': text });
    expect(await complaints(folder)).toEqual([expected]);
  });

  it('a file that is not named after a language', async () => {
    const folder = await folderWith({ [one]: explainer(), 'glossary/words.txt': '' });
    expect(await complaints(folder)).toEqual([
      'glossary/words.txt:1: is not named after a language - name the file like "en.yaml" or "pt-BR.yaml"',
    ]);
  });

  it('a link that leads out of the folder', async () => {
    const folder = await folderWith({
      [one]: explainer(),
      'glossary/en.yaml': glossary('- { word: a, meaning: b }'),
    });
    await symlink('/dev/zero', path.join(folder, 'glossary/es.yaml'));
    expect(await complaints(folder)).toEqual([
      'glossary/es.yaml:1: is a link that leads out of the folder - put the file itself here',
    ]);
  });
});
