import { readFile } from 'node:fs/promises';
import { checkArticle } from './explainers/article.js';
import { loadExplainers } from './explainers/load.js';
import { ContentInvalid, formatProblem } from './explainers/problem.js';
import { sectionTable } from './explainers/section-table.js';

/**
 * `npm run sections`: which explainer tells of which section of the article, by language. Reads CONTENT_DIR, and where
 * ARTICLE_FILE names the article, compares its checksums. Exit code 0 when nothing is missing, 1 when something is.
 */
const { CONTENT_DIR: folder = 'data', ARTICLE_FILE: articleFile } = process.env;
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
  for (const line of [...gaps, ...problems]) process.stderr.write(`${line}\n`);
  process.exitCode = gaps.length + problems.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof ContentInvalid)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
