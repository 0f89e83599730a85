import MiniSearch from 'minisearch';
import type { Explainer } from './explainer-file.js';
import { fold } from './fold.js';

/** Finds explainers by what somebody typed. Built once for each language; asking it changes nothing. */
export interface Search {
  /** The topic that has exactly this name, apart from case, accents and punctuation. */
  exact(typed: string): string | undefined;
  /** Topics ordered by likeness, forgiving typing errors and unfinished words; empty when nothing is like it. */
  like(typed: string): string[];
}

/** What is looked at of a typed text: titles are not longer, and a message of thousands of words must cost nothing. */
const maxTyped = 300;
const maxWords = 8;
const maxWordLength = 40;

/**
 * Builds the index over the explainers of one language, best language first: names in a later one lead to a topic
 * only where no earlier one uses them, and weigh less.
 */
export function buildSearch(languages: readonly (readonly Explainer[])[]): Search {
  const exact = new Map<string, string>();
  const namesOf = new Map<string, string[]>();
  const documents = new Map<
    string,
    { topic: string; title: string; names: string; summary: string; other: string }
  >();
  for (const explainers of languages) {
    for (const { topic, title, aliases, summary } of explainers) {
      const [main, ...rest] = [title, topic, ...aliases].map(fold);
      for (const name of [main ?? '', ...rest]) {
        if (!exact.has(name)) exact.set(name, topic);
        namesOf.set(topic, [...(namesOf.get(topic) ?? []), name]);
      }
      const known = documents.get(topic);
      if (known === undefined) {
        documents.set(topic, {
          topic,
          title: main ?? '',
          names: rest.join(' '),
          summary: fold(summary),
          other: '',
        });
      } else {
        known.other = [main, ...rest].join(' ');
      }
    }
  }
  const index = new MiniSearch({
    idField: 'topic',
    fields: ['title', 'names', 'summary', 'other'],
    tokenize: (text) => text.split(' ').filter((word) => word !== ''),
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 4, names: 3, other: 1.5 },
      prefix: (term, position, terms) => position === terms.length - 1 || term.length > 3,
      // Two letters swapped count as two errors, hence a third of the word: "genreal" is two away from "general".
      fuzzy: (term) => (term.length > 3 ? 0.34 : false),
      maxFuzzy: 2,
    },
  });
  index.addAll([...documents.values()]);

  return {
    exact: (typed) => exact.get(fold(typed.slice(0, maxTyped))),
    like(typed) {
      const folded = fold(typed.slice(0, maxTyped));
      if (folded === '') return [];
      const words = folded.split(' ').slice(0, maxWords);
      const found = index.search(words.map((word) => word.slice(0, maxWordLength)).join(' '));
      // Whoever types the beginning or a part of a name means it, also in scripts that do not part words by spaces.
      const rank = (topic: string) => {
        const names = namesOf.get(topic) ?? [];
        if (names.some((name) => name.startsWith(folded))) return 0;
        return names.some((name) => name.includes(folded)) ? 1 : 2;
      };
      const hits = found.map(({ id }) => String(id));
      const parts = [...documents.keys()].filter((topic) => !hits.includes(topic) && rank(topic) < 2);
      return [...hits, ...parts].sort((a, b) => rank(a) - rank(b));
    },
  };
}
