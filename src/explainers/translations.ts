import { checksumOf } from './article.js';
import type { Explainer, ExplainerFile } from './explainer-file.js';
import type { GlossaryFile, GlossaryWord } from './glossary.js';
import type { Library } from './library.js';
import type { Problem } from './problem.js';

/** The language that the others are translated from. */
const source = 'en';

/** Long enough that a changed text keeps its checksum in one case of four thousand million, short enough to type. */
const length = 8;

/**
 * The checksum by which a translation says which text it was made from, for `translates`: the first eight hexadecimal
 * digits of the SHA-256 of title, summary and body, however these are spaced. Aliases, sources and order do not count:
 * a change to them asks nothing of a translator.
 */
export function textSum({ title, summary, body }: Pick<Explainer, 'title' | 'summary' | 'body'>): string {
  return checksumOf([title, summary, body].join('\n---\n')).slice(0, length);
}

/** The same for a word of the glossary: of its meaning, since the word itself stands beside it under `of`. */
export function meaningSum({ meaning }: Pick<GlossaryWord, 'meaning'>): string {
  return checksumOf(meaning).slice(0, length);
}

/**
 * Translations whose English text has changed since they were made. A text without `translates` is not asked: it may be
 * a group's own. English texts are looked for in `beside` too, where a group translates one of ours.
 */
export function checkTranslations(
  files: readonly ExplainerFile[],
  beside: readonly ExplainerFile[] = [],
): Problem[] {
  const english = [...files, ...beside].filter(({ explainer }) => explainer.locale === source);
  return files.flatMap(({ explainer, file, lineOf }) => {
    const { translates, topic, locale } = explainer;
    if (translates === undefined) return [];
    const line = () => lineOf(['translates']);
    if (locale === source) {
      return [{ file, line: line(), problem: 'an English text is no translation', hint: 'remove this line' }];
    }
    const sums = english.filter((one) => one.explainer.topic === topic).map((one) => textSum(one.explainer));
    const [now] = sums;
    if (now === undefined) {
      const hint = 'remove this line, or name the file like the English one';
      return [{ file, line: line(), problem: 'there is no English text of this topic', hint }];
    }
    if (sums.includes(translates)) return [];
    const problem = 'the English text has changed since this translation was made';
    const hint = `read the English text again, correct this one, then write "${now}" here`;
    return [{ file, line: line(), problem, hint }];
  });
}

/** The same for the words of glossaries, each of which says under `of` which English word it translates. */
export function checkWordTranslations(
  glossaries: readonly GlossaryFile[],
  beside: readonly GlossaryFile[] = [],
): Problem[] {
  const english = [...glossaries, ...beside].flatMap(({ locale, words }) => (locale === source ? words : []));
  return glossaries.flatMap(({ locale, words, file, lineOf }) =>
    words.flatMap(({ of, translates }, index) => {
      if (of === undefined && translates === undefined) return [];
      const line = lineOf(['words', index, translates === undefined ? 'of' : 'translates']);
      if (locale === source) {
        const hint = 'remove "of" and "translates"';
        return [{ file, line, problem: 'an English word is no translation', hint }];
      }
      if (of === undefined) {
        const problem = 'does not say which word it translates';
        return [{ file, line, problem, hint: 'add "of" with the word as it stands in English' }];
      }
      const sums = english.filter(({ word }) => word === of).map(meaningSum);
      const [now] = sums;
      if (now === undefined) {
        const at = lineOf(['words', index, 'of']);
        const hint = 'write it as it stands in the English glossary, or remove "of" and "translates"';
        return [{ file, line: at, problem: `there is no English word "${of}"`, hint }];
      }
      if (translates === undefined || sums.includes(translates)) return [];
      const problem = `the meaning of "${of}" has changed since this translation was made`;
      const hint = `read the English meaning again, correct this one, then write "${now}" here`;
      return [{ file, line, problem, hint }];
    }),
  );
}

/**
 * What a language lacks that there is in English, a line each: topics and words that are not translated, and
 * translations that do not say what they were made from. A group's own texts are not asked for.
 */
export function missingTranslations(
  { all, words }: Pick<Library, 'all' | 'words'>,
  locale: string,
): string[] {
  const ours = all.filter(({ own }) => own !== true);
  const texts = ours
    .filter((explainer) => explainer.locale === source)
    .flatMap((english) => {
      const { topic } = english;
      const made = ours.find((one) => one.topic === topic && one.locale === locale);
      if (made === undefined) return [`There is no text of "${topic}" in "${locale}".`];
      return made.translates === undefined
        ? [`The text of "${topic}" in "${locale}" lacks the line: translates: "${textSum(english)}"`]
        : [];
    });
  // Where a language has no glossary, the library gives the English one, in which nothing is translated.
  const theirs = words(locale);
  const missing = words(source)
    .filter(({ own }) => own !== true)
    .flatMap((english) => {
      const made = theirs.filter(({ of }) => of === english.word);
      if (made.length === 0) return [`The glossary in "${locale}" has no word of "${english.word}".`];
      return made.some(({ translates }) => translates === undefined)
        ? [
            `The word of "${english.word}" in "${locale}" lacks the line: translates: "${meaningSum(english)}"`,
          ]
        : [];
    });
  return [...texts, ...missing];
}
