const unparted =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;
const ascii = /^[\0-\x7F]*$/u;

/**
 * What is left of a name when case, accents, punctuation and spacing are taken away: "¿Qué es…?" and "que es" are
 * the same. Names in the library and what people type are compared in this form. Only the accents of European
 * scripts go; in Hindi or Thai such marks are vowels.
 */
export function fold(text: string): string {
  // Names and words in English are most of what is folded at the start, and need less.
  if (ascii.test(text))
    return text
      .toLowerCase()
      .replace(/'/gu, '')
      .replace(/[^a-z0-9]+/gu, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/**
 * A folded text with spaces between its words. Where a script does not part words, every character is made one, so that a
 * part of a name is found.
 */
export function apart(folded: string): string {
  return ascii.test(folded) ? folded : folded.replace(unparted, ' $& ').replace(/ +/gu, ' ').trim();
}

/** The words of a text, each folded. */
export function wordsIn(text: string): string[] {
  const words = apart(fold(text));
  return words === '' ? [] : words.split(' ');
}
