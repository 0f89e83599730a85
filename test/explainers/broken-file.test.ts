import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksums, complaints, explainer, folderWith } from './content.js';

const one = 'explainers/en/one.md';

describe('a file that cannot be used names file and line, what is wrong and what to do', () => {
  const cases: [string, string, string[]][] = [
    [
      'no front matter',
      'Just text.\n',
      ['1: does not begin with front matter - put title, aliases and the rest between two lines of ---'],
    ],
    [
      'front matter without end',
      '---\ntitle: A title\n',
      ['1: the front matter does not end - put title, aliases and the rest between two lines of ---'],
    ],
    [
      'empty front matter',
      '---\n---\nText.\n',
      ['2: is not a list of "key: value" lines - start with "title: ..."'],
    ],
    [
      'a list as front matter',
      '---\n- title\n---\nText.\n',
      ['2: is not a list of "key: value" lines - start with "title: ..."'],
    ],
    [
      'no title',
      explainer({ title: '' }),
      ['2: "title" is missing - write it in one line of at most 256 characters'],
    ],
    [
      'an empty title',
      explainer({ title: "title: ' '" }),
      ['2: "title" is empty - write it in one line of at most 256 characters'],
    ],
    [
      'a title too long',
      explainer({ title: `title: ${'t'.repeat(257)}` }),
      ['2: "title" is more than 256 characters - write it in one line of at most 256 characters'],
    ],
    [
      'a title in two lines',
      explainer({ title: 'title: "one\\ntwo"' }),
      ['2: "title" does not have the right form - write it in one line of at most 256 characters'],
    ],
    [
      'a title that runs backwards',
      explainer({ title: 'title: "one \\u202e two"' }),
      ['2: "title" does not have the right form - write it in one line of at most 256 characters'],
    ],
    [
      'a number as title',
      explainer({ title: 'title: 1848' }),
      ['2: "title" is not text - write it in one line of at most 256 characters'],
    ],
    [
      'aliases that are no list',
      explainer({ aliases: 'aliases: word' }),
      [
        '3: "aliases" is not a list - list other words for it, each in at most 100 characters, like [joint action, alliance]',
      ],
    ],
    [
      'an alias that is no text',
      explainer({ aliases: 'aliases:\n  - word\n  - [a]' }),
      [
        '5: "aliases[2]" is not text - list other words for it, each in at most 100 characters, like [joint action, alliance]',
      ],
    ],
    [
      'a summary too long',
      explainer({ summary: `summary: ${'s'.repeat(101)}` }),
      ['4: "summary" is more than 100 characters - write it in one line of at most 100 characters'],
    ],
    [
      'no list of sections',
      explainer({ sections: '', checksums: 'checksums: {}' }),
      [
        '2: "sections" is missing - list the numbers of the article sections it is drawn from, like [7, 10]; [] for none',
      ],
    ],
    [
      'a checksum though it is drawn from no section',
      explainer({ sections: 'sections: []' }),
      [
        '6: there is a checksum for section 1, which is not listed - add it to sections, or remove the checksum',
      ],
    ],
    [
      'a phrase that fits and is no text',
      explainer({ fits: 'fits: [leaflet, 7]' }),
      [
        '9: "fits[2]" is not text - list words by which a proposal says how it is done, like [leaflet, street stall]',
      ],
    ],
    [
      'a section that is no number',
      explainer({ sections: 'sections: [one]' }),
      [
        '5: "sections[1]" is not a number - list the numbers of the article sections it is drawn from, like [7, 10]; [] for none',
      ],
    ],
    [
      'an unknown section',
      explainer({ sections: 'sections: [1, 9]' }),
      [
        '5: section 9 is not in article.yaml - read what became of it, correct the text, then list the sections it is drawn from now',
      ],
    ],
    [
      'a section twice',
      explainer({ sections: 'sections: [1, 1]' }),
      ['5: section 1 is listed twice - remove one of them'],
    ],
    [
      'a section that is left out',
      explainer({ sections: 'sections: [1, 3]' }),
      ['5: section 3 is left out in article.yaml - leave out what was drawn from it'],
    ],
    [
      'a section without checksum',
      explainer({ sections: 'sections: [1, 2]' }),
      [
        `5: section 2 has no checksum - add "2: ${checksums[2]}" to checksums once the text agrees with the section`,
      ],
    ],
    [
      'a checksum of a changed section',
      explainer({ checksums: `checksums:\n  1: ${checksums[2]}` }),
      [
        `7: section 1 has changed since this text was written - read it again, correct the text, then write ${checksums[1]} here`,
      ],
    ],
    [
      'a checksum without section',
      explainer({ checksums: `checksums:\n  1: ${checksums[1]}\n  2: ${checksums[2]}` }),
      [
        '8: there is a checksum for section 2, which is not listed - add it to sections, or remove the checksum',
      ],
    ],
    [
      'a checksum for no number',
      explainer({ checksums: `checksums:\n  one: ${checksums[1]}` }),
      [
        '7: "checksums.one" does not have the right form - write, for each section, its number and its checksum from article.yaml',
      ],
    ],
    [
      'a checksum too short',
      explainer({ checksums: 'checksums: { 1: abc }' }),
      [
        '6: "checksums.1" does not have the right form - write, for each section, its number and its checksum from article.yaml',
      ],
    ],
    [
      'a related topic that is none',
      explainer({ related: 'related:\n  - two' }),
      ['8: there is no topic "two" - correct its spelling, remove it, or add a file for it'],
    ],
    [
      'itself as related',
      explainer({ related: 'related: [one]' }),
      ['7: "one" is related to itself - remove it'],
    ],
    [
      'a related path',
      explainer({ related: 'related: [../../secret]' }),
      [
        '7: "related[1]" does not have the right form - list topics, that is names of files without .md, like [general-strike]',
      ],
    ],
    [
      'an order that is no number',
      explainer({ order: 'order: first' }),
      ['8: "order" is not a number - give its place in the contents as a whole number from 0'],
    ],
    [
      'an order below zero',
      explainer({ order: 'order: -1' }),
      ['8: "order" is less than 0 - give its place in the contents as a whole number from 0'],
    ],
    [
      'an unknown key',
      explainer({ author: 'author: me' }),
      ['9: "author" is not a known key - remove it, or correct its spelling'],
    ],
    [
      'a key twice',
      explainer({ again: 'title: Another' }),
      ['9: this key is there twice - remove one of the two'],
    ],
    [
      'a colon in unquoted text',
      explainer({ title: 'title: One: two' }),
      [
        '2: cannot be read as YAML: Nested mappings are not allowed in compact mappings - correct the line; quote text with : or #',
      ],
    ],
    [
      'an alias twice',
      explainer({ aliases: 'aliases:\n  - word\n  - Wörd!' }),
      ['5: "Wörd!" is already a name in explainers/en/one.md:4 - use each name once in a language'],
    ],
    [
      'an alias of signs',
      explainer({ aliases: 'aliases: ["?!"]' }),
      ['3: "?!" has no letter or digit - write a word by which people can find it'],
    ],
    ['no text', explainer({}, '\n \n'), ['9: has no text - write the explainer below the second ---']],
    [
      'a text too long',
      explainer({}, 'b'.repeat(4097)),
      ['10: the text has 4097 characters, Discord shows 4096 - shorten it, or split it into two topics'],
    ],
    [
      'control characters in the text',
      explainer({}, 'fine\nnot \u0007 fine\n'),
      ['12: has control or direction characters - type the line again without them'],
    ],
  ];

  it.each(cases)('%s', async (_what, text, expected) => {
    const folder = await folderWith({ [one]: text });
    if (!text.includes('title: A title') || expected.some((line) => line.includes('front matter'))) {
      // English must have some text besides the broken one; it does not matter for what is said.
      await writeFile(
        path.join(folder, 'explainers/en/other.md'),
        explainer({ title: 'title: Z', aliases: 'aliases: []' }),
      );
    }
    expect(await complaints(folder)).toEqual(expected.map((line) => `${one}:${line}`));
  });

  it('all problems of all files are told at once', async () => {
    const folder = await folderWith({
      [one]: explainer({ title: 'title: 1', order: 'order: x' }),
      'explainers/en/two.md': 'nothing',
    });
    expect((await complaints(folder)).map((line) => line.split(': ')[0])).toEqual([
      `${one}:2`,
      `${one}:8`,
      'explainers/en/two.md:1',
    ]);
  });
});
