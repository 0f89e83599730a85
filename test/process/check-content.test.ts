import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { folder } from './running.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** `npm run check:content`, started from a folder of its own. */
async function check(where: string, asked: { folder?: string; CONTENT_DIR?: string } = {}) {
  const { folder: named, CONTENT_DIR } = asked;
  const words = [
    '--import',
    TSX,
    path.join(ROOT, 'src/check-content.ts'),
    ...(named === undefined ? [] : [named]),
  ];
  const env = { PATH: process.env.PATH, ...(CONTENT_DIR === undefined ? {} : { CONTENT_DIR }) };
  try {
    const { stdout, stderr } = await run(process.execPath, words, { cwd: where, env });
    return { code: 0, said: stdout, wrong: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout, wrong: stderr };
  }
}

const good =
  '---\ntitle: Our fund\naliases: []\nsummary: Dues.\nsections: []\nrelated: []\norder: 5\n---\nText.\n';

async function texts(where: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(where, name)), { recursive: true });
    await writeFile(path.join(where, name), text);
  }
}

describe('npm run check:content', () => {
  it('finds nothing wrong in what comes with the bot, wherever it is started', async () => {
    const { code, said, wrong } = await check(await folder());
    expect({ code, wrong }).toEqual({ code: 0, wrong: '' });
    expect(said).toMatch(/^Nothing is wrong\. Texts that come with the bot: \d+\.\n$/u);
  });

  it('checks the folder it is given, that of CONTENT_DIR, or that of .env', async () => {
    const where = await folder();
    await texts(where, { 'texts/explainers/en/fund.md': good, '.env': 'CONTENT_DIR=texts\n' });
    const answer = / Your own in texts: 1\.\n$/u;
    expect((await check(where)).said).toMatch(answer);
    const elsewhere = await folder();
    await cp(path.join(where, 'texts'), path.join(elsewhere, 'texts'), { recursive: true });
    expect((await check(elsewhere, { folder: 'texts' })).said).toMatch(answer);
    expect((await check(elsewhere, { CONTENT_DIR: 'texts' })).said).toMatch(answer);
  });

  it('says a line for each problem and how many there are, and ends with 1', async () => {
    const where = await folder();
    await texts(where, {
      'texts/explainers/en/fund.md': good.replace('Our fund', '" "').replace('order: 5', 'order: first'),
      'texts/explainers/en/Dues.md': good,
      'texts/glossary/en.yaml': 'words: 1',
      'texts/locales/xx/explain.json': '{ "shown": "a" }',
    });
    const { code, said, wrong } = await check(where, { folder: 'texts' });
    expect({ code, wrong }).toEqual({ code: 1, wrong: '' });
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^texts\/explainers\/en\/Dues\.md:1: is not named like a topic - use /u),
      expect.stringMatching(/^texts\/explainers\/en\/fund\.md:2: "title" is empty - write it in one line /u),
      expect.stringMatching(/^texts\/explainers\/en\/fund\.md:7: "order" is not a number - give its place /u),
      expect.stringMatching(/^texts\/glossary\/en\.yaml:1: "words" is not a list - list up to 500 words/u),
      expect.stringMatching(/^texts\/locales\/xx\/explain\.json:1: English has no "shown" - remove it/u),
      '5 problems.',
      '',
    ]);
  });

  it('ends with 1 where there is no such folder', async () => {
    expect(await check(await folder(), { folder: 'nowhere' })).toEqual({
      code: 1,
      said:
        'nowhere:1: is not a folder that can be read - make this folder of your own texts, or take CONTENT_DIR out\n' +
        '1 problem.\n',
      wrong: '',
    });
  });
});
