import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadExplainers } from '../../src/explainers/load.js';
import { meaningSum, missingTranslations, textSum } from '../../src/explainers/translations.js';
import { complaints, copyOfData, data, explainer, folderWith } from './content.js';
import { COMPLETE, ENGLISH } from './languages.js';

const english = { title: 'A title', summary: 'In one line.', body: 'Some words.' };
const sum = textSum(english);
const spanish = (changes: Record<string, string> = {}) =>
  explainer({ title: 'title: Un título', aliases: 'aliases: []', ...changes }, 'Unas palabras.\n');

describe('the checksum of what is translated', () => {
  it('is eight digits, the same however a text is spaced and encoded', () => {
    expect(sum).toMatch(/^[0-9a-f]{8}$/u);
    expect(textSum({ ...english, body: '  Some\n\nwords. ' })).toBe(sum);
    expect(meaningSum({ meaning: 'cafe\u0301 ' })).toBe(meaningSum({ meaning: 'café' }));
  });

  it.each(['title', 'summary', 'body'] as const)('changes with the %s', (part) => {
    expect(textSum({ ...english, [part]: 'Something else.' })).not.toBe(sum);
  });

  it('changes where words move from one part to another', () => {
    expect(textSum({ ...english, title: 'A', summary: 'title In one line.' })).not.toBe(sum);
  });
});

describe('a translation', () => {
  const files = (translates: string, more: Record<string, string> = {}) =>
    folderWith({
      'explainers/en/one.md': explainer(),
      'explainers/es/one.md': spanish({ translates, ...more }),
    });
  const last = 'explainers/es/one.md:9:';

  it('made from the English text as it is, is in order', async () => {
    expect(await complaints(await files(`translates: "${sum}"`))).toEqual([]);
  });

  it('that does not say what it was made from is not asked: it may be a group’s own', async () => {
    expect(await complaints(await files(''))).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['title', { title: 'title: Another' }, 'Some words.\n'],
    ['summary', { summary: 'summary: In another line.' }, 'Some words.\n'],
    ['body', {}, 'Some other words.\n'],
  ])(
    'is refused once the %s of the English text has changed, with what to write',
    async (_what, front, body) => {
      const folder = await files(`translates: "${sum}"`);
      await writeFile(path.join(folder, 'explainers/en/one.md'), explainer(front, body));
      const [now] = (await complaintsOf(folder, last)).map(
        (line) => /write "([0-9a-f]{8})" here$/u.exec(line)?.[1],
      );
      expect(await complaints(folder)).toEqual([
        `${last} the English text has changed since this translation was made - read the English text again, correct this one, then write "${now ?? ''}" here`,
      ]);
      // Doing what it says puts it right.
      await writeFile(
        path.join(folder, 'explainers/es/one.md'),
        spanish({ translates: `translates: "${now ?? ''}"` }),
      );
      expect(await complaints(folder)).toEqual([]);
    },
  );

  it.each([
    ['aliases', { aliases: 'aliases: [new word]' }],
    ['fits', { fits: 'fits: [new phrase]' }],
    ['order', { order: 'order: 7' }],
  ])('stays in order when only %s of the English text change', async (_what, front) => {
    const folder = await files(`translates: "${sum}"`);
    await writeFile(path.join(folder, 'explainers/en/one.md'), explainer(front));
    expect(await complaints(folder)).toEqual([]);
  });

  it.each([
    ['digits without quotes', 'translates: 12345678', 'is not text'],
    ['too little', 'translates: "3f9a01"', 'does not have the right form'],
    ['capitals', 'translates: "3F9A01C2"', 'does not have the right form'],
  ])('with %s is refused', async (_what, line, wrong) => {
    expect(await complaints(await files(line))).toEqual([
      `${last} "translates" ${wrong} - write the 8 characters of the checksum of the English text in quotes, like "3f9a01c2"`,
    ]);
  });

  it('of a topic that there is not in English is refused, and so is an English one', async () => {
    const folder = await files(`translates: "${sum}"`);
    await writeFile(
      path.join(folder, 'explainers/es/two.md'),
      spanish({ title: 'title: Dos', translates: `translates: "${sum}"` }),
    );
    await writeFile(
      path.join(folder, 'explainers/en/one.md'),
      explainer({ translates: `translates: "${sum}"` }),
    );
    expect(await complaints(folder)).toEqual([
      'explainers/en/one.md:9: an English text is no translation - remove this line',
      'explainers/es/two.md:9: there is no English text of this topic - remove this line, or name the file like the English one',
    ]);
  });

  it('of ours that a group made is checked against ours, and of theirs against theirs', async () => {
    const ours = await folderWith({ 'explainers/en/one.md': explainer() });
    const own = await folderWith({
      'explainers/en/two.md': explainer({ title: 'title: Two', aliases: 'aliases: []' }, 'Theirs.\n'),
      'explainers/es/one.md': spanish({ translates: 'translates: "00000000"' }),
      'explainers/es/two.md': spanish({ title: 'title: Dos', translates: 'translates: "00000000"' }),
    });
    const theirs = textSum({ title: 'Two', summary: english.summary, body: 'Theirs.' });
    await expect(loadExplainers(ours, own)).rejects.toMatchObject({
      problems: [sum, theirs].map((now) => ({
        line: 9,
        hint: expect.stringContaining(`write "${now}" here`) as string,
      })),
    });
  });
});

describe('a word of the glossary', () => {
  const meaning = 'By force.';
  const now = meaningSum({ meaning });
  const words = (english: string, ...lines: string[]) =>
    folderWith({
      'explainers/en/one.md': explainer(),
      'glossary/en.yaml': `words:\n  - { word: coup, meaning: ${english} }\n`,
      'glossary/es.yaml': `words:\n  - word: golpe\n    meaning: Por la fuerza.\n${lines.map((line) => `    ${line}\n`).join('')}`,
    });

  it.each<[string, string, string[], string[]]>([
    ['that is up to date', meaning, ['of: coup', `translates: "${now}"`], []],
    ['of a group’s own', meaning, [], []],
    [
      'whose English meaning has changed',
      'By cunning.',
      ['of: coup', `translates: "${now}"`],
      [
        `5: the meaning of "coup" has changed since this translation was made - read the English meaning again, correct this one, then write "${meaningSum({ meaning: 'By cunning.' })}" here`,
      ],
    ],
    [
      'whose English word is gone',
      meaning,
      ['of: coups', `translates: "${now}"`],
      [
        '4: there is no English word "coups" - write it as it stands in the English glossary, or remove "of" and "translates"',
      ],
    ],
    [
      'that does not say of which word',
      meaning,
      [`translates: "${now}"`],
      ['4: does not say which word it translates - add "of" with the word as it stands in English'],
    ],
    [
      'with a checksum that is none',
      meaning,
      ['of: coup', 'translates: 12345678'],
      [
        '5: "words[1].translates" is not text - write the 8 characters of the checksum of the English meaning in quotes, like "3f9a01c2"',
      ],
    ],
  ])('%s', async (_what, english, lines, expected) => {
    const folder = await words(english, ...lines);
    expect(await complaints(folder)).toEqual(expected.map((line) => `glossary/es.yaml:${line}`));
  });

  it('in English is no translation', async () => {
    const folder = await folderWith({
      'explainers/en/one.md': explainer(),
      'glossary/en.yaml': 'words:\n  - { word: coup, meaning: By force., of: coup }\n',
    });
    expect(await complaints(folder)).toEqual([
      'glossary/en.yaml:2: an English word is no translation - remove "of" and "translates"',
    ]);
  });
});

describe.each(COMPLETE.filter((one) => one !== ENGLISH))('our own texts in $locale', ({ locale }) => {
  it('are all there, and all say what they were made from', async () => {
    expect(missingTranslations(await loadExplainers(data), locale)).toEqual([]);
  });

  it('are out of date once a word of an English one changes', async () => {
    const folder = await copyOfData();
    const file = path.join(folder, 'explainers/en/military.md');
    await writeFile(file, (await readFile(file, 'utf8')).replace('did not count on', 'never counted on'));
    const found = await complaints(folder);
    const stale = `explainers/${locale}/military.md:`;
    expect(found.filter((line) => line.startsWith(stale))).toHaveLength(1);
    expect(found).toHaveLength(COMPLETE.length - 1);
    expect(found[0]).toMatch(/: the English text has changed since this translation was made - /u);
  });

  it('would be missed, named one by one', async () => {
    const folder = await copyOfData();
    await rm(path.join(folder, `explainers/${locale}/the-call.md`));
    const text = path.join(folder, `explainers/${locale}/military.md`);
    await writeFile(text, (await readFile(text, 'utf8')).replace(/^translates: .*\n/mu, ''));
    const glossary = path.join(folder, `glossary/${locale}.yaml`);
    const words = await readFile(glossary, 'utf8');
    await writeFile(
      glossary,
      words
        .replace(/ {2}- word: .*\n {4}of: exile\n(?: {4}.*\n)+/u, '')
        .replace(/(?<=of: coup\n(?: {4}.*\n)*?) {4}translates: .*\n/u, ''),
    );
    const library = await loadExplainers(folder);
    const military = library.get('military', 'en');
    const coup = library.word('coup', 'en')?.word;
    if (military === undefined || coup === undefined) throw new Error('These are there in English.');
    expect(missingTranslations(library, locale)).toEqual([
      `The text of "military" in "${locale}" lacks the line: translates: "${textSum(military)}"`,
      `There is no text of "the-call" in "${locale}".`,
      `The word of "coup" in "${locale}" lacks the line: translates: "${meaningSum(coup)}"`,
      `The glossary in "${locale}" has no word of "exile".`,
    ]);
  });
});

describe('a language without texts', () => {
  it('lacks all of them', async () => {
    const library = await loadExplainers(data);
    expect(missingTranslations(library, 'eo')).toHaveLength(
      library.contents('en').length + library.words('en').length,
    );
  });
});

/** Those complaints that begin like this. */
async function complaintsOf(folder: string, start: string): Promise<string[]> {
  return (await complaints(folder)).filter((line) => line.startsWith(start));
}
