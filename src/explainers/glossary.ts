import { z } from 'zod';
import { shortSum } from './article.js';
import type { Explainer } from './explainer-file.js';
import { topicName } from './explainer-file.js';
import { fold } from './fold.js';
import { oneLine } from './one-line.js';
import type { Problem, Report } from './problem.js';
import { readYaml, type Hints } from './yaml-source.js';

/** A word that some readers may not know. */
export interface GlossaryWord {
  /** As it is shown. */
  word: string;
  /** Other ways in which it stands in a text. */
  forms: readonly string[];
  /** One or two short sentences. */
  meaning: string;
  /** The topic that tells more. */
  see?: string | undefined;
  /** Of a translation: the word of the English glossary it stands for. */
  of?: string | undefined;
  /** Of a translation: the checksum of the English meaning it was made from, see `meaningSum`. */
  translates?: string | undefined;
  /** Explained by the group that runs this bot. */
  own?: boolean;
}

export interface GlossaryFile {
  locale: string;
  words: readonly GlossaryWord[];
  file: string;
  /** The line of a value. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

/** So that the words of the longest text, and pages of all of them, fit into one message. */
const limits = { word: 60, meaning: 200, words: 500 };

const schema = z.strictObject({
  words: z
    .array(
      z.strictObject({
        word: oneLine(limits.word),
        forms: z.array(oneLine(limits.word)).max(20).default([]),
        meaning: oneLine(limits.meaning),
        see: z.string().regex(topicName).optional(),
        of: oneLine(limits.word).optional(),
        translates: shortSum.optional(),
      }),
    )
    .min(1)
    .max(limits.words),
});

const hints: Hints = {
  words: `list up to ${limits.words} words, each with word and meaning`,
  word: `write it in one line of at most ${limits.word} characters`,
  forms: 'list other ways in which the word stands in a text, like [pickets, picketing]',
  meaning: `write it in one line of at most ${limits.meaning} characters`,
  see: 'name a topic, that is a file without .md, like general-strike',
  of: 'write the word as it stands in the English glossary',
  translates: 'write the 8 characters of the checksum of the English meaning in quotes, like "3f9a01c2"',
};

/** Reads the glossary of one language; reports what is wrong and returns undefined where it cannot be used. */
export function readGlossary(
  text: string,
  named: { locale: string; file: string },
  report: Report,
): GlossaryFile | undefined {
  const source = readYaml(text.replace(/^\uFEFF/u, ''), 1, schema, hints, report);
  return source === undefined ? undefined : { ...named, words: source.value.words, lineOf: source.lineOf };
}

/** What only shows when a glossary is seen beside the explainers: words used twice, and topics that are not there. */
export function checkGlossary(glossary: GlossaryFile, topics: ReadonlySet<string>): Problem[] {
  const { file, words, lineOf } = glossary;
  const problems: Problem[] = [];
  const taken = new Map<string, number>();
  for (const [index, { word, forms, see }] of words.entries()) {
    const names = [
      { name: word, line: lineOf(['words', index, 'word']) },
      ...forms.map((name, at) => ({ name, line: lineOf(['words', index, 'forms', at]) })),
    ];
    for (const { name, line } of names) {
      const folded = fold(name);
      const first = taken.get(folded);
      if (folded === '') {
        const hint = 'write it as it stands in a text';
        problems.push({ file, line, problem: `"${name}" has no letter or digit`, hint });
      } else if (first !== undefined) {
        const hint = 'give each word one meaning';
        problems.push({ file, line, problem: `"${name}" is already in line ${first}`, hint });
      } else taken.set(folded, line);
    }
    if (see !== undefined && !topics.has(see)) {
      const hint = 'correct its spelling, remove it, or add a file for it';
      problems.push({
        file,
        line: lineOf(['words', index, 'see']),
        problem: `there is no topic "${see}"`,
        hint,
      });
    }
  }
  return problems;
}

/** A glossary that can be looked into. */
export interface Glossary {
  /** In the order of the alphabet. */
  words: readonly GlossaryWord[];
  /** The word with exactly this name or form, apart from case, accents and punctuation. */
  find(typed: string): GlossaryWord | undefined;
  /** The words of which a name or form begins like this. */
  startingLike(typed: string): readonly GlossaryWord[];
  /** The words that stand in a text or its title, as whole words. */
  wordsOf(explainer: Explainer): readonly GlossaryWord[];
}

/** Makes a glossary of words that have been checked. What it finds in a text it remembers as long as the text. */
export function createGlossary(words: readonly GlossaryWord[], locale: string): Glossary {
  const sorted = [...words].sort((a, b) => a.word.localeCompare(b.word, locale));
  const byName = new Map(
    sorted.flatMap((one) => [one.word, ...one.forms].map((name) => [fold(name), one] as const)),
  );
  const found = new WeakMap<Explainer, GlossaryWord[]>();
  return {
    words: sorted,
    find: (typed) => byName.get(fold(typed.slice(0, 2 * limits.word))),
    startingLike(typed) {
      const beginning = fold(typed.slice(0, 2 * limits.word));
      if (beginning === '') return [];
      return [...new Set([...byName].flatMap(([name, one]) => (name.startsWith(beginning) ? [one] : [])))];
    },
    wordsOf(explainer) {
      const known = found.get(explainer);
      if (known !== undefined) return known;
      const text = ` ${fold(explainer.title)} ${fold(explainer.body)} `;
      const there = new Set([...byName].flatMap(([name, one]) => (text.includes(` ${name} `) ? [one] : [])));
      const all = sorted.filter((one) => there.has(one));
      found.set(explainer, all);
      return all;
    },
  };
}
