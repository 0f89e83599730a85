import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { loadExplainers } from '../../src/explainers/load.js';
import { ContentInvalid, formatProblem } from '../../src/explainers/problem.js';

export const data = path.resolve(import.meta.dirname, '../../data');

const made: string[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

export const checksums = { 1: 'a'.repeat(64), 2: 'b'.repeat(64) };

export const map = `title: An article
author: Somebody
written: '2020-10'
viewpoint: Their own.
sections:
  - id: 1
    heading: One
    summary: The first.
    lines: [1, 3]
    checksum: ${checksums[1]}
  - id: 2
    heading: Two
    summary: The second.
    lines: [5, 5]
    checksum: ${checksums[2]}
  - id: 3
    heading: Three
    summary: Private.
    lines: [7, 7]
    checksum: ${'c'.repeat(64)}
    left_out: true
`;

/** An explainer that is in order; lines of the front matter can be replaced, or taken out with ''. */
export function explainer(changes: Record<string, string> = {}, body = 'Some words.\n'): string {
  const lines: Record<string, string> = {
    title: 'title: A title',
    aliases: 'aliases: [other word]',
    summary: 'summary: In one line.',
    sections: 'sections: [1]',
    checksums: `checksums: { 1: ${checksums[1]} }`,
    related: 'related: []',
    order: 'order: 1',
    ...changes,
  };
  const kept = Object.values(lines).filter((line) => line !== '');
  return `---\n${kept.join('\n')}\n---\n\n${body}`;
}

/** A folder of texts made for one test: a small map of an article and the files given. */
export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'explainers-'));
  made.push(folder);
  for (const [name, text] of Object.entries({ 'article.yaml': map, ...files })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** A copy of the project's own texts. */
export async function copyOfData(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'explainers-'));
  made.push(folder);
  await cp(data, folder, { recursive: true });
  return folder;
}

/** What loading complains about, a line each, with paths inside the folder; empty when all is well. */
export async function complaints(folder: string, own?: string): Promise<string[]> {
  try {
    await loadExplainers(folder, own);
    return [];
  } catch (error) {
    if (!(error instanceof ContentInvalid)) throw error;
    const lines = error.problems.map(formatProblem);
    if (error.message !== lines.join('\n'))
      throw new Error('The message does not have one line per problem.');
    return lines.map((line) => line.replaceAll(`${folder}${path.sep}`, '').replaceAll(path.sep, '/'));
  }
}
