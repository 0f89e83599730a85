import type { Article } from './article.js';
import type { Explainer } from './explainer-file.js';
import { buildSearch, type Search } from './search.js';

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
}

interface Shelf {
  byTopic: ReadonlyMap<string, Explainer>;
  contents: readonly Explainer[];
  search: Search;
}

const nearestCount = 5;
const fallback = 'en';

/** Builds the library and its indexes from explainers that have been checked. */
export function createLibrary(explainers: readonly Explainer[], article: Article): Library {
  const locales = new Set([fallback, ...explainers.map(({ locale }) => locale)]);
  const shelves = new Map([...locales].map((locale) => [locale, buildShelf(explainers, locale)]));
  const english = shelves.get(fallback) ?? buildShelf([], fallback);
  const shelfFor = (locale: string) => shelves.get(locale) ?? shelves.get(languageOf(locale)) ?? english;

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
      const nearest = new Set([...pick(shelf, shelf.search.like(typed)), ...shelf.contents]);
      return { kind: 'unknown', nearest: [...nearest].slice(0, nearestCount) };
    },
    suggest(typed, locale, limit = 25) {
      const shelf = shelfFor(locale);
      const all = typed.trim() === '' ? shelf.contents : pick(shelf, shelf.search.like(typed));
      return all.slice(0, limit);
    },
    contents: (locale) => shelfFor(locale).contents,
    related(topic, locale) {
      const shelf = shelfFor(locale);
      return pick(shelf, shelf.byTopic.get(topic)?.related ?? []);
    },
  };
}

/** The texts one language's readers see: their own, else their language's in general, else English. */
function buildShelf(explainers: readonly Explainer[], locale: string): Shelf {
  const chain = [...new Set([locale, languageOf(locale), fallback])];
  const languages = chain.map((one) => explainers.filter((explainer) => explainer.locale === one));
  const byTopic = new Map<string, Explainer>();
  for (const explainer of languages.flat()) {
    if (!byTopic.has(explainer.topic)) byTopic.set(explainer.topic, explainer);
  }
  const contents = [...byTopic.values()].sort(
    (a, b) => a.order - b.order || a.title.localeCompare(b.title, locale),
  );
  return { byTopic, contents, search: buildSearch(languages) };
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale;
}
