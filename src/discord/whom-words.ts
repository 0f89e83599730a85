import { fold } from '../explainers/fold.js';
import { WHOM_KINDS } from '../proposals/action.js';
import { readWhom, type WhomWords } from '../proposals/read-draft.js';
import type { Texts, Translate } from '../texts/texts.js';

/** How the kinds of addressee may be typed: as the cards of any language name them. */
export function whomWords(texts: Texts): WhomWords {
  return new Map(
    texts.languages.flatMap((language) =>
      WHOM_KINDS.map((kind) => [fold(texts.in(language)(`proposals:whom.${kind}`)), kind] as const),
    ),
  );
}

/** "employer: Harbour Ltd" as it is typed in the reader's language; anything else as it is. */
export function whomAsTyped(t: Translate, typed: string): string {
  const whom = readWhom(typed);
  return whom === undefined ? typed : `${t(`proposals:whom.${whom.kind}`).toLowerCase()}: ${whom.name}`;
}
