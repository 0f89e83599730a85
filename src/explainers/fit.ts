import type { Explainer } from './explainer-file.js';
import { fold } from './fold.js';

/** What every proposal is an example of: the answer where its words point to nothing more special. */
export const GENERAL_TOPIC = 'march-separately';

/** From this length on the last word of a phrase may have an ending: "leaflet" also fits "leaflets" and "leafleting". */
const ENDING_FROM = 5;

/** Finds the topic that fits how an action is done. Built once; asking it changes nothing. */
export type Fit = (how: string) => string;

/**
 * Builds it from the phrases that explainers name under `fits`, in all languages at once, because a proposal may be
 * written in another language than its reader's. The longest phrase found decides ("rent strike" before "strike"),
 * of equally long ones the one that comes first, at the same place the one of more letters (Spanish "posterior" is no
 * "poster"); where none is found, `GENERAL_TOPIC`.
 */
export function buildFit(explainers: readonly Explainer[]): Fit {
  const phrases = explainers.flatMap(({ topic, fits }) =>
    fits.map((phrase) => {
      const folded = fold(phrase);
      return { topic, phrase: ` ${folded}`, words: folded.split(' ').length };
    }),
  );
  return (how) => {
    const text = ` ${fold(how)} `;
    let best = { topic: GENERAL_TOPIC, words: 0, at: 0, letters: 0 };
    for (const { topic, phrase, words } of phrases) {
      const at = placeOf(phrase, text);
      if (at < 0) continue;
      const letters = phrase.length;
      const order = words - best.words || best.at - at || letters - best.letters;
      if (order > 0) best = { topic, words, at, letters };
    }
    return best.topic;
  };
}

function placeOf(phrase: string, text: string): number {
  const last = phrase.slice(phrase.lastIndexOf(' ') + 1);
  return text.indexOf(last.length >= ENDING_FROM ? phrase : `${phrase} `);
}
