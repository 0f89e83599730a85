import { sentencesOf } from './reading-grade.js';

/** How easy a Spanish text is to read. */
export interface SpanishReading {
  /** From about 0, very hard, to 100: 55 to 65 is normal, 65 to 80 fairly easy. */
  ease: number;
  words: number;
  /** Words of the longest sentence, and the sentence itself. */
  longest: { words: number; sentence: string };
  /** Words of five or more syllables, as a share of all words. */
  longWords: number;
}

/**
 * The ease of a Spanish text in Discord Markdown: 206.835 - 62.3 x syllables per word - words per sentence (F. Szigriszt
 * Pazos, "Sistemas predictivos de legibilidad del mensaje escrito: fórmula de perspicuidad", Universidad Complutense de
 * Madrid, 1993). It is read on the INFLESZ scale (I. M. Barrio-Cantalejo and others, "Validación de la Escala INFLESZ para
 * evaluar la legibilidad de los textos dirigidos a pacientes", Anales del Sistema Sanitario de Navarra 31, 2008), on which
 * 55 to 65 is normal, as school from 12 to 16 years of age and daily papers are, and 65 to 80 fairly easy, as the last
 * years before that. Sentences are cut as in English.
 */
export function readingOfSpanish(markdown: string): SpanishReading {
  const sentences = sentencesOf(markdown);
  const words = sentences.flatMap(({ words: its }) => its);
  const syllables = words.map(spanishSyllables);
  const sum = syllables.reduce((total, one) => total + one, 0);
  const longest = sentences.reduce((a, b) => (b.words.length > a.words.length ? b : a));
  return {
    ease: 206.835 - 62.3 * (sum / words.length) - words.length / sentences.length,
    words: words.length,
    longest: { words: longest.words.length, sentence: longest.sentence },
    longWords: syllables.filter((count) => count >= 5).length / words.length,
  };
}

/** One core of a syllable: a strong vowel with the weak ones around it, or weak ones alone. */
const CORE = /[iuü]?[aeoáéíóú][iuü]?|[iuü]+/gu;

/**
 * Syllables of a Spanish word, as the orthography parts them: strong vowels (a, e, o, and i and u with an accent) stand
 * in syllables of their own, weak ones go with their neighbours, and h parts nothing. A number is one syllable.
 */
export function spanishSyllables(word: string): number {
  const spoken = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/qu(?=[eiéí])/gu, 'k')
    .replace(/gu(?=[eiéí])/gu, 'g')
    .replace(/(?<!c)h/gu, '')
    // y is a vowel at the end of a word, and between or before vowels a consonant.
    .replace(/y(?![aeiouáéíóúü])/gu, 'i');
  return Math.max(1, spoken.match(CORE)?.length ?? 0);
}
