import { parse } from 'discord-markdown-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, escapeText, shownText, timestamp } from '../../src/discord/text.js';
import { clean } from '../../src/texts/clean.js';

const RUNS = 3_000;

interface Node {
  type: string;
  content?: string | Node[];
  target?: string;
  /** Of an emoji. */
  name?: string;
}

/** What Discord's Markdown makes of a text, and what of it people read. */
function parsed(text: string): { kinds: string[]; visible: string; links: string[] } {
  const kinds = new Set<string>();
  const links: string[] = [];
  let visible = '';
  const walk = (nodes: Node[]) => {
    for (const node of nodes) {
      kinds.add(node.type);
      if (node.target !== undefined) links.push(node.target);
      if (node.type === 'br' || node.type === 'newline') visible += '\n';
      else if (node.type === 'twemoji') visible += node.name ?? '';
      else if (typeof node.content === 'string') visible += node.content;
      else if (node.content !== undefined) walk(node.content);
    }
  };
  // "extended" is the Markdown of embeds, which take masked links.
  walk(parse(text, 'extended'));
  return { kinds: [...kinds].sort(), visible, links };
}

const PLAIN = ['autolink', 'br', 'newline', 'text', 'twemoji'];

const HOSTILE = [
  '@everyone come now',
  '@here',
  '<@123456789012345678> <@!123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '</proposal list:123456789012345678>',
  '<id:customize>',
  '<t:1700000000:R>',
  '<:strike:123456789012345678> <a:strike:123456789012345678>',
  '[union.org](https://evil.example)',
  '[union.org](<https://evil.example> "title")',
  '[[nested]](https://evil.example)',
  '[a](b) ![c](https://evil.example/d.png)',
  '# Heading',
  '## Heading',
  '### Heading',
  '-# subtext',
  '- item',
  '* item',
  '+ item',
  '1. item',
  '12) item',
  '> quote',
  '>>> all of it',
  '**bold** *italic* _under_ __line__ ***both***',
  '~~gone~~ ||spoiler||',
  '`code` ``code`` ```js\nrun()\n```',
  '```',
  '\\*not italic\\*',
  '\\',
  '\\\\',
  '¯\\_(ツ)_/¯',
  '<script>alert(1)</script>',
  '<https://evil.example|union.org>',
  'a\n# b\n> c\n- d\n1. e\n-# f',
  '  # indented',
  '*_`~|<>[](){}\\#-+>',
  'snake_case_name and __init__',
  '2 * 3 * 4 = 24',
];

describe('typed text is shown as it was typed', () => {
  it.each(HOSTILE)('%j', (typed) => {
    const text = clean(typed, true);
    const { kinds, visible, links } = parsed(escapeText(text));
    expect(kinds.filter((kind) => !PLAIN.includes(kind))).toEqual([]);
    const written = text.match(/https?:\/\//gu) ?? [];
    expect(links.length).toBeLessThanOrEqual(written.length);
    if (written.length === 0) expect(visible).toBe(text);
  });

  it('whatever is typed', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE.filter((text) => !text.includes('://'))),
      fc.constantFrom(...'*_~`|[](){}<>\\#-+.!:@1234567890abc \n\t/&;"\''),
      fc.constantFrom('**', '__', '||', '```', '~~', '-#', '>>>', '<@', '&1>', '](', '@everyone', '@here'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const text = clean(pieces.join(''), true);
        fc.pre(!/https?:\/\//u.test(text));
        const { kinds, visible } = parsed(escapeText(text));
        expect(kinds.filter((kind) => !PLAIN.includes(kind))).toEqual([]);
        expect(visible).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });

  it('also inside a sentence of ours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE), (typed) => {
        const { kinds } = parsed(`“${escapeText(clean(typed))}” is **open**`);
        expect(kinds.filter((kind) => ![...PLAIN, 'strong'].includes(kind))).toEqual([]);
      }),
    );
  });
});

describe('links in typed text', () => {
  it.each([
    ['a plain one', 'https://union.org/call', 'https://union.org/call'],
    ['one in a sentence', 'see https://union.org/call.', 'https://union.org/call'],
    ['one with underscores', 'https://union.org/a_b_c', 'https://union.org/a_b_c'],
    ['one with asterisks', 'https://union.org/a*b*c', 'https://union.org/a%2ab%2ac'],
    ['one with a query', 'https://union.org/?q=a&b=~c~', 'https://union.org/?q=a&b=~c~'],
    ['one after Markdown', '**https://union.org/x**', 'https://union.org/x%2a%2a'],
  ])('%s leads where it says', (_what, typed, target) => {
    const { kinds, links } = parsed(escapeText(clean(typed)));
    expect(links).toEqual([target]);
    expect(kinds.filter((kind) => !PLAIN.includes(kind))).toEqual([]);
  });

  it('show their full target when they were masked', () => {
    const { visible, links } = parsed(escapeText('[union.org](https://evil.example/path)'));
    expect(links).toEqual(['https://evil.example/path']);
    expect(visible).toBe('[union.org](https://evil.example/path)');
  });

  it('show in ASCII which host they lead to, when letters could be mistaken', () => {
    const { visible, links } = parsed(escapeText('https://unіon.org/'));
    expect(links).toEqual(['https://xn--unon-m9d.org/']);
    expect(visible).toBe('https://xn--unon-m9d.org/');
  });

  it('are no links when a name before the host could mislead', () => {
    for (const typed of ['https://union.org@evil.example/', 'https://union.org:x@evil.example/a_b']) {
      const { links, visible } = parsed(escapeText(typed));
      expect(links).toEqual([]);
      expect(visible).toBe(typed);
    }
  });

  it('lead nowhere else, whatever is round them', () => {
    const around = fc
      .array(fc.constantFrom(...'*_~`|[](){}<>\\#-> \n"\''), { maxLength: 6 })
      .map((list) => list.join(''));
    const tail = fc
      .array(fc.constantFrom(...'abc/_*~`|?#=&%-.,;:!'), { maxLength: 12 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(around, tail, around, (before, path, after) => {
        const text = clean(`${before}https://union.org/x${path}${after}`, true);
        const { kinds, links } = parsed(escapeText(text));
        expect(kinds.filter((kind) => !PLAIN.includes(kind))).toEqual([]);
        expect(links).toHaveLength(1);
        expect(new URL(links[0] ?? '').host).toBe('union.org');
      }),
      { numRuns: RUNS },
    );
  });
});

describe('cutting', () => {
  const halved = (text: string) => /\p{Cs}/u.test(text);

  it('leaves alone what fits', () => {
    expect(cut('abc', 3)).toBe('abc');
  });

  it('never exceeds the limit, ends with an ellipsis and never halves a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const short = cut(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(halved(short)).toBe(halved(short) && halved(text));
          if (text.length > max) expect(short.endsWith('…')).toBe(true);
          else expect(short).toBe(text);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('does not keep white space before the ellipsis', () => {
    expect(cut('one two three', 5)).toBe('one…');
  });
});

describe('text shown back in a sentence', () => {
  it('is cleaned, then cut, then escaped', () => {
    expect(shownText('  **a\u202e**  ', 20)).toBe('\\*\\*a\\*\\*');
    expect(shownText('*'.repeat(50), 5)).toBe('\\*\\*\\*\\*…');
  });
});

describe('timestamps', () => {
  it.each([
    ['2027-05-01T08:00:00.000Z', undefined, '<t:1809158400:F>'],
    ['2027-05-01T08:00:00.999Z', 'R', '<t:1809158400:R>'],
    ['1969-12-31T23:59:59.500Z', 't', '<t:-1:t>'],
  ] as const)('of %s are in whole seconds', (instant, style, expected) => {
    expect(timestamp(instant, style)).toBe(expected);
    expect(timestamp(new Date(instant), style)).toBe(expected);
  });
});
