/**
 * What is left of a name when case, accents, punctuation and spacing are taken away: "¿Qué es…?" and "que es" are
 * the same. Names in the library and what people type are compared in this form. Only the accents of European
 * scripts go; in Hindi or Thai such marks are vowels.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
