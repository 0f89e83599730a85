import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadExplainers } from '../../src/explainers/load.js';
import { sectionTable } from '../../src/explainers/section-table.js';
import { checksums, copyOfData, data, explainer, folderWith } from './content.js';
import { COMPLETE } from './languages.js';

const run = promisify(execFile);
const ROOT = path.resolve(data, '..');

/** `npm run sections` as it is built, without the article. */
async function sections(folder: string): Promise<{ code: number; said: string; wrong: string }> {
  const { ARTICLE_FILE: _left, ...env } = process.env;
  try {
    const { stdout, stderr } = await run(process.execPath, ['dist/src/sections.js', folder], {
      cwd: ROOT,
      env,
    });
    return { code: 0, said: stdout, wrong: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout, wrong: stderr };
  }
}

describe('the table of sections and texts', () => {
  it('has no empty cell, in any language there is', async () => {
    const { text, gaps } = sectionTable(await loadExplainers(data));
    expect(gaps).toEqual([]);
    const rows = text.split('\n').slice(2, -1);
    expect(rows).toHaveLength((await loadExplainers(data)).article.sections.size);
    expect(text).not.toMatch(/\| *\|/u);
  });

  it('has a column for each language, English first, and says which cell is empty', async () => {
    const folder = await folderWith({
      'explainers/en/one.md': explainer({
        sections: 'sections: [1, 2]',
        checksums: `checksums: { 1: ${checksums[1]}, 2: ${checksums[2]} }`,
      }),
      'explainers/en/two.md': explainer({
        title: 'title: Two',
        aliases: 'aliases: []',
        sections: 'sections: []',
        checksums: 'checksums: {}',
        order: 'order: 0',
      }),
      'explainers/de/one.md': explainer(),
    });
    const { text, gaps } = sectionTable(await loadExplainers(folder));
    expect(text.split('\n')).toEqual([
      '| section | en | de |',
      '| --- | --- | --- |',
      '| 1 One | one | one |',
      '| 2 Two | one |  |',
      '| 3 Three | left out | left out |',
      '| drawn from no section | two |  |',
    ]);
    expect(gaps).toEqual(['No text in "de" tells of section 2, Two.']);
  });
});

describe('npm run sections', () => {
  it('prints it, and says that it did not see the article', async () => {
    const { code, said, wrong } = await sections(data);
    expect({ code, wrong }).toEqual({ code: 0, wrong: '' });
    expect(said).toMatch(/^\| section \| en \| es \|\n/u);
    expect(said).toContain('| 12 Why not the military | military | military |');
    expect(said).toMatch(/not compared with the article: ARTICLE_FILE is not set\.\n$/u);
  });

  it.each(COMPLETE)(
    'ends with 1 and the section where no text in $locale tells of one',
    async ({ locale }) => {
      const folder = await copyOfData();
      for (const topic of ['rochester-motion', 'where-this-comes-from']) {
        const file = path.join(folder, `explainers/${locale}/${topic}.md`);
        const text = await readFile(file, 'utf8');
        await writeFile(
          file,
          text
            .replace(/(?:, )?15(?=[,\]])/u, '')
            .replace(/checksums:\n {2}15: .*/u, 'checksums: {}')
            .replace(/^ {2}15: .*\n/mu, ''),
        );
      }
      const { code, wrong } = await sections(folder);
      expect({ code, wrong }).toEqual({
        code: 1,
        wrong: `No text in "${locale}" tells of section 15, The motion from Rochester.\n`,
      });
    },
  );

  it('ends with 1 and what is not translated', async () => {
    const folder = await copyOfData();
    await rm(path.join(folder, 'explainers/es/military.md'));
    const glossary = path.join(folder, 'glossary/es.yaml');
    const text = await readFile(glossary, 'utf8');
    await writeFile(glossary, text.replace(/ {2}- word: exilio\n(?: {4}.*\n)+/u, ''));
    const { code, wrong } = await sections(folder);
    expect(code).toBe(1);
    expect(wrong.split('\n').slice(0, -1)).toEqual([
      'No text in "es" tells of section 12, Why not the military.',
      'There is no text of "military" in "es".',
      'The glossary in "es" has no word of "exile".',
    ]);
  });

  it('ends with 1 and what is wrong where the texts cannot be used', async () => {
    const folder = await copyOfData();
    await writeFile(path.join(folder, 'explainers/en/broken.md'), 'no front matter');
    const { code, said, wrong } = await sections(folder);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(wrong).toMatch(/broken\.md:1: does not begin with front matter - /u);
  });
});
