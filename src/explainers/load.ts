import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { loadArticle } from './article.js';
import { crossCheck } from './cross-check.js';
import { readExplainer, topicName, type ExplainerFile } from './explainer-file.js';
import { checkGlossary, readGlossary, type GlossaryFile } from './glossary.js';
import { createLibrary, type Library } from './library.js';
import { ContentInvalid, type Problem } from './problem.js';
import { readTextFile, staysWithin } from './text-file.js';

const localeName = /^[a-z]{2,3}(?:-(?:[A-Z]{2}|\d{3}))?$/u;

/**
 * Reads `article.yaml`, `explainers/<locale>/<topic>.md` and `glossary/<locale>.yaml` (which may be missing) in the
 * folder of texts, and checks them all before any is used. Throws `ContentInvalid` with every problem found.
 */
export async function loadExplainers(folder: string): Promise<Library> {
  const problems: Problem[] = [];
  const article = await loadArticle(path.join(folder, 'article.yaml')).catch((error: unknown) => {
    if (!(error instanceof ContentInvalid)) throw error;
    problems.push(...error.problems);
    return undefined;
  });
  const files = await readFolder(path.join(folder, 'explainers'), problems);
  const glossaries = await readGlossaries(path.join(folder, 'glossary'), problems);
  // Unreadable files would also be missed as related topics; those complaints would only hide the cause.
  if (article === undefined || problems.length > 0) throw new ContentInvalid(problems);
  problems.push(...crossCheck(files, article));
  const topics = new Set(files.map(({ explainer }) => explainer.topic));
  problems.push(...glossaries.flatMap((glossary) => checkGlossary(glossary, topics)));
  if (problems.length > 0) throw new ContentInvalid(problems);
  return createLibrary(
    files.map(({ explainer }) => explainer),
    article,
    new Map(glossaries.map(({ locale, words }) => [locale, words])),
  );
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
      for (const name of await namesIn(folder, problems)) {
        const found = await readOne(root, locale, name, problems);
        if (found !== undefined) files.push(found);
      }
    }
  }
  // Without English, readers whose language has no texts would be shown an empty list.
  if (problems.length === 0 && !files.some(({ explainer }) => explainer.locale === 'en')) {
    const hint = 'add a file like en/general-strike.md';
    problems.push({ file: root, line: 1, problem: 'has no explainers in English', hint });
  }
  return files;
}

async function readOne(
  root: string,
  locale: string,
  name: string,
  problems: Problem[],
): Promise<ExplainerFile | undefined> {
  const file = path.join(root, locale, name);
  const report = (line: number, problem: string, hint: string) => {
    problems.push({ file, line, problem, hint });
  };
  const topic = name.endsWith('.md') ? name.slice(0, -'.md'.length) : '';
  if (!topicName.test(topic)) {
    report(1, 'is not named like a topic', 'use up to 60 of a-z, 0-9 and -, then .md: general-strike.md');
    return undefined;
  }
  const text = await readTextFile(root, file, report);
  return text === undefined ? undefined : readExplainer(text, { topic, locale, file }, report);
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
