import type { Component } from '../command.js';
import { contentsView, explainerView, goneView, publicExplainerView } from '../explainer-views.js';
import { glossaryView, wordsView } from '../glossary-views.js';
import type { Reply } from '../view.js';

/** Below an explainer, the contents or the glossary: menu of topics, pages, **Words** and **Show here**. */
const explain: Component<'explain'> = {
  family: 'explain',

  run({ deps, id, values, locale, t, place }) {
    const reader = { library: deps.library, locale, t };
    if (id.act === 'page') {
      return Promise.resolve({ kind: 'update', view: contentsView(reader, Number(id.topic)) });
    }
    if (id.act === 'glossary') {
      return Promise.resolve({ kind: 'update', view: glossaryView(reader, Number(id.topic)) });
    }
    // A menu has its choice in the values, a button in its id.
    const topic = id.act === 'open' ? (values[0] ?? id.topic) : id.topic;
    const explainer = deps.library.get(topic, locale);
    let reply: Reply;
    if (explainer === undefined) {
      // An old message, and the library has changed since.
      reply = { kind: 'update', view: goneView(reader, topic) };
    } else if (id.act === 'open') {
      reply = { kind: 'update', view: explainerView(reader, explainer, place.guild !== undefined) };
    } else if (id.act === 'words') {
      reply = { kind: 'update', view: wordsView(reader, explainer) };
    } else if (place.guild === undefined) {
      const view = { title: t('explain:show-in-server.title'), body: t('explain:show-in-server.body') };
      reply = { kind: 'private', view };
    } else {
      reply = { kind: 'public', view: publicExplainerView(reader, explainer) };
    }
    return Promise.resolve(reply);
  },
};

export default explain;
