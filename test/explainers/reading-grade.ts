/** How hard a text is to read. */
export interface Reading {
  /** School years in the United States: 8 is about 13 to 14 years of age, 9 is 14 to 15. */
  grade: number;
  words: number;
  /** Words of the longest sentence, and the sentence itself. */
  longest: { words: number; sentence: string };
  /** Words of four or more syllables, as a share of all words. */
  longWords: number;
}

/**
 * The Flesch-Kincaid grade level of an English text in Discord Markdown: 0.39 x words per sentence + 11.8 x syllables
 * per word - 15.59 (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of New Readability
 * Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, 1975). Headings are not counted; an entry of a
 * list is a sentence; a command and a “marked” phrase or title are one short word each, as they are names.
 */
export function readingOf(markdown: string): Reading {
  const sentences = sentencesOf(markdown);
  const words = sentences.flatMap(({ words: its }) => its);
  const syllables = words.map(syllablesOf);
  const sum = syllables.reduce((total, one) => total + one, 0);
  const longest = sentences.reduce((a, b) => (b.words.length > a.words.length ? b : a));
  return {
    grade: 0.39 * (words.length / sentences.length) + 11.8 * (sum / words.length) - 15.59,
    words: words.length,
    longest: { words: longest.words.length, sentence: longest.sentence },
    longWords: syllables.filter((count) => count >= 4).length / words.length,
  };
}

/** The sentences of a text in Discord Markdown and their words, see `readingOf` for what counts as one. */
export function sentencesOf(markdown: string): { sentence: string; words: string[] }[] {
  return markdown
    .replace(/^\*\*[^*]+\*\*$/gmu, '')
    .replace(/`[^`]+`|“[^”]*”/gu, 'it')
    .replace(/^(?:[-*]|\d+\.) /gmu, '')
    .replace(/\*\*/gu, '')
    .split(/(?<=[.!?][”’)]?)\s+|\n/u)
    .map((sentence) => ({ sentence, words: wordsOf(sentence) }))
    .filter(({ words }) => words.length > 0);
}

function wordsOf(text: string): string[] {
  return text.replace(/['’]/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Syllables of an English word, counted by its groups of vowels, with the commonest exceptions: silent e, endings of
 * several vowels, "-ism". It errs on either side in about one word of twenty. A number is one syllable.
 */
export function syllablesOf(word: string): number {
  const text = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/gu, '');
  if (text.length <= 3) return 1;
  const spoken = text
    // Silent: "stated" keeps its last vowel, "planned" does not; "places" keeps it, "times" does not.
    .replace(/(?<=[^aeiouytdl])ed$|(?<=[aeiou][^aeiouytd])ed$/u, 'd')
    .replace(/(?<=[^aeiousxzcg]|[^cs]h)es$/u, 's')
    .replace(/(?<=[^aeiouy])e(?=(?:ment|ments|ful|ly|less|place|places|body|thing|where|fully|one)$)/u, '')
    .replace(/(?<![^aeiouy]l)e$/u, '')
    .replace(/(?<=[^aeiouy])le$/u, 'el');
  const groups = spoken.match(/[aeiouy]+/gu)?.length ?? 0;
  const parted =
    (spoken.match(/(?<![tscgxh])i[au]|(?<![tscgxhnl])io|ciety|(?<!q)u[ao]|(?<!p)eo(?!u)|[aeiouy]ing|ea$/gu)
      ?.length ?? 0) + (/[sz]ms?$/u.test(spoken) ? 1 : 0);
  return Math.max(1, groups + parted);
}
