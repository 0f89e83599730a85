import { mkdir, mkdtemp, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ourTexts, ownTexts } from '../../src/content-folders.js';
import { loadContent } from '../../src/content.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { ContentInvalid } from '../../src/explainers/problem.js';
import { checksums, complaints, data, explainer, folderWith } from './content.js';

const one = 'explainers/en/one.md';
const own = { sections: 'sections: []', checksums: '' };
const words = (...lines: string[]) => ['words:', ...lines.map((line) => `  - ${line}`), ''].join('\n');

/** Two folders: ours with the topics one and two, and a group's own with these files. */
async function both(files: Record<string, string>): Promise<[ours: string, own: string]> {
  const ours = await folderWith({
    [one]: explainer({ fits: 'fits: [rent strike]' }, 'Ours one.'),
    'explainers/en/two.md': explainer({ title: 'title: Second', aliases: 'aliases: [strike]' }, 'Ours two.'),
    'explainers/es/one.md': explainer({ title: 'title: Uno' }, 'Nuestro.'),
    'glossary/en.yaml': words('{ word: picket, forms: [pickets], meaning: Ours. }'),
  });
  const theirs = path.join(ours, 'a group');
  await mkdir(theirs);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(theirs, name)), { recursive: true });
    await writeFile(path.join(theirs, name), text);
  }
  return [ours, theirs];
}

describe('a group’s own texts stand beside ours', () => {
  it('marked, whatever there is of them', async () => {
    expect((await loadExplainers(...(await both({})))).all.some((text) => text.own === true)).toBe(false);
    const files = {
      'explainers/en/fund.md': explainer({ ...own, title: 'title: Our fund', aliases: 'aliases: []' }),
    };
    const library = await loadExplainers(...(await both(files)));
    expect(library.contents('en').map(({ topic, own: theirs = false }) => [topic, theirs])).toEqual([
      ['one', false],
      ['fund', true],
      ['two', false],
    ]);
  });

  it('in the place of ours on the same topic in the same language, and of that alone', async () => {
    const library = await loadExplainers(...(await both({ [one]: explainer(own, 'Theirs.') })));
    expect(library.get('one', 'en')).toMatchObject({ body: 'Theirs.', own: true });
    expect(library.get('one', 'es')?.body).toBe('Nuestro.');
    expect(library.get('two', 'en')?.body).toBe('Ours two.');
    expect(library.all).toHaveLength(3);
  });

  it('and a name that both use leads to theirs, so that a name we add never stops their bot', async () => {
    const fund = explainer({
      ...own,
      title: 'title: Second',
      aliases: 'aliases: [strike]',
      fits: 'fits: [rent strike]',
    });
    const library = await loadExplainers(...(await both({ 'explainers/en/fund.md': fund })));
    for (const typed of ['second', 'STRIKE']) {
      expect(library.find(typed, 'en-GB')).toMatchObject({ kind: 'found', explainer: { topic: 'fund' } });
    }
    expect(library.find('two', 'en')).toMatchObject({ kind: 'found', explainer: { topic: 'two' } });
    expect(library.fitting('A rent strike', 'en')?.topic).toBe('fund');
  });

  it('may cite the article, and name topics of ours', async () => {
    const fund = explainer({ title: 'title: Fund', aliases: 'aliases: []', related: 'related: [two]' });
    const library = await loadExplainers(...(await both({ 'explainers/en/fund.md': fund })));
    expect(library.related('fund', 'en').map(({ topic }) => topic)).toEqual(['two']);
    expect(library.get('fund', 'en')?.checksums).toEqual(new Map([[1, checksums[1]]]));
  });

  it('may name a topic that its readers see in their language in general', async () => {
    const files = {
      'explainers/es/fondo.md': explainer({ ...own, title: 'title: Fondo', aliases: 'aliases: []' }),
      'explainers/es-419/caja.md': explainer({ ...own, related: 'related: [fondo]' }),
    };
    const library = await loadExplainers(...(await both(files)));
    expect(library.related('caja', 'es-419').map(({ topic }) => topic)).toEqual(['fondo']);
  });

  it('may be in a language that we do not have', async () => {
    const library = await loadExplainers(...(await both({ 'explainers/fr/fund.md': explainer(own) })));
    expect(library.contents('fr').map(({ topic }) => topic)).toEqual(['fund', 'one', 'two']);
  });

  it('with words of their own, whose meaning is the one shown', async () => {
    const glossary = words(
      '{ word: gate line, forms: [pickets], meaning: Theirs. }',
      '{ word: dues, meaning: Money. }',
    );
    const library = await loadExplainers(...(await both({ 'glossary/en.yaml': glossary })));
    expect(library.word('pickets', 'en')?.word).toMatchObject({ word: 'gate line', own: true });
    expect(library.word('picket', 'en')?.word).toMatchObject({ word: 'picket', forms: [], meaning: 'Ours.' });
    const replaced = words('{ word: Picket, meaning: Theirs. }');
    const other = await loadExplainers(...(await both({ 'glossary/en.yaml': replaced })));
    expect(other.words('en').map(({ meaning }) => meaning)).toEqual(['Theirs.']);
  });
});

describe('what is wrong with them names their file and line', () => {
  const cases: [string, Record<string, string>, string[]][] = [
    [
      'a section that the article does not have',
      { [one]: explainer({ sections: 'sections: [9]', checksums: '' }) },
      ['a group/explainers/en/one.md:5: section 9 is not in article.yaml - '],
    ],
    [
      'a topic that nobody has',
      { [one]: explainer({ ...own, related: 'related: [three]' }) },
      ['a group/explainers/en/one.md:6: there is no topic "three" - '],
    ],
    [
      'a name twice among themselves',
      { [one]: explainer(own), 'explainers/en/fund.md': explainer({ ...own, title: 'title: Fund' }) },
      ['a group/explainers/en/one.md:3: "other word" is already a name in '],
    ],
    [
      'a word that leads nowhere',
      { 'glossary/en.yaml': words('{ word: dues, meaning: Money., see: three }') },
      ['a group/glossary/en.yaml:2: there is no topic "three" - '],
    ],
    [
      'a file in place of a folder',
      { explainers: '' },
      ['a group/explainers:1: is not a folder that can be read - '],
    ],
  ];
  it.each(cases)('%s', async (_what, files, expected) => {
    const found = await complaints(...(await both(files)));
    expect(found.map((line, index) => line.slice(0, expected[index]?.length))).toEqual(expected);
  });

  it('a folder that leads out of theirs', async () => {
    const [ours, theirs] = await both({});
    for (const name of ['explainers', 'glossary'])
      await symlink(path.join(ours, name), path.join(theirs, name));
    expect(await complaints(ours, theirs)).toEqual(
      ['explainers', 'glossary'].map(
        (name) => `a group/${name}:1: is a link that leads out of the folder - put the folder itself here`,
      ),
    );
  });

  it('a folder that is not there', async () => {
    const [ours] = await both({});
    expect(await complaints(ours, path.join(ours, 'nowhere'))).toEqual([
      'nowhere:1: is not a folder that can be read - make this folder of your own texts, or take CONTENT_DIR out',
    ]);
  });

  it('a folder that is itself a link is as good as another', async () => {
    const [ours, theirs] = await both({
      'explainers/en/fund.md': explainer({ ...own, title: 'title: F', aliases: 'aliases: []' }),
    });
    await rename(theirs, path.join(ours, 'elsewhere'));
    await symlink(path.join(ours, 'elsewhere'), theirs);
    expect(await complaints(ours, theirs)).toEqual([]);
  });
});

describe('a language that a group adds', () => {
  const xx = 'locales/xx/explain.json';
  async function problems(files: Record<string, string>): Promise<string[]> {
    const [, theirs] = await both(files);
    try {
      await loadContent(theirs);
      return [];
    } catch (error) {
      if (!(error instanceof ContentInvalid)) throw error;
      return error.message.split('\n').map((line) => line.slice(theirs.length + 1));
    }
  }

  it('is read beside ours, which stay as they are', async () => {
    const [, theirs] = await both({
      [xx]: '{ "show": "Zeigen", "command": { "name": "erklär" } }',
      'locales/en/explain.json': '{ "show": "Not ours" }',
    });
    const { texts } = await loadContent(theirs);
    expect(texts.languages).toEqual(expect.arrayContaining(['en', 'xx']));
    expect([texts.in('xx')('explain:show'), texts.in('en')('explain:show')]).toEqual(['Zeigen', 'Show here']);
    expect(texts.in('xx')('explain:all')).toBe('All topics');
  });

  it.each([
    ['that is none', 'locales/EN/explain.json', '{}', 'locales/EN:1: is not named after a language - '],
    [
      'with a file we do not have',
      'locales/xx/other.json',
      '{}',
      'locales/xx/other.json:1: is not named like one of ours - ',
    ],
    [
      'with __proto__ as a file',
      'locales/xx/__proto__.json',
      '{}',
      'locales/xx/__proto__.json:1: is not named like ',
    ],
    ['that is no JSON', xx, '{\n "show" "a" }', `${xx}:2: cannot be read as YAML: `],
    ['with an unknown text', xx, '{\n "shown": "a" }', `${xx}:2: English has no "shown" - `],
    ['with a list', xx, '{\n "show": ["a"] }', `${xx}:2: "show" is not text - `],
    [
      'with __proto__',
      xx,
      '{ "words":\n { "__proto__": { "a": "b" } } }',
      `${xx}:2: the key "__proto__" is not allowed`,
    ],
    [
      'with a place that nothing fills',
      xx,
      '{\n "show": "{{name}}" }',
      `${xx}:2: "show" has places that nothing fills`,
    ],
    [
      'that fetches another text',
      xx,
      '{\n "show": "$t(common:language)" }',
      `${xx}:2: "show" has places that nothing `,
    ],
    [
      'with a command that has a space',
      xx,
      '{ "command": {\n "name": "a b" } }',
      `${xx}:2: "command.name" is not a name `,
    ],
    [
      'with a long description',
      xx,
      `{ "command": {\n "description": "${'d'.repeat(101)}" } }`,
      `${xx}:2: "command.description" is more than 100 characters - `,
    ],
  ])('%s is refused', async (_what, name, text, expected) => {
    const [first = '', ...others] = await problems({ [name]: text });
    expect(first.slice(0, expected.length)).toBe(expected);
    expect(others).toEqual([]);
  });
});

describe('where texts are', () => {
  it('ours lie beside the code, as it is written and as it is built', async () => {
    expect(path.resolve(ourTexts())).toBe(data);
    const root = await mkdtemp(path.join(tmpdir(), 'installed-'));
    await mkdir(path.join(root, 'data'));
    await writeFile(path.join(root, 'data/article.yaml'), '');
    const built = pathToFileURL(path.join(root, 'dist/src/content-folders.js')).href;
    expect(ourTexts(built)).toBe(path.join(root, 'data'));
  });

  it.each([['data'], ['./data'], [data], [path.join(data, '../src/../data')]])(
    '%s means ours alone',
    (folder) => {
      expect(ownTexts(folder)).toBeUndefined();
    },
  );

  it('any other folder is a group’s own', () => {
    expect(ownTexts('texts')).toBe('texts');
  });
});
