import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { loadArticle } from './article.js';
import { crossCheck } from './cross-check.js';
import { readExplainer, topicName, type ExplainerFile } from './explainer-file.js';
import { checkGlossary, readGlossary, type GlossaryFile } from './glossary.js';
import { createLibrary, type Library } from './library.js';
import { besideOurs, ownFolders, type ReadTexts } from './own-texts.js';
import { ContentInvalid, type Problem } from './problem.js';
import { readTextFile, staysWithin } from './text-file.js';
import { checkWordTranslations } from './translations.js';

/** So that thousands of files do not wait for each other, and do not all stand open at once. */
const readAtOnce = 64;

export const localeName = /^[a-z]{2,3}(?:-(?:[A-Z]{2}|\d{3}))?$/u;

/**
 * Reads `article.yaml`, `explainers/<locale>/<topic>.md` and `glossary/<locale>.yaml` (which may be missing) in the
 * folder of texts, and beside them the explainers and glossaries in the folder of a group's `own`. Checks them all before
 * any is used; throws `ContentInvalid` with every problem found.
 */
export async function loadExplainers(folder: string, own?: string): Promise<Library> {
  const problems: Problem[] = [];
  const article = await loadArticle(path.join(folder, 'article.yaml')).catch((error: unknown) => {
    if (!(error instanceof ContentInvalid)) throw error;
    problems.push(...error.problems);
    return undefined;
  });
  const files = await readFolder(path.join(folder, 'explainers'), problems);
  // Without English, readers whose language has no texts would be shown an empty list.
  if (problems.length === 0 && !files.some(({ explainer }) => explainer.locale === 'en')) {
    const hint = 'add a file like en/general-strike.md';
    const file = path.join(folder, 'explainers');
    problems.push({ file, line: 1, problem: 'has no explainers in English', hint });
  }
  const glossaries = await readGlossaries(path.join(folder, 'glossary'), problems);
  const theirs = await readOwn(own, problems);
  // Unreadable files would also be missed as related topics; those complaints would only hide the cause.
  if (article === undefined || problems.length > 0) throw new ContentInvalid(problems);
  problems.push(...crossCheck(files, article), ...crossCheck(theirs.files, article, files));
  const topicsOf = (list: readonly ExplainerFile[]) => new Set(list.map(({ explainer }) => explainer.topic));
  const topics = topicsOf(files);
  const allTopics = topicsOf([...files, ...theirs.files]);
  problems.push(
    ...glossaries.flatMap((glossary) => checkGlossary(glossary, topics)),
    ...theirs.glossaries.flatMap((glossary) => checkGlossary(glossary, allTopics)),
    ...checkWordTranslations(glossaries),
    ...checkWordTranslations(theirs.glossaries, glossaries),
  );
  if (problems.length > 0) throw new ContentInvalid(problems);
  const { explainers, words } = besideOurs(textsOf(theirs), textsOf({ files, glossaries }));
  return createLibrary(explainers, article, words);
}

interface TextFiles {
  files: ExplainerFile[];
  glossaries: GlossaryFile[];
}

function textsOf({ files, glossaries }: TextFiles): ReadTexts {
  return {
    explainers: files.map(({ explainer }) => explainer),
    words: new Map(glossaries.map(({ locale, words }) => [locale, words])),
  };
}

async function readOwn(own: string | undefined, problems: Problem[]): Promise<TextFiles> {
  if (own === undefined) return { files: [], glossaries: [] };
  const { explainers, glossary } = await ownFolders(own, ['explainers', 'glossary'], problems);
  return {
    files: explainers === undefined ? [] : await readFolder(explainers, problems),
    glossaries: glossary === undefined ? [] : await readGlossaries(glossary, problems),
  };
}

async function readGlossaries(root: string, problems: Problem[]): Promise<GlossaryFile[]> {
  const there = await lstat(root).catch(() => undefined);
  if (there === undefined) return [];
  const glossaries: GlossaryFile[] = [];
  for (const name of await namesIn(root, problems)) {
    const file = path.join(root, name);
    const report = (line: number, problem: string, hint: string) => {
      problems.push({ file, line, problem, hint });
    };
    const locale = name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : '';
    if (!localeName.test(locale)) {
      report(1, 'is not named after a language', 'name the file like "en.yaml" or "pt-BR.yaml"');
      continue;
    }
    const text = await readTextFile(root, file, report);
    const glossary = text === undefined ? undefined : readGlossary(text, { locale, file }, report);
    if (glossary !== undefined) glossaries.push(glossary);
  }
  return glossaries;
}

async function readFolder(root: string, problems: Problem[]): Promise<ExplainerFile[]> {
  const files: ExplainerFile[] = [];
  for (const locale of await namesIn(root, problems)) {
    const folder = path.join(root, locale);
    const refuse = (problem: string, hint: string) => problems.push({ file: folder, line: 1, problem, hint });
    if (!localeName.test(locale)) {
      refuse('is not named after a language', 'name the folder like "en" or "pt-BR"');
    } else if (!(await staysWithin(root, folder))) {
      refuse('is a link that leads out of the folder', 'put the folder itself here');
    } else {
      const names = await namesIn(folder, problems);
      for (let at = 0; at < names.length; at += readAtOnce) {
        const some = names.slice(at, at + readAtOnce).map((name) => readOne(root, locale, name));
        for (const { found, problems: theirs } of await Promise.all(some)) {
          problems.push(...theirs);
          if (found !== undefined) files.push(found);
        }
      }
    }
  }
  return files;
}

async function readOne(
  root: string,
  locale: string,
  name: string,
): Promise<{ found: ExplainerFile | undefined; problems: Problem[] }> {
  const problems: Problem[] = [];
  const file = path.join(root, locale, name);
  const report = (line: number, problem: string, hint: string) => {
    problems.push({ file, line, problem, hint });
  };
  const topic = name.endsWith('.md') ? name.slice(0, -'.md'.length) : '';
  if (!topicName.test(topic)) {
    report(1, 'is not named like a topic', 'use up to 60 of a-z, 0-9 and -, then .md: general-strike.md');
    return { found: undefined, problems };
  }
  const text = await readTextFile(root, file, report);
  const found = text === undefined ? undefined : readExplainer(text, { topic, locale, file }, report);
  return { found, problems };
}

/** Names in a folder, sorted; hidden files, which editors and systems leave behind, are passed over. */
async function namesIn(folder: string, problems: Problem[]): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch {
    problems.push({
      file: folder,
      line: 1,
      problem: 'is not a folder that can be read',
      hint: 'put a folder here',
    });
    return [];
  }
}
