import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readPlainYaml } from '../../src/explainers/plain-yaml.js';
import { data } from './content.js';

const byLibrary = (text: string): unknown => {
  const doc = parseDocument(text, { schema: 'core', logLevel: 'error' });
  return doc.errors.length > 0 ? 'wrong' : (doc.toJS({ maxAliasCount: 0 }) as unknown);
};

describe('plain front matter', () => {
  it.each(['en', 'es'])('of our own texts (%s) is read as the library reads it', async (locale) => {
    const folder = path.join(data, 'explainers', locale);
    for (const name of await readdir(folder)) {
      const text = (await readFile(path.join(folder, name), 'utf8')).slice(4).split('\n---\n')[0] ?? '';
      expect(readPlainYaml(text), name).toEqual(byLibrary(text));
    }
  });

  it.each([
    'a: yes: no',
    'a: b # c',
    'a: &b c',
    'a: *b',
    'a: !!str 1',
    '__proto__: b',
    'constructor: b',
    'a: b\na: c',
    'a: null',
    'a: True',
    'a: ~',
    'a:',
    'a: 1e3',
    'a: 0x1F',
    'a: 007',
    `a: ${'1'.repeat(32)}e${'1'.repeat(31)}`,
    'a: "b\\n"',
    'a: "b\tc"',
    'a: b\n  c',
    'a:\n  - b\n    c',
    'a:\n  - b\n  c: d',
    'a:\n  - b: c',
    'a: [b, [c]]',
    'a: [b,c]',
    'a: [b, c',
    'a: { b: c }',
    'a: |\n  b',
    'a: b ',
    '- a',
    '',
    '---\na: b',
  ])('%j is left to the library', (text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('is never read in another way than the library does', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        'b',
        'title',
        ':',
        ': ',
        '\n',
        '\n  ',
        '\n  - ',
        '- ',
        ' ',
        ', ',
        '[',
        ']',
        '{}',
        '[]',
        '"',
        "'",
        '#',
        ' #',
      ],
      ...[
        '1',
        '0',
        '12',
        '1e5',
        'true',
        'no',
        'null',
        '?',
        '? ',
        '!',
        '&',
        '*',
        '|',
        '>',
        '%',
        '@',
        '`',
        '-',
        '.',
        '…',
        'é',
        '\t',
        '\\',
      ],
    );
    const letters = fc.constantFrom('a', 'word', 'two words', '7');
    const text = fc
      .array(fc.oneof({ weight: 4, arbitrary: letters }, pieces), { maxLength: 6 })
      .map((some) => some.join(''));
    const shaped = fc
      .array(
        fc.tuple(
          fc.constantFrom('a', 'b', 'c-d'),
          fc.constantFrom(': ', ':\n  - ', ':\n  a: ', ': [', ': "'),
          text,
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((lines) => lines.map(([key, between, value]) => key + between + value).join('\n'));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(text, shaped), (one) => {
        const plain = readPlainYaml(one);
        if (plain === undefined) return;
        read += 1;
        expect(plain).toEqual(byLibrary(one));
      }),
      { numRuns: 5_000, seed: 6 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
