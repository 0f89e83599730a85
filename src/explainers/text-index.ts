import SearchableMap from 'minisearch/SearchableMap';
import type { Explainer } from './explainer-file.js';
import { wordsIn } from './fold.js';
import { languageRules } from './stems.js';
import { countTerms, namesOf, type Posting } from './term-counts.js';

/** What two words count once more that stand side by side in a name as in what was typed. */
const PAIR = 1.2;
/** Nobody is shown more texts than that. */
const listed = 40;
/** What a word counts that is only like the one typed: one that begins with it, or with one or two errors. */
const BEGUN = 0.7;
const ERRORS = [1, 0.75, 0.5];
/** Shorter words are not looked at for errors: too many are like each other. */
const shortest = 4;
/** What is looked at of a typed text: a message of thousands of words must cost nothing. */
const maxWords = 12;
const maxWordLength = 40;

/** An index over the texts of one language. */
export interface TextIndex {
  /** The topics that answer best what was typed, and how well, above 0; those with nothing of it are not in the map. */
  scores(typed: string): Map<string, number>;
}

/** What can be switched off, to show what it is worth. */
export interface Forgiving {
  /** How a text is taken apart into words; without accents, capitals and punctuation by itself. */
  words?: (text: string) => string[];
  typos?: boolean;
}

/** A word of the index that a typed one may mean. */
interface Meant {
  term: string;
  posting: Posting;
  /** How much of its worth it has. */
  share: number;
}

/**
 * Builds an index over titles, other names, headings, summaries and texts, all in one language. It scores in the manner
 * of BM25F: a rare word counts more than a common one, a second time counts less than the first. The search library's
 * tree of words finds what is like a typed one; its ready-made index is not used, because with texts of some hundred
 * words it takes seconds to build over 5,000 of them, and the bot waits for it at its start.
 */
export function buildTextIndex(
  explainers: readonly Explainer[],
  locale: string,
  { words = wordsIn, typos = true }: Forgiving = {},
): TextIndex {
  const { stopWords, stem } = languageRules(locale);
  const termsIn = (text: string) => words(text).flatMap((word) => (stopWords.has(word) ? [] : [stem(word)]));
  const postings = countTerms(explainers, termsIn);
  const tree = new SearchableMap<Posting>();
  for (const [term, posting] of postings) tree.set(term, posting);
  const rarity = ({ places: { length } }: Posting) =>
    Math.log(1 + (explainers.length - length + 0.5) / (length + 0.5));

  /** Best first. */
  const meant = (term: string, unfinished: boolean): Meant[] => {
    const same = postings.get(term);
    const found: Meant[] = same === undefined ? [] : [{ term, posting: same, share: 1 }];
    if (unfinished || (same === undefined && term.length >= shortest)) {
      for (const [longer, posting] of tree.atPrefix(term)) {
        if (longer !== term)
          found.push({ term: longer, posting, share: BEGUN * (term.length / longer.length) ** 2 });
      }
    }
    // Two letters swapped count as two errors: "genreal" is two away from "general".
    const errors = !typos || term.length < shortest ? [] : term.length > shortest ? [1, 2] : [1];
    for (const most of errors) {
      if (found.length > 0) break;
      for (const [near, [posting, distance]] of tree.fuzzyGet(term, most)) {
        found.push({ term: near, posting, share: ERRORS[distance] ?? 0 });
      }
    }
    return found.sort((a, b) => b.share - a.share);
  };

  const names = new Map<number, readonly (readonly string[])[]>();
  /** The names of a text, each as its terms; only of those that people have come near to. */
  const namesAt = (place: number) => {
    const known = names.get(place);
    if (known !== undefined) return known;
    const explainer = explainers[place];
    const made = explainer === undefined ? [] : namesOf(explainer).map(termsIn);
    names.set(place, made);
    return made;
  };

  return {
    scores(typed) {
      const all = words(typed).map((word) => word.slice(0, maxWordLength));
      const telling = all.filter((word) => !stopWords.has(word));
      const terms = (telling.length > 0 ? telling : all).slice(0, maxWords).map(stem);
      const total = new Float64Array(explainers.length);
      const nearest: (WeighedTerm | undefined)[] = [];
      for (const [at, term] of terms.entries()) {
        // One letter after other words says nothing yet.
        const unfinished = at === terms.length - 1 && (at === 0 || term.length > 1);
        const choices = meant(term, unfinished);
        // Of all that a word may mean, only the best counts in a text.
        const best = new Float64Array(explainers.length);
        for (const { posting, share } of choices) {
          const worth = share * rarity(posting);
          const { places, counts } = posting;
          for (let index = 0; index < places.length; index += 1) {
            const place = places[index] ?? 0;
            best[place] = Math.max(best[place] ?? 0, worth * (counts[index] ?? 0));
          }
        }
        for (let place = 0; place < best.length; place += 1) {
          total[place] = (total[place] ?? 0) + (best[place] ?? 0);
        }
        nearest.push(choices[0] && { term: choices[0].term, worth: rarity(choices[0].posting) });
      }
      const hits = highest(total, listed);
      if (terms.length > 1) {
        for (const place of hits) {
          total[place] = (total[place] ?? 0) + PAIR * worthOfPairs(namesAt(place), nearest);
        }
      }
      return new Map(hits.map((place) => [explainers[place]?.topic ?? '', total[place] ?? 0]));
    },
  };
}

/** The places of the highest numbers above 0, at least so many if there are. */
function highest(numbers: Float64Array, count: number): number[] {
  const least = numbers.slice().sort()[numbers.length - count] ?? 0;
  const places: number[] = [];
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    if (number > 0 && number >= least) places.push(place);
  }
  return places;
}

interface WeighedTerm {
  term: string;
  worth: number;
}

/** Two typed words that stand side by side in a name are worth what they are worth, less where the name is longer. */
function worthOfPairs(
  names: readonly (readonly string[])[],
  typed: readonly (WeighedTerm | undefined)[],
): number {
  let worth = 0;
  for (const [at, two] of typed.entries()) {
    const one = at === 0 ? undefined : typed[at - 1];
    if (one === undefined || two === undefined) continue;
    const shares = names
      .filter((name) => name.some((term, index) => term === two.term && name[index - 1] === one.term))
      .map((name) => 1 / name.length);
    worth += (one.worth + two.worth) * Math.max(0, ...shares);
  }
  return worth;
}
