import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkArticle } from '../../src/explainers/article.js';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { formatProblem } from '../../src/explainers/problem.js';
import { data } from './content.js';

const topics = ['united-front', 'march-separately', 'general-strike', 'working-class', 'what-fascism-does'];
const articleFile = process.env.ARTICLE_FILE;

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

const bodyOf = (topic: string) => library.get(topic, 'en')?.body ?? '';

describe('the texts in English', () => {
  it('are these five, in this order', () => {
    expect(library.contents('en').map(({ topic }) => topic)).toEqual(topics);
  });

  it.each(topics)('%s has 120 to 220 words', (topic) => {
    const count = wordsOf(bodyOf(topic)).length;
    expect(count).toBeGreaterThanOrEqual(120);
    expect(count).toBeLessThanOrEqual(220);
  });

  it.each(topics)('%s begins with the key points and ends with one thing to do here', (topic) => {
    const body = bodyOf(topic);
    expect(body.startsWith('**In short**\n- ')).toBe(true);
    const last = body.split('\n\n').at(-1) ?? '';
    expect(last.startsWith('**Next step**\n')).toBe(true);
    expect(last.match(/`\/[a-z -]+`/gu)).toHaveLength(1);
  });

  it.each(topics)('%s says whose judgement it tells, and from when', (topic) => {
    expect(bodyOf(topic)).toMatch(/The article, written in October 2020, /u);
    expect(bodyOf(topic)).toMatch(/argues? that/u);
  });

  it.each(topics.filter((topic) => topic !== 'march-separately'))(
    '%s says that what followed is not covered',
    (topic) => {
      expect(bodyOf(topic)).toMatch(/isn't covered/u);
    },
  );

  it('the text on strikes says that a vote here is no legal ballot', () => {
    expect(bodyOf('general-strike')).toMatch(/not the strike ballot that a law may require/u);
    expect(bodyOf('general-strike')).toMatch(/not legal advice/u);
  });

  it.each(topics)('%s mentions no weapons', (topic) => {
    expect(bodyOf(topic)).not.toMatch(/\b(?:arms?|armed|guns?|weapons?|rifles?|mace|militias?)\b/iu);
  });

  it.each(topics)('%s leads on to other texts', (topic) => {
    expect(library.related(topic, 'en').length).toBeGreaterThan(0);
  });

  it('of the author give name, date and viewpoint only', () => {
    const { author, written, viewpoint, title } = library.article;
    expect({ author, written }).toEqual({ author: 'Davey Heller', written: '2020-10' });
    expect(title).toMatch(/^March separately, but strike together!/u);
    expect(viewpoint).toMatch(/Trotskyist/u);
    const everything = JSON.stringify([library.all, [...library.article.sections.values()]]);
    expect(everything).not.toMatch(/@|twitter|facebook|teacher who|monash|https?:/iu);
  });
});

describe.skipIf(articleFile === undefined)('beside the article itself', () => {
  let article: string;
  beforeAll(async () => {
    article = await readFile(articleFile ?? '', 'utf8');
  });

  it('the map agrees with it, and covers all of it', () => {
    expect(checkArticle(library.article, article).map(formatProblem)).toEqual([]);
  });

  it('nothing repeats eight words of it in a row, titles and short marked phrases apart', async () => {
    const catalogue = await readFile(path.join(data, 'locales/en/explain.json'), 'utf8');
    const ours = [
      ...library.all.flatMap(({ body, summary, aliases }) => [body, summary, ...aliases]),
      ...[...library.article.sections.values()].map(({ summary }) => summary),
      library.article.viewpoint,
      catalogue,
    ];
    expect(ours.flatMap((text) => sharedRuns(text, article, 8))).toEqual([]);
  });

  it('a copied sentence would be noticed', () => {
    const [sentence = ''] = /[^.?!\n]{60,}/u.exec(article) ?? [];
    expect(sharedRuns(`Before it. ${sentence} And after.`, article, 8).length).toBeGreaterThan(0);
  });

  it('a marked phrase may have at most ten words', () => {
    const words = wordsOf(article);
    expect(sharedRuns(`“${words.slice(40, 49).join(' ')}”`, article, 8)).toEqual([]);
    expect(sharedRuns(`“${words.slice(40, 52).join(' ')}”`, article, 8)).not.toEqual([]);
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

/** Runs of `length` words that both texts have, leaving out phrases of up to ten words in “marks”. */
function sharedRuns(ours: string, theirs: string, length: number): string[] {
  const unmarked = ours.replace(/“([^”]*)”/gu, (whole, phrase: string) =>
    wordsOf(phrase).length <= 10 ? ' \u0000 ' : whole,
  );
  const runs = (text: string) => {
    const words = wordsOf(text);
    return words
      .slice(0, Math.max(0, words.length - length + 1))
      .map((_, i) => words.slice(i, i + length).join(' '));
  };
  const known = new Set(runs(theirs));
  return unmarked
    .split('\u0000')
    .flatMap(runs)
    .filter((run) => known.has(run));
}
