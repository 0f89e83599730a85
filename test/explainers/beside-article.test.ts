import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkArticle } from '../../src/explainers/article.js';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { formatProblem } from '../../src/explainers/problem.js';
import { data } from './content.js';
import { COMPLETE } from './languages.js';

const RUN = 8;
/** A phrase in “marks” may be the article's own if it is not longer. */
const MARKED_MAX = 10;
const articleFile = process.env.ARTICLE_FILE;

/** The article is not part of the project; where it is at hand, ARTICLE_FILE names it. Otherwise this is skipped. */
describe.skipIf(articleFile === undefined)('beside the article itself (ARTICLE_FILE)', () => {
  let library: Library;
  let article: string;
  beforeAll(async () => {
    library = await loadExplainers(data);
    article = await readFile(articleFile ?? '', 'utf8');
  });

  it('the map agrees with it, and covers all of it', () => {
    expect(checkArticle(library.article, article).map(formatProblem)).toEqual([]);
  });

  it('nothing repeats eight words of it in a row, titles and short marked phrases apart', async () => {
    const catalogues = ['explain', 'proposals', 'help'].map((name) =>
      readFile(path.join(data, `locales/en/${name}.json`), 'utf8'),
    );
    const ours = [
      ...library.all.flatMap(({ body, summary, aliases, fits }) => [body, summary, ...aliases, ...fits]),
      ...COMPLETE.flatMap(({ locale }) => library.words(locale)).map(({ meaning }) => meaning),
      ...[...library.article.sections.values()].map(({ summary }) => summary),
      library.article.viewpoint,
      ...(await Promise.all(catalogues)),
    ];
    expect(ours.flatMap((text) => sharedRuns(text, article))).toEqual([]);
  });

  it('a copied sentence would be noticed', () => {
    const [sentence = ''] = /[^.?!\n]{60,}/u.exec(article) ?? [];
    expect(sharedRuns(`Before it. ${sentence} And after.`, article).length).toBeGreaterThan(0);
  });

  it('a marked phrase may have at most ten words', () => {
    const words = wordsOf(article);
    expect(sharedRuns(`“${words.slice(40, 49).join(' ')}”`, article)).toEqual([]);
    expect(sharedRuns(`“${words.slice(40, 52).join(' ')}”`, article)).not.toEqual([]);
  });
});

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/['’]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Runs of eight words that both texts have, leaving out short phrases in “marks”. */
function sharedRuns(ours: string, theirs: string): string[] {
  const unmarked = ours.replace(/“([^”]*)”/gu, (whole, phrase: string) =>
    wordsOf(phrase).length <= MARKED_MAX ? ' \u0000 ' : whole,
  );
  const runs = (text: string) => {
    const words = wordsOf(text);
    return words
      .slice(0, Math.max(0, words.length - RUN + 1))
      .map((_, i) => words.slice(i, i + RUN).join(' '));
  };
  const known = new Set(runs(theirs));
  return unmarked
    .split('\u0000')
    .flatMap(runs)
    .filter((run) => known.has(run));
}
