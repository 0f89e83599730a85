import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadExplainers } from '../../../src/explainers/load.js';
import { ContentInvalid, type Problem } from '../../../src/explainers/problem.js';
import { holds, type Counts } from '../proof.js';

const GOOD = `---
title: Our strike fund
aliases: [hardship fund]
summary: Who pays in.
sections: []
checksums: {}
related: [general-strike]
fits:
  - pay into a fund
order: 1
---

Some words.

- one
- two
`;
/** As little as there has to be of ours. */
const OURS = {
  'article.yaml': `title: A
author: B
written: '2020-10'
viewpoint: C
sections:
  - { id: 1, heading: D, summary: E, lines: [1, 1], checksum: ${'a'.repeat(64)} }
`,
  'explainers/en/general-strike.md':
    '---\ntitle: F\naliases: []\nsummary: G\nsections: []\nrelated: []\norder: 2\n---\nH\n',
};
const KEYS = ['title', 'aliases', 'summary', 'sections', 'checksums', 'related', 'order', 'fits', 'topic'];

/** What somebody could paste, mistype or put there on purpose. */
const piece = fc.oneof(
  fc.constantFrom(
    '__proto__: { polluted: yes }',
    'constructor: { prototype: { polluted: yes } }',
    '"__proto__":\n  polluted: 1',
    ...[
      '&a [*a, *a]',
      '*a',
      '!!js/function "x"',
      '<<: *a',
      '---',
      '...',
      '? x',
      '\t',
      '\r',
      '\u0000',
      '\u202e',
    ],
    ...[
      '1e999',
      '.nan',
      '[[[[',
      '}}}}',
      '"',
      "'",
      '|',
      '>',
      '%',
      '@',
      '`',
      '#',
      ': ',
      '- ',
      '\uFEFF',
      '\ud800',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(...KEYS).map((key) => `\n${key}: `),
);
const edit = fc.record({ at: fc.nat(GOOD.length), remove: fc.nat(20), piece });
const mutated = fc
  .array(edit, { minLength: 1, maxLength: 4 })
  .map((edits) =>
    edits.reduce(
      (text, { at, remove, piece: put }) => text.slice(0, at) + put + text.slice(at + remove),
      GOOD,
    ),
  );

/**
 * Changes a good text at random, so many times, and reads it as a group's own. Throws where one is neither read nor refused
 * with its file and a line in it, or changes what all objects have.
 */
export async function mutateTexts({ seed, files }: { seed: number; files: number }): Promise<Counts> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mutated-'));
  const [ours, own] = [path.join(folder, 'ours'), path.join(folder, 'own')];
  const file = path.join(own, 'explainers/en/strike-fund.md');
  const count = { read: 0, refused: 0 };
  try {
    for (const [name, text] of Object.entries(OURS)) {
      await mkdir(path.dirname(path.join(ours, name)), { recursive: true });
      await writeFile(path.join(ours, name), text);
    }
    await mkdir(path.dirname(file), { recursive: true });
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        await writeFile(file, text);
        const wrong = await wrongness(() => loadExplainers(ours, own), text, file);
        holds(!wrong.startsWith('!'), wrong);
        if (wrong === 'refused') count.refused += 1;
        else count.read += 1;
      }),
      { numRuns: files, seed },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // Both must happen, or this shows nothing.
  holds(Math.min(count.read, count.refused) > files / 30, `only ${JSON.stringify(count)}`);
  return { 'changed texts': files, read: count.read, 'refused with file and line': count.refused };
}

/** What loading did with a text: "read", "refused" as it should, or what is wrong with it, after an exclamation mark. */
export async function wrongness(load: () => Promise<unknown>, text: string, file: string): Promise<string> {
  let problems: readonly Problem[] | undefined;
  try {
    await load();
  } catch (error) {
    if (!(error instanceof ContentInvalid)) return `! threw ${String(error)}`;
    ({ problems } = error);
    if (problems.length === 0) return '! refused without a problem';
  }
  const lines = text.split(/\r\n?|\n/u).length;
  for (const { file: blamed, line, problem, hint } of problems ?? []) {
    if (blamed !== file) return `! blames ${blamed}`;
    if (!Number.isInteger(line) || line < 1 || line > lines)
      return `! blames line ${String(line)} of ${String(lines)}`;
    if (problem === '' || hint === '') return '! says nothing';
  }
  if ('polluted' in {} || Object.keys(Object.prototype).length > 0) return '! changed what all objects have';
  return problems === undefined ? 'read' : 'refused';
}
