import type { Article } from './article.js';
import type { ExplainerFile } from './explainer-file.js';
import { fold } from './fold.js';
import type { Problem } from './problem.js';

/** What only shows when all texts are seen together: sources, related topics, names used twice. */
export function crossCheck(files: readonly ExplainerFile[], article: Article): Problem[] {
  return [
    ...files.flatMap((file) => checkSources(file, article)),
    ...files.flatMap((file) => checkRelated(file, files)),
    ...checkNames(files),
    ...checkFits(files),
  ];
}

function checkSources({ explainer, file, lineOf }: ExplainerFile, article: Article): Problem[] {
  const problems: Problem[] = [];
  const map = article.file;
  for (const [index, id] of explainer.sections.entries()) {
    const line = lineOf(['sections', index]);
    const section = article.sections.get(id);
    const written = explainer.checksums.get(id);
    if (explainer.sections.indexOf(id) !== index) {
      problems.push({ file, line, problem: `section ${id} is listed twice`, hint: 'remove one of them' });
    } else if (section === undefined) {
      const hint = 'read what became of it, correct the text, then list the sections it is drawn from now';
      problems.push({ file, line, problem: `section ${id} is not in ${map}`, hint });
    } else if (section.leftOut) {
      const hint = 'leave out what was drawn from it';
      problems.push({ file, line, problem: `section ${id} is left out in ${map}`, hint });
    } else if (written === undefined) {
      const hint = `add "${id}: ${section.checksum}" to checksums once the text agrees with the section`;
      problems.push({ file, line, problem: `section ${id} has no checksum`, hint });
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

function checkRelated(
  { explainer, file, lineOf }: ExplainerFile,
  files: readonly ExplainerFile[],
): Problem[] {
  const exists = (topic: string) =>
    files.some(
      ({ explainer: other }) =>
        other.topic === topic && (other.locale === explainer.locale || other.locale === 'en'),
    );
  return explainer.related.flatMap((topic, index) => {
    const line = lineOf(['related', index]);
    if (topic === explainer.topic) {
      return [{ file, line, problem: `"${topic}" is related to itself`, hint: 'remove it' }];
    }
    if (exists(topic)) return [];
    const hint = 'correct its spelling, remove it, or add a file for it';
    return [{ file, line, problem: `there is no topic "${topic}"`, hint }];
  });
}

/** In one language a name leads to one topic. Topics, titles and aliases are all names. */
function checkNames(files: readonly ExplainerFile[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, { topic: string; where: string; alias: boolean }>();
  const names = files.flatMap(({ explainer, file, lineOf }) => [
    { explainer, file, name: explainer.topic, line: 1, alias: false },
    { explainer, file, name: explainer.title, line: lineOf(['title']), alias: false },
    ...explainer.aliases.map((name, index) => ({
      explainer,
      file,
      name,
      line: lineOf(['aliases', index]),
      alias: true,
    })),
  ]);
  // Aliases last, so that of an alias and a title the alias is the one to change.
  for (const { explainer, file, name, line, alias } of names.sort(
    (a, b) => Number(a.alias) - Number(b.alias),
  )) {
    const folded = fold(name);
    if (folded === '') {
      const problem = `"${name}" has no letter or digit`;
      problems.push({ file, line, problem, hint: 'write a word by which people can find it' });
      continue;
    }
    const key = `${explainer.locale} ${folded}`;
    const first = taken.get(key);
    if (first === undefined) {
      taken.set(key, { topic: explainer.topic, where: `${file}:${line}`, alias });
    } else if (first.topic !== explainer.topic || (first.alias && alias)) {
      const problem = `"${name}" is already a name in ${first.where}`;
      problems.push({ file, line, problem, hint: 'use each name once in a language' });
    }
  }
  return problems;
}

/** In one language a phrase fits one topic. */
function checkFits(files: readonly ExplainerFile[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const { explainer, file, lineOf } of files) {
    for (const [index, phrase] of explainer.fits.entries()) {
      const line = lineOf(['fits', index]);
      const folded = fold(phrase);
      const key = `${explainer.locale} ${folded}`;
      const first = taken.get(key);
      if (folded === '') {
        const problem = `"${phrase}" has no letter or digit`;
        problems.push({ file, line, problem, hint: 'write words as they stand in a proposal' });
      } else if (first !== undefined) {
        const problem = `"${phrase}" already fits ${first}`;
        problems.push({ file, line, problem, hint: 'let each phrase fit one topic in a language' });
      } else taken.set(key, `${file}:${line}`);
    }
  }
  return problems;
}
