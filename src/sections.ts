import { readFile } from 'node:fs/promises';
import { ourTexts } from './content-folders.js';
import { checkArticle } from './explainers/article.js';
import { loadExplainers } from './explainers/load.js';
import { ContentInvalid, formatProblem } from './explainers/problem.js';
import { sectionTable } from './explainers/section-table.js';
import { missingTranslations } from './explainers/translations.js';

/**
 * `npm run sections [folder]`: which of our explainers tells of which section of the article, by language. Reads the
 * texts that come with the bot, or another folder like them, and where ARTICLE_FILE names the article, compares its
 * checksums. Then what has not been translated into a language that has texts. Exit code 0 when nothing is missing, 1
 * when something is.
 */
const folder = process.argv[2] ?? ourTexts();
const { ARTICLE_FILE: articleFile } = process.env;
try {
  const library = await loadExplainers(folder);
  const { text, gaps } = sectionTable(library);
  const problems =
    articleFile === undefined
      ? []
      : checkArticle(library.article, await readFile(articleFile, 'utf8')).map(formatProblem);
  process.stdout.write(`${text}\n`);
  process.stdout.write(
    articleFile === undefined
      ? 'Checksums were not compared with the article: ARTICLE_FILE is not set.\n'
      : `${problems.length === 0 ? 'All checksums agree with' : 'Differs from'} the article.\n`,
  );
  const others = new Set(library.all.map(({ locale }) => locale).filter((locale) => locale !== 'en'));
  const missing = [...others].flatMap((locale) => missingTranslations(library, locale));
  for (const line of [...gaps, ...missing, ...problems]) process.stderr.write(`${line}\n`);
  process.exitCode = gaps.length + missing.length + problems.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof ContentInvalid)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
