import type { Translate } from '../texts/texts.js';

/** Rights by the names they have in Discord's settings in the reader's language; `rights` are the English ones. */
export function rightsWords(t: Translate, rights: readonly string[]): string {
  return rights.map((right) => t(`common:rights.${right}`)).join(', ');
}
