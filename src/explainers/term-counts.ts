import type { Explainer } from './explainer-file.js';

/** How much a word counts by where it stands. */
const WEIGHTS = { name: 4, heading: 2.5, summary: 2.5, body: 1 };
/** From here on it hardly counts how often a word stands in a text. */
const SATURATION = 2;

const heading = /^(?:\*\*(.+)\*\*|#+ (.+))$/gmu;
const rawWord = /[\p{L}\p{N}\p{M}'’]+/gu;

/** Where a word stands: places in the list of texts, and how much it counts in each, from 0 to 2. */
export interface Posting {
  places: number[];
  counts: number[];
}

/** The names that a text has in the first place. */
export function mainNames({ title, topic }: Explainer): readonly string[] {
  return [title, topic];
}

/** Other words by which it is found. */
export function otherNames({ aliases }: Explainer): readonly string[] {
  return aliases;
}

/** All names of a text. */
export function namesOf(explainer: Explainer): readonly string[] {
  return [...mainNames(explainer), ...otherNames(explainer)];
}

/** Where each term stands, and how much it counts there. `termsIn` makes terms of a word as it is written. */
export function countTerms(
  explainers: readonly Explainer[],
  termsIn: (text: string) => readonly string[],
): Map<string, Posting> {
  // Terms go by number here, and each spelling is made a term only once: this is most of the start with many texts.
  const terms: { term: string; posting: Posting }[] = [];
  const numbers = new Map<string, number>();
  const spellings = new Map<string, readonly number[]>();
  const inNames: number[] = [];
  const inText: number[] = [];
  const numberOf = (term: string) => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, terms.length);
    inNames.push(0);
    inText.push(0);
    return terms.push({ term, posting: { places: [], counts: [] } }) - 1;
  };
  const numbersOf = (raw: string) => {
    let known = spellings.get(raw);
    if (known === undefined) spellings.set(raw, (known = termsIn(raw).map(numberOf)));
    return known;
  };

  for (const [place, explainer] of explainers.entries()) {
    const there: number[] = [];
    const add = (text: string, weight: number) => {
      for (const raw of text.match(rawWord) ?? []) {
        for (const number of numbersOf(raw)) {
          if (inText[number] === 0) there.push(number);
          inText[number] = (inText[number] ?? 0) + weight;
        }
      }
    };
    add(explainer.body, WEIGHTS.body);
    for (const [, bold, marked] of explainer.body.matchAll(heading))
      add(bold ?? marked ?? '', WEIGHTS.heading);
    add(explainer.summary, WEIGHTS.summary);
    for (const name of namesOf(explainer)) {
      const words = name.match(rawWord) ?? [];
      const found = words.flatMap(numbersOf);
      // Whoever types a whole name means it; a word out of a long one says little, also where the others are small.
      const weight = WEIGHTS.name / ((found.length + words.length) / 2);
      for (const number of found) {
        if (inText[number] === 0 && inNames[number] === 0) there.push(number);
        inNames[number] = Math.max(inNames[number] ?? 0, weight);
      }
    }
    for (const number of there) {
      const posting = terms[number]?.posting;
      posting?.places.push(place);
      posting?.counts.push(saturated(inNames[number] ?? 0) + saturated(inText[number] ?? 0));
      inNames[number] = 0;
      inText[number] = 0;
    }
  }
  return new Map(terms.map(({ term, posting }) => [term, posting]));
}

function saturated(weight: number): number {
  return weight / (weight + SATURATION);
}
