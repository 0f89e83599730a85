import type { Command } from '../src/discord/command.js';
import { contentsView, explainerView, unknownView } from '../src/discord/explainer-views.js';
import { wordView } from '../src/discord/glossary-views.js';
import { LIMITS } from '../src/discord/limits.js';
import { cut } from '../src/discord/text.js';

/** Words of the glossary among the suggestions, at most. */
const WORDS_SUGGESTED = 5;

/** `/explain`: one explainer, a word of the glossary, or the contents; read in private, by anyone, anywhere. */
const explain: Command = {
  definition: {
    name: 'explain',
    texts: 'explain',
    places: ['server', 'dm'],
    options: [{ name: 'topic', type: 'string', autocomplete: true, maxLength: LIMITS.choiceText }],
  },

  run({ deps, locale, t, place, options }) {
    const reader = { library: deps.library, locale, t };
    const typed = options.string('topic') ?? '';
    if (typed.trim() === '') return Promise.resolve({ kind: 'private', view: contentsView(reader, 1) });
    const found = deps.library.find(typed, locale);
    if (found.kind === 'found') {
      const view = explainerView(reader, found.explainer, place.guild !== undefined);
      return Promise.resolve({ kind: 'private', view });
    }
    const word = deps.library.word(typed, locale);
    const view = word === undefined ? unknownView(reader, typed, found.nearest) : wordView(reader, word);
    return Promise.resolve({ kind: 'private', view });
  },

  suggest({ deps, locale, t }, { typed }) {
    const words = deps.library
      .suggestWords(typed, locale)
      .slice(0, WORDS_SUGGESTED)
      .map(({ word }) => ({
        name: cut(t('explain:words.choice', { word }), LIMITS.choiceText),
        value: word,
      }));
    const topics = deps.library
      .suggest(typed, locale, LIMITS.choices - words.length)
      .map(({ topic, title }) => ({ name: cut(title, LIMITS.choiceText), value: topic }));
    return Promise.resolve([...topics, ...words]);
  },
};

export default explain;
