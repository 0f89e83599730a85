import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentsView, explainerView, publicExplainerView } from '../../src/discord/explainer-views.js';
import { glossaryView, wordView, wordsView } from '../../src/discord/glossary-views.js';
import { renderView } from '../../src/discord/render.js';
import type { View } from '../../src/discord/view.js';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { loadTexts, type Texts } from '../../src/texts/texts.js';
import { data } from './content.js';
import { COMPLETE } from './languages.js';
import { TOPICS } from './topics.js';

let library: Library;
let texts: Texts;
beforeAll(async () => {
  library = await loadExplainers(data);
  texts = await loadTexts(path.join(data, 'locales'), true);
});

describe.each(COMPLETE)('nothing is cut to fit into Discord, in $locale', ({ locale }) => {
  const reader = () => ({ library, locale, t: texts.in(locale) });

  it.each(TOPICS)('%s, with its source, what to read next and its words', (topic) => {
    const text = library.get(topic, locale);
    if (text === undefined) throw new Error('There is no such text.');
    expect(cutIn(explainerView(reader(), text, true))).toEqual([]);
    expect(cutIn(publicExplainerView(reader(), text))).toEqual([]);
    expect(cutIn(wordsView(reader(), text))).toEqual([]);
  });

  it('the contents and the glossary, page by page, and each word', () => {
    for (let page = 1; page <= 4; page += 1) {
      expect(cutIn(contentsView(reader(), page))).toEqual([]);
      expect(cutIn(glossaryView(reader(), page))).toEqual([]);
    }
    for (const { word } of library.words(locale)) {
      const found = library.word(word, locale);
      expect(found === undefined ? [word] : cutIn(wordView(reader(), found))).toEqual([]);
    }
  });
});

it('a text that is cut would be noticed', () => {
  expect(cutIn({ title: 't'.repeat(257), body: 'b' })).toEqual(['t'.repeat(257)]);
  expect(cutIn({ title: 't', body: 'b'.repeat(4097) })).toHaveLength(1);
});

/** What of a view Discord would not show whole. */
function cutIn(view: View): (string | undefined)[] {
  const rendered = JSON.stringify(renderView(view));
  const options = (view.rows ?? []).flatMap((row) =>
    row.flatMap((part) => ('options' in part ? part.options : [])),
  );
  const buttons = (view.rows ?? []).flatMap((row) =>
    row.flatMap((part) => ('label' in part ? [part.label] : [])),
  );
  return [
    view.title,
    view.body,
    view.footer,
    ...buttons,
    ...options.flatMap(({ label, description }) => [label, description]),
  ].filter((text) => text !== undefined && !rendered.includes(JSON.stringify(text)));
}
