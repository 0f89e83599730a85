import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArticle, checksumOf, loadArticle } from '../../src/explainers/article.js';
import { checksums, complaints, copyOfData, data, explainer, folderWith, map } from './content.js';
import { COMPLETE } from './languages.js';

const article = ['First words,', '', 'and more of them.', '', 'Second words.', '', 'Third words.'].join('\n');
const goodMap = map
  .replace(checksums[1], checksumOf('First words,\n\nand more of them.'))
  .replace(checksums[2], checksumOf('Second words.'))
  .replace('c'.repeat(64), checksumOf('Third words.'));

async function check(mapText: string, text: string): Promise<string[]> {
  const folder = await folderWith({ 'article.yaml': mapText });
  const problems = checkArticle(await loadArticle(path.join(folder, 'article.yaml')), text);
  return problems.map(({ line, problem }) => `${line}: ${problem}`);
}

describe('the checksum of a section', () => {
  it.each([
    ['line ends', 'one\r\n\r\ntwo'],
    ['spacing', '  one \u00a0 two\n'],
    ['the order of accents', 'one\ttwo'],
  ])('does not depend on %s', (_what, text) => {
    expect(checksumOf(text)).toBe(checksumOf('one two'));
  });

  it('is the same for composed and decomposed letters', () => {
    expect(checksumOf('caf\u00e9')).toBe(checksumOf('cafe\u0301'));
  });

  it('changes with every word', () => {
    expect(checksumOf('one two')).not.toBe(checksumOf('one too'));
  });
});

describe('the map beside the article', () => {
  it('agrees with the article it was made from', async () => {
    expect(await check(goodMap, article)).toEqual([]);
  });

  it('names a section whose text has changed, and where it stands in the map', async () => {
    const changed = article.replace('Second', 'Other');
    expect(await check(goodMap, changed)).toEqual([
      `11: section 2 differs from the article (its checksum is now ${checksumOf('Other words.')})`,
    ]);
  });

  it('names a section that is gone', async () => {
    expect(await check(goodMap, article.split('\n').slice(0, 5).join('\n'))).toEqual([
      '16: section 3 is no longer in the article',
    ]);
  });

  it('names a line that no section covers', async () => {
    expect(await check(goodMap, `${article}\n\nAn addition.`)).toEqual([
      '1: line 9 of the article belongs to no section',
    ]);
  });
});

describe('a map that cannot be used', () => {
  const cases: [string, string, string[]][] = [
    [
      'a section twice',
      map.replace('id: 2', 'id: 1'),
      ['11: section 1 is there twice - give each section its own number'],
    ],
    [
      'lines that overlap',
      map.replace('[5, 5]', '[3, 5]'),
      ['14: the lines of section 2 overlap or run backwards - list sections from top to bottom'],
    ],
    [
      'lines that run backwards',
      map.replace('[1, 3]', '[3, 1]'),
      ['9: the lines of section 1 overlap or run backwards - list sections from top to bottom'],
    ],
    [
      'a checksum that is none',
      map.replace(checksums[2], 'b'.repeat(63)),
      [
        '15: "sections[2].checksum" does not have the right form - write the 64 characters of the SHA-256 checksum, 0-9 and a-f',
      ],
    ],
    [
      'no author',
      map.replace('author: Somebody\n', ''),
      ['1: "author" is missing - write the name in one line of at most 100 characters'],
    ],
    [
      'an unknown key',
      map.replace('left_out', 'leftout'),
      ['21: "leftout" is not a known key - remove it, or correct its spelling'],
    ],
    [
      'a date that is none',
      map.replace("'2020-10'", '2020'),
      ['3: "written" is not text - write year and month in quotes, like "2020-10"'],
    ],
    ['nothing in it', '', ['1: is not a list of "key: value" lines - start with "title: ..."']],
  ];

  it.each(cases)('with %s', async (_what, text, expected) => {
    const folder = await folderWith({ 'article.yaml': text, 'explainers/en/one.md': explainer() });
    expect(await complaints(folder)).toEqual(expected.map((line) => `article.yaml:${line}`));
  });
});

const LOCALES = COMPLETE.map(({ locale }) => locale);

describe("the project's own texts", () => {
  it('are refused after a checksum in the map was changed, naming each text that relies on it', async () => {
    const folder = await copyOfData();
    const text = await readFile(path.join(data, 'article.yaml'), 'utf8');
    const [, checksum = ''] = /id: 16\n(?:.*\n)*? +checksum: ([0-9a-f]{64})/u.exec(text) ?? [];
    const flipped = checksum.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
    await writeFile(path.join(folder, 'article.yaml'), text.replace(checksum, flipped));
    const expected = [];
    const texts = ['agreement-limits', 'march-separately', 'united-front'];
    for (const name of LOCALES.flatMap((locale) => texts.map((topic) => `${locale}/${topic}`))) {
      const file = await readFile(path.join(data, `explainers/${name}.md`), 'utf8');
      const line = file.split('\n').findIndex((one) => one.includes(checksum)) + 1;
      expected.push(
        `explainers/${name}.md:${line}: section 16 has changed since this text was written - read it again, correct the text, then write ${flipped} here`,
      );
    }
    expect(await complaints(folder)).toEqual(expected);
  });

  it('are refused after a section was removed from the map', async () => {
    const folder = await copyOfData();
    const text = await readFile(path.join(data, 'article.yaml'), 'utf8');
    await writeFile(path.join(folder, 'article.yaml'), text.replace(/ {2}- id: 12\n(?: {4}.*\n)+/u, ''));
    const expected = [];
    for (const locale of LOCALES) {
      const file = await readFile(path.join(data, `explainers/${locale}/military.md`), 'utf8');
      const line = file.split('\n').findIndex((one) => one.startsWith('sections:')) + 1;
      expected.push(
        `explainers/${locale}/military.md:${line}: section 12 is not in article.yaml - read what became of it, correct the text, then list the sections it is drawn from now`,
      );
    }
    expect(await complaints(folder)).toEqual(expected);
  });
});
