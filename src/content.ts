import path from 'node:path';
import { ourTexts, ownTexts } from './content-folders.js';
import type { Library } from './explainers/library.js';
import { loadExplainers } from './explainers/load.js';
import { ownFolders } from './explainers/own-texts.js';
import { ContentInvalid, formatProblem, type Problem } from './explainers/problem.js';
import type { Logger } from './log.js';
import { loadTexts, type Texts } from './texts/texts.js';

/** All that people read: explainers with the glossary, and the words of cards, answers and commands. */
export interface Content {
  library: Library;
  texts: Texts;
}

/**
 * Reads our texts, and beside them those in the folder that CONTENT_DIR names. Throws `ContentInvalid` with every
 * problem of all of them.
 */
export async function loadContent(contentDir: string): Promise<Content> {
  const ours = ourTexts();
  const own = ownTexts(contentDir);
  const [library, texts] = await Promise.allSettled([
    loadExplainers(ours, own),
    loadCatalogues(path.join(ours, 'locales'), own),
  ]);
  const problems: Problem[] = [];
  for (const { reason } of [library, texts].filter((one) => one.status === 'rejected')) {
    if (!(reason instanceof ContentInvalid)) throw reason;
    problems.push(...reason.problems);
  }
  if (library.status === 'rejected' || texts.status === 'rejected') throw new ContentInvalid(problems);
  return { library: library.value, texts: texts.value };
}

async function loadCatalogues(folder: string, own: string | undefined): Promise<Texts> {
  if (own === undefined) return loadTexts(folder, false);
  const problems: Problem[] = [];
  const { locales } = await ownFolders(own, ['locales'], problems);
  // That the whole folder is missing is said with its explainers.
  if (problems.some(({ file }) => file !== own)) throw new ContentInvalid(problems);
  return loadTexts(folder, false, locales);
}

/** Texts in use, which can be read anew while people read them. */
export interface LiveContent extends Content {
  /**
   * Reads all texts again. When they are wrong those in use stay, and the log says each problem; when they are good they
   * take their place at once, all together. True when they did.
   */
  reload(): Promise<boolean>;
}

/** Reads the texts; `library` and `texts` stay the same objects, and answer from what was read last. */
export async function openContent(contentDir: string, log: Logger): Promise<LiveContent> {
  let content = await loadContent(contentDir);
  let reading: Promise<unknown> = Promise.resolve();
  const readAgain = async () => {
    try {
      content = await loadContent(contentDir);
    } catch (error) {
      if (!(error instanceof ContentInvalid)) throw error;
      for (const problem of error.problems) log.error(formatProblem(problem));
      log.error({ problems: error.problems.length }, 'the texts are wrong; those read before stay in use');
      return false;
    }
    log.info(countTexts(content), 'the texts were read anew');
    return true;
  };
  return {
    library: delegate(() => content.library),
    texts: delegate(() => content.texts),
    reload() {
      // One after the other, so that what was written last is what holds in the end.
      const next = reading.then(readAgain);
      reading = next.catch(() => undefined);
      return next;
    },
  };
}

/** How many explainers there are: ours that are in use, and the group's own. */
export function countTexts({ library }: Content): { ours: number; own: number } {
  const own = library.all.filter((explainer) => explainer.own === true).length;
  return { ours: library.all.length - own, own };
}

/** An object that does what the one given by `current` does at that moment. */
function delegate<T extends object>(current: () => T): T {
  return new Proxy(current(), { get: (_first, key) => Reflect.get(current(), key) as unknown });
}
