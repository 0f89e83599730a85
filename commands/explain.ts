import type { Command } from '../src/discord/command.js';
import { contentsView, explainerView, unknownView } from '../src/discord/explainer-views.js';
import { LIMITS } from '../src/discord/limits.js';
import { cut } from '../src/discord/text.js';

/** `/explain`: one explainer, or the contents; read in private, by anyone, anywhere. */
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
    const view =
      found.kind === 'found'
        ? explainerView(reader, found.explainer, place.guild !== undefined)
        : unknownView(reader, typed, found.nearest);
    return Promise.resolve({ kind: 'private', view });
  },

  suggest({ deps, locale }, { typed }) {
    const topics = deps.library.suggest(typed, locale);
    return Promise.resolve(
      topics.map(({ topic, title }) => ({ name: cut(title, LIMITS.choiceText), value: topic })),
    );
  },
};

export default explain;
