import type { Explainer } from './explainer-file.js';
import { apart, fold } from './fold.js';
import { mainNames, otherNames } from './term-counts.js';
import { buildTextIndex, type Forgiving, type TextIndex } from './text-index.js';

/** Finds explainers by what somebody typed. Built once for each language; asking it changes nothing. */
export interface Search {
  /** The topic that has exactly this name, apart from case, accents and punctuation. */
  exact(typed: string): string | undefined;
  /**
   * Up to `limit` topics ordered by likeness: first the one with exactly this name, then those with a name that begins
   * with what was typed, those with a word in a name that does, and those whose names and texts answer it best,
   * forgiving typing errors and unfinished words. Empty when nothing is like it.
   */
  like(typed: string, limit: number): string[];
}

/** What can be asked of the texts written in one locale. */
export interface Shelved {
  exact: ReadonlyMap<string, string>;
  /** Topics whose names have the typed words at their beginning, and those that have them later. */
  named(typed: string, limit: number): { beginning: string[]; within: string[] };
  texts: TextIndex;
}

/** What is looked at of a typed text. */
const maxTyped = 300;
/** What an answer in another language than the reader's counts: each further one so much less. */
const FURTHER = 0.6;

/** Indexes the texts of one locale. The earlier of two texts with the same name has it. */
export function shelve(explainers: readonly Explainer[], locale: string, forgiving?: Forgiving): Shelved {
  const exact = new Map<string, string>();
  const starts: number[] = [];
  const topics: string[] = [];
  const lines: string[] = [];
  let length = 0;
  // Titles and topics before other names, so that they are found first.
  for (const names of [mainNames, otherNames]) {
    for (const explainer of explainers) {
      for (const name of names(explainer)) {
        const folded = fold(name);
        if (!exact.has(folded)) exact.set(folded, explainer.topic);
        const line = `\n ${apart(folded)}`;
        starts.push(length);
        topics.push(explainer.topic);
        lines.push(line);
        length += line.length;
      }
    }
  }
  // One long text, because nothing finds a part of a name faster than the engine's own search.
  const names = lines.join('');
  const topicAt = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return topics[low] ?? '';
  };
  return {
    exact,
    named(typed, limit) {
      const beginning = new Set<string>();
      const within = new Set<string>();
      for (let at = names.indexOf(typed); at >= 0; at = names.indexOf(typed, at + 1)) {
        if (names[at - 1] !== ' ') continue;
        if (names[at - 2] === '\n') beginning.add(topicAt(at));
        else if (within.size < limit) within.add(topicAt(at));
        if (beginning.size >= limit) break;
      }
      return { beginning: [...beginning], within: [...within] };
    },
    texts: buildTextIndex(explainers, locale, forgiving),
  };
}

/**
 * The search of one reader: over the texts in their own language, then in others, best language first. Only `topics`
 * are found, those that there is something to read about.
 */
export function buildSearch(shelves: readonly Shelved[], topics: ReadonlySet<string>): Search {
  const called = (folded: string) =>
    shelves.map(({ exact }) => exact.get(folded)).find((topic) => topic !== undefined && topics.has(topic));
  return {
    exact: (typed) => called(fold(typed.slice(0, maxTyped))),
    like(typed, limit) {
      const cut = typed.slice(0, maxTyped);
      const folded = fold(cut);
      if (folded === '') return [];
      const named = shelves.map((shelf) => shelf.named(apart(folded), limit));
      const found = new Set([
        called(folded) ?? '',
        ...named.flatMap(({ beginning }) => beginning),
        ...named.flatMap(({ within }) => within),
      ]);
      const those = [...found].filter((topic) => topics.has(topic));
      if (those.length >= limit) return those.slice(0, limit);
      const all = new Set([...those, ...scored(shelves, cut)]);
      return [...all].filter((topic) => topics.has(topic)).slice(0, limit);
    },
  };
}

/** Topics by their best score in any language, best first; of equal ones the earlier in the contents first. */
function scored(shelves: readonly Shelved[], typed: string): string[] {
  const best = new Map<string, number>();
  let share = 1;
  for (const { texts } of shelves) {
    for (const [topic, score] of texts.scores(typed)) {
      best.set(topic, Math.max(best.get(topic) ?? 0, share * score));
    }
    share *= FURTHER;
  }
  return [...best].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
}
