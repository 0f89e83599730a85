import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaints, explainer, folderWith } from './content.js';

const one = 'explainers/en/one.md';
const other = { 'explainers/en/other.md': explainer({ title: 'title: Z', aliases: 'aliases: []' }) };
const NO_TOPIC =
  ':1: is not named like a topic - use up to 60 of a-z, 0-9 and -, then .md: general-strike.md';
const NO_LANGUAGE = ':1: is not named after a language - name the folder like "en" or "pt-BR"';

describe('a file that is none is refused', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', ':1: does not begin with front matter'],
    ['nothing but a byte order mark', '\uFEFF', ':1: does not begin with front matter'],
    ['a space before the front matter', ` ${explainer()}`, ':1: does not begin with front matter'],
    ['front matter and no more', explainer({}, ''), ':9: has no text'],
    ['one megabyte', explainer({}, 'b'.repeat(1024 * 1024)), ':1: is larger than 64 KB'],
    [
      'one megabyte of front matter',
      explainer({ x: `x: ${'y'.repeat(1024 * 1024)}` }),
      ':1: is larger than 64 KB',
    ],
    [
      'a text one letter too long',
      explainer({}, `${'b'.repeat(4096)}c`),
      ':10: the text has 4097 characters',
    ],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
      ':1: is not UTF-8 text',
    ],
    ['UTF-16', Buffer.from(explainer(), 'utf16le'), ':1: does not begin with front matter'],
    [
      'half a character',
      Buffer.concat([Buffer.from(explainer()), Buffer.from([0xe2, 0x82])]),
      ':1: is not UTF-8',
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from(explainer()), Buffer.from([0xed, 0xa0, 0x80])]),
      ':1: is not',
    ],
    ['NUL in the text', explainer({}, 'a\0b'), ':11: has control or direction characters'],
    [
      'an escape in the text',
      explainer({}, 'a\n\u001b]8;;x\u0007b'),
      ':12: has control or direction characters',
    ],
    [
      'a direction override in the text',
      explainer({}, 'a\n\na\u202eb'),
      ':13: has control or direction characters',
    ],
    ['a line separator in the text', explainer({}, 'a\u2028b'), ':11: has control or direction characters'],
  ])('%s', async (_what, text, expected) => {
    const [first, ...more] = await complaints(await folderWith({ ...other, [one]: text }));
    expect(first?.slice(0, one.length + expected.length)).toBe(one + expected);
    expect(more).toEqual([]);
  });
});

describe('a name that is none is refused', () => {
  it.each([
    ['..md', undefined],
    ['...md', undefined],
    ['..%2fone.md', undefined],
    ['%2e%2e.md', `explainers/en/%2e%2e.md${NO_TOPIC}`],
    ['__proto__.md', `explainers/en/__proto__.md${NO_TOPIC}`],
    ['One.md', `explainers/en/One.md${NO_TOPIC}`],
    ['one.MD', `explainers/en/one.MD${NO_TOPIC}`],
    ['one .md', `explainers/en/one .md${NO_TOPIC}`],
    ['one.md.md', `explainers/en/one.md.md${NO_TOPIC}`],
    ['one.md~', `explainers/en/one.md~${NO_TOPIC}`],
    ['one\\two.md', undefined],
    ['оne.md', `explainers/en/оne.md${NO_TOPIC}`],
    ['ｏne.md', `explainers/en/ｏne.md${NO_TOPIC}`],
    ['one\u200b.md', `explainers/en/one\\u{200b}.md${NO_TOPIC}`],
    ['one\n.md:1: fine.md', `explainers/en/one\\u{a}.md:1: fine.md${NO_TOPIC}`],
    ['\u202edm.eno', `explainers/en/\\u{202e}dm.eno${NO_TOPIC}`],
    ['\u001b[2J.md', `explainers/en/\\u{1b}[2J.md${NO_TOPIC}`],
    [`${'a'.repeat(252)}.md`, `explainers/en/${'a'.repeat(252)}.md${NO_TOPIC}`],
  ])('of a topic: %j', async (name, expected) => {
    const found = await complaints(await folderWith({ ...other, [`explainers/en/${name}`]: explainer() }));
    // Names that begin with a dot are hidden files; a backslash divides folders on some systems.
    if (expected !== undefined) expect(found).toEqual([expected]);
    else expect(found.every((line) => line.endsWith(NO_TOPIC))).toBe(true);
  });

  it.each([
    'EN',
    'e',
    'engl',
    'en_US',
    'en-us',
    'en-USA',
    'en-12',
    'en ',
    '__proto__',
    'constructor',
    'en.',
    '%2e%2e',
    'еn',
  ])('of a language: %j', async (name) => {
    const folder = await folderWith({ ...other, [`explainers/${name}/one.md`]: explainer() });
    expect(await complaints(folder)).toEqual([`explainers/${name}${NO_LANGUAGE}`]);
  });

  it.each(['EN.yaml', 'e.yaml', '__proto__.yaml', '..en.yaml', 'en.yml', 'en.yaml.yaml'])(
    'of a glossary: %j',
    async (name) => {
      const folder = await folderWith({ ...other, [`glossary/${name}`]: 'words: []' });
      const hidden = name.startsWith('.');
      const refused = `glossary/${name}:1: is not named after a language - name the file like "en.yaml" or "pt-BR.yaml"`;
      expect(await complaints(folder)).toEqual(hidden ? [] : [refused]);
    },
  );
});

describe('what is no file is refused without being opened', () => {
  async function withIn(make: (file: string) => Promise<unknown>): Promise<string[]> {
    const folder = await folderWith(other);
    await make(path.join(folder, one));
    return complaints(folder);
  }
  const LEADS_OUT = `${one}:1: is a link that leads out of the folder - put the file itself here`;

  it('a pipe that nobody writes into', async () => {
    const make = (file: string) => Promise.resolve(execFileSync('mkfifo', [file]));
    expect(await withIn(make)).toEqual([`${one}:1: is not a file - put a text file here`]);
  });

  it('a folder named like a topic', async () => {
    expect(await withIn((file) => mkdir(file))).toEqual([`${one}:1: is not a file - put a text file here`]);
  });

  it.each([
    ['itself', 'one.md'],
    ['a device', '/dev/zero'],
    ['the folder above', '../../..'],
    ['a process', '/proc/self/environ'],
  ])('a link to %s', async (_what, target) => {
    expect(await withIn((file) => symlink(target, file))).toEqual([LEADS_OUT]);
  });

  it('two links in a ring', async () => {
    const ring = async (file: string) => {
      await symlink('two.md', file);
      await symlink('one.md', path.join(path.dirname(file), 'two.md'));
    };
    expect(await withIn(ring)).toEqual([LEADS_OUT, LEADS_OUT.replace('one.md', 'two.md')]);
  });

  it('a language that is a link to the folder it is in', async () => {
    const make = (file: string) => symlink('.', path.join(path.dirname(file), '../fr'));
    expect(await withIn(make)).toEqual([
      'explainers/fr:1: is a link that leads out of the folder - put the folder itself here',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('a file that is not ours to read', async () => {
    const make = async (file: string) => {
      await writeFile(file, explainer());
      await chmod(file, 0);
    };
    expect(await withIn(make)).toEqual([`${one}:1: cannot be read - let the user that runs the bot read it`]);
  });

  it('a pipe in place of the map of the article', async () => {
    const folder = await folderWith(other);
    await rm(path.join(folder, 'article.yaml'));
    execFileSync('mkfifo', [path.join(folder, 'article.yaml')]);
    expect(await complaints(folder)).toEqual(['article.yaml:1: is not a file - put a text file here']);
  });
});
