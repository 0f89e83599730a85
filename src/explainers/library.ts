import type { Article } from './article.js';
import type { Explainer } from './explainer-file.js';
import { buildFit, GENERAL_TOPIC } from './fit.js';
import { createGlossary, type Glossary, type GlossaryWord } from './glossary.js';
import { buildSearch, shelve, type Search, type Shelved } from './search.js';

/** Outcome of looking a topic up: the explainer, or those whose names are nearest to what was typed. */
export type Found =
  { kind: 'found'; explainer: Explainer } | { kind: 'unknown'; nearest: readonly Explainer[] };

/**
 * The explainers in all their languages. `locale` is a Discord locale such as `es-419`: its own texts come first,
 * then those of its language, and English where a topic has not been translated.
 */
export interface Library {
  /** What the explainers are drawn from. */
  readonly article: Article;
  /** Every explainer, in every language. */
  readonly all: readonly Explainer[];
  /** Looks in the loaded table only; any text may be asked for. */
  get(topic: string, locale: string): Explainer | undefined;
  /** By topic, title or alias; case, accents and punctuation do not matter. */
  find(typed: string, locale: string): Found;
  /** For autocomplete; everything in order while nothing is typed. */
  suggest(typed: string, locale: string, limit?: number): readonly Explainer[];
  /** All topics, in the order of their front matter. */
  contents(locale: string): readonly Explainer[];
  /** What to read next after this topic. */
  related(topic: string, locale: string): readonly Explainer[];
  /** What to read about an action that is done like this, a proposal's *how*; undefined in a library without it. */
  fitting(how: string, locale: string): Explainer | undefined;
  /** The whole glossary, in the order of the alphabet. */
  words(locale: string): readonly GlossaryWord[];
  /** For autocomplete: words of the glossary that begin like this and are not names of a topic. */
  suggestWords(typed: string, locale: string): readonly GlossaryWord[];
  /** The words of the glossary that stand in this text, in its own language. */
  wordsIn(explainer: Explainer): readonly GlossaryWord[];
  /** A word of the glossary by its name or a form of it, and what to read on: first what it names itself. */
  word(typed: string, locale: string): { word: GlossaryWord; texts: readonly Explainer[] } | undefined;
}

interface Shelf {
  byTopic: ReadonlyMap<string, Explainer>;
  contents: readonly Explainer[];
  search: Search;
  glossary: Glossary;
}

const nearestCount = 5;
const fallback = 'en';

/** Builds the library and its indexes from explainers, and glossaries by language, that have been checked. */
export function createLibrary(
  explainers: readonly Explainer[],
  article: Article,
  words: ReadonlyMap<string, readonly GlossaryWord[]> = new Map(),
): Library {
  const glossaries = new Map([...words].map(([locale, list]) => [locale, createGlossary(list, locale)]));
  const locales = new Set([fallback, ...explainers.map(({ locale }) => locale), ...glossaries.keys()]);
  // Indexed once for each language, however many languages' readers are shown it.
  const indexes = new Map(
    [...locales].map((locale) => [locale, shelve(inOrder(explainers, locale), locale)] as const),
  );
  const shelves = new Map(
    [...locales].map((locale) => [locale, buildShelf(explainers, glossaries, indexes, locale)]),
  );
  const english = shelves.get(fallback) ?? buildShelf([], glossaries, indexes, fallback);
  const shelfFor = (locale: string) => shelves.get(locale) ?? shelves.get(languageOf(locale)) ?? english;

  const fit = buildFit(explainers);
  // In a text's own language alone: "coup" in a French text is another word.
  const wordsIn = (explainer: Explainer) => {
    const { locale } = explainer;
    const glossary = glossaries.get(locale) ?? glossaries.get(languageOf(locale));
    return glossary?.wordsOf(explainer) ?? [];
  };

  const pick = ({ byTopic }: Shelf, topics: readonly string[]) =>
    topics.flatMap((topic) => byTopic.get(topic) ?? []);

  return {
    article,
    all: [...explainers],
    get: (topic, locale) => shelfFor(locale).byTopic.get(topic),
    find(typed, locale) {
      const shelf = shelfFor(locale);
      const [explainer] = pick(shelf, [shelf.search.exact(typed) ?? '']);
      if (explainer !== undefined) return { kind: 'found', explainer };
      const nearest = new Set([...pick(shelf, shelf.search.like(typed, nearestCount)), ...shelf.contents]);
      return { kind: 'unknown', nearest: [...nearest].slice(0, nearestCount) };
    },
    suggest(typed, locale, limit = 25) {
      const shelf = shelfFor(locale);
      const all = typed.trim() === '' ? shelf.contents : pick(shelf, shelf.search.like(typed, limit));
      return all.slice(0, limit);
    },
    contents: (locale) => shelfFor(locale).contents,
    related(topic, locale) {
      const shelf = shelfFor(locale);
      return pick(shelf, shelf.byTopic.get(topic)?.related ?? []);
    },
    fitting(how, locale) {
      const { byTopic } = shelfFor(locale);
      return byTopic.get(fit(how)) ?? byTopic.get(GENERAL_TOPIC);
    },
    words: (locale) => shelfFor(locale).glossary.words,
    suggestWords(typed, locale) {
      const { glossary, search } = shelfFor(locale);
      return glossary.startingLike(typed).filter(({ word }) => search.exact(word) === undefined);
    },
    wordsIn,
    word(typed, locale) {
      const shelf = shelfFor(locale);
      const word = shelf.glossary.find(typed);
      if (word === undefined) return undefined;
      const texts = shelf.contents.filter((explainer) => wordsIn(explainer).includes(word));
      return { word, texts: [...new Set([...pick(shelf, [word.see ?? '']), ...texts])] };
    },
  };
}

/** The texts one language's readers see: their own, else their language's in general, else English. */
function buildShelf(
  explainers: readonly Explainer[],
  glossaries: ReadonlyMap<string, Glossary>,
  indexes: ReadonlyMap<string, Shelved>,
  locale: string,
): Shelf {
  const chain = [...new Set([locale, languageOf(locale), fallback])];
  // People also type names in a language that their Discord does not speak.
  const searched = [...new Set([...chain, ...indexes.keys()])];
  const languages = chain.map((one) => explainers.filter((explainer) => explainer.locale === one));
  const byTopic = new Map<string, Explainer>();
  for (const explainer of languages.flat()) {
    if (!byTopic.has(explainer.topic)) byTopic.set(explainer.topic, explainer);
  }
  const contents = [...byTopic.values()].sort(
    (a, b) => a.order - b.order || a.title.localeCompare(b.title, locale),
  );
  const glossary = chain.map((one) => glossaries.get(one)).find((one) => one !== undefined);
  return {
    byTopic,
    contents,
    search: buildSearch(
      searched.flatMap((one) => indexes.get(one) ?? []),
      new Set(byTopic.keys()),
    ),
    glossary: glossary ?? createGlossary([], locale),
  };
}

/** One language's texts: a group's own before ours, because a name leads to the first that has it. */
function inOrder(explainers: readonly Explainer[], locale: string): Explainer[] {
  return explainers
    .filter((explainer) => explainer.locale === locale)
    .sort((a, b) => Number(b.own ?? false) - Number(a.own ?? false) || a.order - b.order);
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale;
}
