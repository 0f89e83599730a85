import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Explainer } from '../../src/explainers/explainer-file.js';
import { createLibrary, type Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { data } from './content.js';

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

const topicFound = (typed: string, locale = 'en', from = library) => {
  const found = from.find(typed, locale);
  return found.kind === 'found' ? found.explainer.topic : undefined;
};
const topics = (explainers: readonly Explainer[]) => explainers.map(({ topic }) => topic);

describe('looking a topic up', () => {
  it.each([
    ['general-strike', 'general-strike'],
    ['General Strike', 'general-strike'],
    ['The general strike?', 'general-strike'],
    ['  géneral   STRIKE!! ', 'general-strike'],
    ['what is a general strike?', 'general-strike'],
    ['What is the working class', 'working-class'],
    ['wages', 'working-class'],
    ['trade unions', 'trade-unions'],
    ['Trotsky', 'united-front-1930'],
    ['defense committee', 'defence-committees'],
    ['Is this a strike ballot?', 'about-this-bot'],
    ['joint action', 'march-separately'],
    ['March separately, but strike together!', 'march-separately'],
    ['alliance', 'united-front'],
    ['FASCISM', 'what-fascism-does'],
    ['ａntifa', 'what-fascism-does'],
  ])('finds "%s"', (typed, topic) => {
    expect(topicFound(typed)).toBe(topic);
  });

  it.each([
    ['genral strik', 'general-strike'],
    ['genreal strike', 'general-strike'],
    ['what is a genral strike', 'general-strike'],
    ['strkie', 'general-strike'],
    ['untied frotn', 'united-front'],
    ['coaliton', 'united-front'],
    ['solidarty', 'united-front'],
    ['facism', 'what-fascism-does'],
    ['fashism', 'what-fascism-does'],
    ['dictatorships', 'what-fascism-does'],
    ['march seperately', 'march-separately'],
    ['mrach', 'march-separately'],
    ['wrking class', 'working-class'],
    ['proletariet', 'working-class'],
    ['rochestre', 'rochester-motion'],
    ['demcrats', 'democratic-party'],
  ])('for "%s" names the right one first of the five nearest', (typed, topic) => {
    const found = library.find(typed, 'en');
    if (found.kind !== 'unknown') throw new Error('This was to be a word that is nearly right.');
    expect(found.nearest).toHaveLength(5);
    expect(found.nearest[0]?.topic).toBe(topic);
    expect(topics(library.suggest(typed, 'en'))[0]).toBe(topic);
  });

  it.each(['xyzzy', '???', '', 'constructor', '../../.env', '🙂', '\u0000'])(
    'for %j, which is like nothing, names five and suggests none',
    (typed) => {
      const found = library.find(typed, 'en');
      expect(found.kind === 'unknown' && topics(found.nearest)).toEqual(
        topics(library.contents('en').slice(0, 5)),
      );
      expect(library.get(typed, 'en')).toBeUndefined();
      if (typed.trim() !== '') expect(library.suggest(typed, 'en')).toEqual([]);
    },
  );
});

describe('names that every object has', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no topic', (typed) => {
    expect(library.get(typed, 'en')).toBeUndefined();
    expect(library.word(typed, 'en')).toBeUndefined();
    expect(library.find(typed, 'en')).toMatchObject({ kind: 'unknown' });
  });
});

describe('suggestions while typing', () => {
  it('are the contents as long as nothing is typed', () => {
    expect(library.suggest('  ', 'en')).toEqual(library.contents('en'));
  });

  it.each([
    ['gen', 'general-strike'],
    ['the w', 'working-class'],
    ['wor', 'working-class'],
    ['fasc', 'what-fascism-does'],
    ['separ', 'march-separately'],
  ])('for "%s" begin with the topic so named', (typed, topic) => {
    expect(topics(library.suggest(typed, 'en'))[0]).toBe(topic);
  });

  it('are at most as many as asked for', () => {
    expect(library.suggest('', 'en', 2)).toHaveLength(2);
    const many = createLibrary(
      Array.from({ length: 60 }, (_, i) => made(`topic-${i}`, 'en', `Topic number ${i}`)),
      library.article,
    );
    expect(many.suggest('topic', 'en')).toHaveLength(25);
    expect(many.suggest('topic', 'en', 100)).toHaveLength(60);
  });
});

describe('languages', () => {
  const mixed = () =>
    createLibrary(
      [
        made('strike', 'en', 'The strike', ['walkout'], 2),
        made('front', 'en', 'The front', ['gift'], 1),
        made('strike', 'es', 'La huelga', ['paro', 'gift'], 2),
        made('strike', 'es-419', 'El paro general', [], 2),
        made('vote', 'es', 'La votación', [], 0),
        made('class', 'zh-CN', '什么是工人阶级', [], 0),
      ],
      library.article,
    );

  it('show the own text first, then the general one of the language, then English', () => {
    const shown = (locale: string) =>
      mixed()
        .contents(locale)
        .map(({ title }) => title);
    expect(shown('es-419')).toEqual(['La votación', 'The front', 'El paro general']);
    expect(shown('es-ES')).toEqual(['La votación', 'The front', 'La huelga']);
    expect(shown('fr')).toEqual(['The front', 'The strike']);
    expect(shown('en-GB')).toEqual(['The front', 'The strike']);
  });

  it.each([
    ['huelga', undefined],
    ['la huelga', 'strike'],
    ['walkout', 'strike'],
    ['La votacion', 'vote'],
    ['front', 'front'],
  ])('find "%s" for a reader of Spanish by Spanish and English names', (typed, topic) => {
    expect(topicFound(typed, 'es-ES', mixed())).toBe(topic);
  });

  it('answer with the text in the language of the reader, whatever name was typed', () => {
    const found = mixed().find('walkout', 'es-ES');
    expect(found.kind === 'found' && found.explainer.title).toBe('La huelga');
  });

  it('prefer a name of the own language over the same name in English', () => {
    expect(topicFound('gift', 'es-ES', mixed())).toBe('strike');
    expect(topicFound('gift', 'en', mixed())).toBe('front');
  });

  it('suggest a part of a name also where words are not parted by spaces', () => {
    expect(topics(mixed().suggest('工人', 'zh-CN'))).toEqual(['class']);
  });

  it('never mind a locale that is none', () => {
    expect(mixed().contents('').length).toBe(2);
    expect(mixed().get('strike', '__proto__')?.locale).toBe('en');
  });
});

describe('whatever is typed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6000 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc
      .array(fc.constantFrom('strike', 'genral', 'fornt', 'a', '\u0301', '﷽', '\uFDFA', '-'), {
        maxLength: 2000,
      })
      .map((words) => words.join(' ')),
  );

  it('is answered, with at most five nearest and nothing twice', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom('en', 'en-US', 'es-419', 'zz'), (text, locale) => {
        const found = library.find(text, locale);
        if (found.kind === 'unknown') {
          expect(new Set(topics(found.nearest)).size).toBe(5);
        }
        const suggested = topics(library.suggest(text, locale));
        expect(new Set(suggested).size).toBe(suggested.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is answered fast, in a library of hundreds of topics', () => {
    const words = [
      'strike',
      'front',
      'union',
      'assembly',
      'picket',
      'tenants',
      'students',
      'ballot',
      'quorum',
    ];
    const large = createLibrary(
      Array.from({ length: 300 }, (_, i) => {
        const name = `${words[i % 9] ?? ''} ${words[(i * 7 + 3) % 9] ?? ''} ${i}`;
        return made(`topic-${i}`, 'en', name, [`${name} alias`, `about ${name}`]);
      }),
      library.article,
    );
    const asked = fc.sample(typed, { numRuns: 100, seed: 7 });
    const started = performance.now();
    for (const text of asked) large.find(text, 'en');
    // A generous bound: autocomplete has 3 s for each of them, and takes milliseconds.
    expect((performance.now() - started) / asked.length).toBeLessThan(100);
  });
});

function made(topic: string, locale: string, title: string, aliases: string[] = [], order = 0): Explainer {
  return {
    topic,
    locale,
    title,
    aliases,
    fits: [],
    summary: 'In one line.',
    body: 'Some words.',
    sections: [1],
    checksums: new Map(),
    related: [],
    order,
  };
}
