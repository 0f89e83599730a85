import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Explainer } from './explainer-file.js';
import { fold } from './fold.js';
import type { GlossaryWord } from './glossary.js';
import type { Problem } from './problem.js';
import { staysWithin } from './text-file.js';

/** Texts that have been read and checked: explainers, and words by language. */
export interface ReadTexts {
  explainers: readonly Explainer[];
  words: ReadonlyMap<string, readonly GlossaryWord[]>;
}

/**
 * A group's own texts beside ours. Theirs are marked, and come first, so that a name used by both leads to theirs: a
 * name that we add one day must not stop their bot. Of a topic that both have in one language only theirs is left; of a
 * word of the glossary that they explain, only their meaning.
 */
export function besideOurs(own: ReadTexts, ours: ReadTexts): ReadTexts {
  const keyOf = ({ locale, topic }: Explainer) => `${locale} ${topic}`;
  const replaced = new Set(own.explainers.map(keyOf));
  const words = new Map(ours.words);
  for (const [locale, theirs] of own.words) {
    const names = new Set(theirs.flatMap(({ word, forms }) => [word, ...forms].map(fold)));
    const kept = (ours.words.get(locale) ?? [])
      .filter(({ word }) => !names.has(fold(word)))
      .map((one) => ({ ...one, forms: one.forms.filter((name) => !names.has(fold(name))) }));
    words.set(locale, [...theirs.map((one) => ({ ...one, own: true })), ...kept]);
  }
  return {
    explainers: [
      ...own.explainers.map((one) => ({ ...one, own: true })),
      ...ours.explainers.filter((one) => !replaced.has(keyOf(one))),
    ],
    words,
  };
}

/**
 * Which of these folders a group's folder has; each may be missing. One that is a link out of it is reported, and so is
 * a folder that is not there itself.
 */
export async function ownFolders<T extends string>(
  own: string,
  names: readonly T[],
  problems: Problem[],
): Promise<Partial<Record<T, string>>> {
  const there: Partial<Record<T, string>> = {};
  const self = await stat(own).catch(() => undefined);
  if (self?.isDirectory() !== true) {
    const hint = 'make this folder of your own texts, or take CONTENT_DIR out';
    problems.push({ file: own, line: 1, problem: 'is not a folder that can be read', hint });
    return there;
  }
  for (const name of names) {
    const folder = path.join(own, name);
    if ((await lstat(folder).catch(() => undefined)) === undefined) continue;
    if (await staysWithin(own, folder)) there[name] = folder;
    else {
      const problem = 'is a link that leads out of the folder';
      problems.push({ file: folder, line: 1, problem, hint: 'put the folder itself here' });
    }
  }
  return there;
}
