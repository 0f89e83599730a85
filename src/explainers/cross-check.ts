import type { Article } from './article.js';
import type { ExplainerFile } from './explainer-file.js';
import { fold } from './fold.js';
import type { Problem } from './problem.js';
import { checkTranslations } from './translations.js';

/**
 * What only shows when all texts are seen together: sources, related topics, translations that are out of date, names
 * used twice. A group's own texts may name topics that stand `beside` them, and share names with those.
 */
export function crossCheck(
  files: readonly ExplainerFile[],
  article: Article,
  beside: readonly ExplainerFile[] = [],
): Problem[] {
  return [
    ...files.flatMap((file) => checkSources(file, article)),
    ...checkRelated(files, beside),
    ...checkTranslations(files, beside),
    ...checkNames(files),
    ...checkFits(files),
  ];
}

function checkSources({ explainer, file, lineOf }: ExplainerFile, article: Article): Problem[] {
  const problems: Problem[] = [];
  const map = article.file;
  for (const [index, id] of explainer.sections.entries()) {
    const say = (problem: string, hint: string) => {
      problems.push({ file, line: lineOf(['sections', index]), problem, hint });
    };
    const section = article.sections.get(id);
    const written = explainer.checksums.get(id);
    if (explainer.sections.indexOf(id) !== index) {
      say(`section ${id} is listed twice`, 'remove one of them');
    } else if (section === undefined) {
      const hint = 'read what became of it, correct the text, then list the sections it is drawn from now';
      say(`section ${id} is not in ${map}`, hint);
    } else if (section.leftOut) {
      say(`section ${id} is left out in ${map}`, 'leave out what was drawn from it');
    } else if (written === undefined) {
      const hint = `add "${id}: ${section.checksum}" to checksums once the text agrees with the section`;
      say(`section ${id} has no checksum`, hint);
    } else if (written !== section.checksum) {
      problems.push({
        file,
        line: lineOf(['checksums', id]),
        problem: `section ${id} has changed since this text was written`,
        hint: `read it again, correct the text, then write ${section.checksum} here`,
      });
    }
  }
  for (const id of explainer.checksums.keys()) {
    if (explainer.sections.includes(id)) continue;
    const line = lineOf(['checksums', id]);
    const problem = `there is a checksum for section ${id}, which is not listed`;
    problems.push({ file, line, problem, hint: 'add it to sections, or remove the checksum' });
  }
  return problems;
}

function checkRelated(files: readonly ExplainerFile[], beside: readonly ExplainerFile[]): Problem[] {
  const nameOf = (topic: string, locale: string) => `${locale} ${topic}`;
  const there = new Set(
    [...files, ...beside].map(({ explainer: { topic, locale } }) => nameOf(topic, locale)),
  );
  return files.flatMap(({ explainer: { topic: self, locale, related }, file, lineOf }) =>
    related.flatMap((topic, index) => {
      const say = (problem: string, hint: string) => [
        { file, line: lineOf(['related', index]), problem, hint },
      ];
      if (topic === self) return say(`"${topic}" is related to itself`, 'remove it');
      // Where readers of "es-419" are shown texts in "es", those may be named too.
      const shown = [locale, locale.split('-')[0] ?? locale, 'en'];
      if (shown.some((one) => there.has(nameOf(topic, one)))) return [];
      return say(`there is no topic "${topic}"`, 'correct its spelling, remove it, or add a file for it');
    }),
  );
}

/** In one language a name leads to one topic. Topics, titles and aliases are all names. */
function checkNames(files: readonly ExplainerFile[]): Problem[] {
  const problems: Problem[] = [];
  const names = files.flatMap(({ explainer, file, lineOf }) => [
    { explainer, file, name: explainer.topic, line: () => 1, alias: false },
    { explainer, file, name: explainer.title, line: () => lineOf(['title']), alias: false },
    ...explainer.aliases.map((name, index) => ({
      explainer,
      file,
      name,
      line: () => lineOf(['aliases', index]),
      alias: true,
    })),
  ]);
  const taken = new Map<string, (typeof names)[number]>();
  // Aliases last, so that of an alias and a title the alias is the one to change.
  for (const one of names.sort((a, b) => Number(a.alias) - Number(b.alias))) {
    const { explainer, file, name, line, alias } = one;
    const folded = fold(name);
    if (folded === '') {
      const problem = `"${name}" has no letter or digit`;
      problems.push({ file, line: line(), problem, hint: 'write a word by which people can find it' });
      continue;
    }
    const key = `${explainer.locale} ${folded}`;
    const first = taken.get(key);
    if (first === undefined) {
      taken.set(key, one);
    } else if (first.explainer.topic !== explainer.topic || (first.alias && alias)) {
      const problem = `"${name}" is already a name in ${first.file}:${first.line()}`;
      problems.push({ file, line: line(), problem, hint: 'use each name once in a language' });
    }
  }
  return problems;
}

/** In one language a phrase fits one topic. */
function checkFits(files: readonly ExplainerFile[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, () => string>();
  for (const { explainer, file, lineOf } of files) {
    for (const [index, phrase] of explainer.fits.entries()) {
      const line = () => lineOf(['fits', index]);
      const folded = fold(phrase);
      const key = `${explainer.locale} ${folded}`;
      const first = taken.get(key);
      if (folded === '') {
        const problem = `"${phrase}" has no letter or digit`;
        problems.push({ file, line: line(), problem, hint: 'write words as they stand in a proposal' });
      } else if (first !== undefined) {
        const problem = `"${phrase}" already fits ${first()}`;
        problems.push({ file, line: line(), problem, hint: 'let each phrase fit one topic in a language' });
      } else taken.set(key, () => `${file}:${line()}`);
    }
  }
  return problems;
}
