import { mkdir, rename, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadExplainers } from '../../src/explainers/load.js';
import { checksums, complaints, explainer, folderWith } from './content.js';

const one = 'explainers/en/one.md';

describe('adding a file', () => {
  it('adds a topic', async () => {
    const folder = await folderWith({ [one]: explainer() });
    const library = await loadExplainers(folder);
    expect(library.get('one', 'en')).toEqual({
      topic: 'one',
      locale: 'en',
      title: 'A title',
      aliases: ['other word'],
      fits: [],
      summary: 'In one line.',
      sections: [1],
      checksums: new Map([[1, checksums[1]]]),
      related: [],
      order: 1,
      body: 'Some words.',
    });
  });

  it('adds it in any language, related to a topic that there is only in English', async () => {
    const folder = await folderWith({
      [one]: explainer(),
      'explainers/pt-BR/two.md': explainer({ title: 'title: Título', related: 'related: [one]' }),
    });
    const library = await loadExplainers(folder);
    expect(library.related('two', 'pt-BR').map(({ topic, locale }) => [topic, locale])).toEqual([
      ['one', 'en'],
    ]);
  });

  it('may use Windows line ends and a byte order mark', async () => {
    const folder = await folderWith({ [one]: `\uFEFF${explainer()}`.replaceAll('\n', '\r\n') });
    expect((await loadExplainers(folder)).get('one', 'en')?.body).toBe('Some words.');
  });

  it('may be a link within the folder', async () => {
    const folder = await folderWith({ [one]: explainer() });
    await rename(path.join(folder, one), path.join(folder, 'explainers/en/two.md'));
    await mkdir(path.join(folder, 'explainers/es'));
    await symlink('../en/two.md', path.join(folder, 'explainers/es/two.md'));
    expect(await complaints(folder)).toEqual([]);
  });

  it('passes over hidden files', async () => {
    const folder = await folderWith({
      [one]: explainer(),
      'explainers/.DS_Store': '',
      'explainers/en/.two.md.swp': '',
    });
    expect(await complaints(folder)).toEqual([]);
  });

  it('holds the longest texts that Discord shows', async () => {
    const folder = await folderWith({
      [one]: explainer({ title: `title: ${'t'.repeat(256)}` }, 'b'.repeat(4096)),
    });
    expect(await complaints(folder)).toEqual([]);
  });
});

describe('two topics', () => {
  const two = 'explainers/en/two.md';
  it.each([
    ['the same alias', 'title: Second', 'aliases: [Other-Word]', 3, '"Other-Word"', 3],
    ['an alias that is the other title', 'title: Second', 'aliases: [a title]', 3, '"a title"', 2],
    ['an alias that is the other topic', 'title: Second', 'aliases: [ONE]', 3, '"ONE"', 1],
    ['the same title', 'title: "A title?"', 'aliases: []', 2, '"A title?"', 2],
  ])('cannot have %s in one language', async (_what, title, aliases, line, name, first) => {
    const folder = await folderWith({ [one]: explainer(), [two]: explainer({ title, aliases }) });
    expect(await complaints(folder)).toEqual([
      `${two}:${line}: ${name} is already a name in ${one}:${first} - use each name once in a language`,
    ]);
  });

  it('may share a name across languages', async () => {
    const folder = await folderWith({ [one]: explainer(), 'explainers/es/two.md': explainer() });
    expect(await complaints(folder)).toEqual([]);
  });
});

describe('the folder', () => {
  const other = { 'explainers/en/other.md': explainer({ title: 'title: Z', aliases: 'aliases: []' }) };
  it.each<[string, Record<string, string | Uint8Array>, string]>([
    [
      'a file over 64 KB',
      { [one]: explainer({}, 'b'.repeat(66_000)) },
      `${one}:1: is larger than 64 KB - shorten it, or split it into several topics`,
    ],
    [
      'a file that is not UTF-8',
      { [one]: Uint8Array.from([0x2d, 0xff, 0xfe]) },
      `${one}:1: is not UTF-8 text - save it with the encoding UTF-8`,
    ],
    [
      'a topic in capitals',
      { 'explainers/en/One.md': explainer() },
      'explainers/en/One.md:1: is not named like a topic - use up to 60 of a-z, 0-9 and -, then .md: general-strike.md',
    ],
    [
      'a topic name too long',
      { [`explainers/en/${'a'.repeat(61)}.md`]: explainer() },
      `explainers/en/${'a'.repeat(61)}.md:1: is not named like a topic - use up to 60 of a-z, 0-9 and -, then .md: general-strike.md`,
    ],
    [
      'a file that is no Markdown',
      { 'explainers/en/one.txt': explainer() },
      'explainers/en/one.txt:1: is not named like a topic - use up to 60 of a-z, 0-9 and -, then .md: general-strike.md',
    ],
    ['a folder in place of a file', { [`${one}/x`]: '' }, `${one}:1: is not a file - put a text file here`],
    [
      'a folder that is no language',
      { 'explainers/English/one.md': explainer() },
      'explainers/English:1: is not named after a language - name the folder like "en" or "pt-BR"',
    ],
    [
      'a file in place of a language',
      { 'explainers/de': 'text' },
      'explainers/de:1: is not a folder that can be read - put a folder here',
    ],
  ])('%s is refused', async (_what, files, expected) => {
    expect(await complaints(await folderWith({ ...other, ...files }))).toEqual([expected]);
  });

  it('must have texts in English', async () => {
    expect(await complaints(await folderWith({ 'explainers/es/one.md': explainer() }))).toEqual([
      'explainers:1: has no explainers in English - add a file like en/general-strike.md',
    ]);
  });

  it('must be there', async () => {
    expect(await complaints(await folderWith({}))).toEqual([
      'explainers:1: is not a folder that can be read - put a folder here',
    ]);
  });

  it('must have the map of the article', async () => {
    const folder = await folderWith(other);
    await unlink(path.join(folder, 'article.yaml'));
    expect(await complaints(folder)).toEqual(['article.yaml:1: cannot be read - put the file here']);
  });

  it.each([
    ['a file outside', 'secret.md'],
    ['nothing', 'missing.md'],
    ['a device', '/dev/zero'],
  ])('a link to %s is refused', async (_what, target) => {
    const folder = await folderWith({ ...other, 'secret.md': explainer() });
    await symlink(path.resolve(folder, target), path.join(folder, one));
    expect(await complaints(folder)).toEqual([
      `${one}:1: is a link that leads out of the folder - put the file itself here`,
    ]);
  });

  it('a language that is a link to a folder outside is refused', async () => {
    const folder = await folderWith({ ...other, 'outside/two.md': explainer() });
    await symlink(path.join(folder, 'outside'), path.join(folder, 'explainers/fr'));
    expect(await complaints(folder)).toEqual([
      'explainers/fr:1: is a link that leads out of the folder - put the folder itself here',
    ]);
  });
});
