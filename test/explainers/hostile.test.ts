import { describe, expect, it } from 'vitest';
import { complaints, explainer, folderWith } from './content.js';

const one = 'explainers/en/one.md';

describe('hostile front matter is refused before anything is built from it', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 20; i += 1) {
    const name = String.fromCharCode(97 + i);
    const next = String.fromCharCode(98 + i);
    bomb.push(`${next}: &${next} [${`*${name}, `.repeat(9)}]`);
  }
  it.each([
    ['__proto__', '__proto__: { title: x }', /:9: the key "__proto__" is not allowed - remove it/u],
    [
      'constructor, deep inside',
      'checksums2: { a: [{ constructor: 1 }] }',
      /:9: the key "constructor" is not allowed/u,
    ],
    ['prototype, quoted', '"prototype": 1', /:9: the key "prototype" is not allowed/u],
    ['an anchor', 'x: &a 1', /:9: anchors \(&\) and aliases \(\*\) are not allowed - write the value out/u],
    ['an alias bomb', bomb.join('\n'), /:9: anchors \(&\) and aliases \(\*\) are not allowed/u],
    ['a tag', 'x: !!js/function "function () {}"', /:9: tags \(!\) are not allowed/u],
    [
      '__proto__ of a list',
      'aliases2: [{ __proto__: { title: x } }]',
      /:9: the key "__proto__" is not allowed/u,
    ],
    ['__proto__ written in escapes', '"\\u005f_proto__": 1', /:9: the key "__proto__" is not allowed/u],
    [
      'constructor, and prototype in it',
      'constructor: { prototype: { title: x } }',
      /:9: the key "constructor" is/u,
    ],
    ['a merge', '<<: { title: x }', /:9: "<<" is not a known key/u],
    ['a tag of YAML’s own', 'x: !!binary aGk=', /:9: tags \(!\) are not allowed/u],
    ['a tag on nothing', 'x: !<tag:yaml.org,2002:js/undefined> ""', /:9: tags \(!\) are not allowed/u],
    ['a directive', '%TAG ! tag:evil.example,2000:', /:9: cannot be read as YAML/u],
    ['a key with commands for a terminal', '"\\u001b[2J": 1', /:9: "\\u\{1b\}\[2J" is not a known key - /u],
    ['a key with a line feed', '"a\\nb.md:1: fine": 1', /:9: "a\\u\{a\}b\.md:1: fine" is not a known key/u],
    ['a key as long as the file', `${'k'.repeat(60_000)}: 1`, /^.{0,40}:9: .{0,450} - [^k]+$/u],
    ['a list as key', '? [a, b]\n: 1', /:9: a list or map cannot be a key/u],
    [
      'a second document',
      '...\ntitle: x',
      /:10: a line of --- or \.\.\. ends the front matter early - remove it/u,
    ],
    ['brackets nested thousands deep', `x: ${'['.repeat(30_000)}`, /:9: is nested too deeply/u],
    [
      'closed brackets nested thousands deep',
      `x: ${'['.repeat(9000)}${']'.repeat(9000)}`,
      /:9: is nested too deeply - use a plain list/u,
    ],
    [
      'brackets that are read and then too deep to walk',
      `x: ${'['.repeat(1500)}${']'.repeat(1500)}`,
      /:\d+: /u,
    ],
  ])('%s', async (_what, line, expected) => {
    const folder = await folderWith({ [one]: explainer({ extra: line }) });
    const started = performance.now();
    const [first = '', ...others] = await complaints(folder);
    expect(others.length).toBeLessThan(5);
    expect(first).toMatch(expected);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(({} as { title?: unknown }).title).toBeUndefined();
  });
});

describe('values of the wrong kind are refused with the line they stand on', () => {
  const cases: [string, string | undefined][] = [
    ['title: 2020-10-01T00:00:00Z # a date is text', undefined],
    ['title: !!timestamp 2020-10-01', ':2: tags (!) are not allowed'],
    ['title: [a]', ':2: "title" is not text'],
    ['title: { a: b }', ':2: "title" is not text'],
    ['title: null', ':2: "title" is not text'],
    ['title: true', ':2: "title" is not text'],
    ['title: |\n  two\n  lines', ':2: "title" does not have the right form'],
    ['title: "a \\0 b"', ':2: "title" does not have the right form'],
    ['title: "a \\u001b[31m b"', ':2: "title" does not have the right form'],
    ['title: "a \\u2028 b"', ':2: "title" does not have the right form'],
    ['title: "a \\uD800 b"', ':2: "title" does not have the right form'],
    ['summary: "a \\u202d b"', ':4: "summary" does not have the right form'],
    ['aliases: { a: b }', ':3: "aliases" is not a list'],
    ['aliases: ["a \\u202e b"]', ':3: "aliases[1]" does not have the right form'],
    [`aliases: [${'a, '.repeat(20_000)}]`, ':3: "aliases" has more than 100 entries'],
    [`aliases: [${'1, '.repeat(20_000)}]`, ':3: "aliases'],
    ['sections: [1e400]', ':5: "sections[1]" is not a number'],
    ['sections: [.nan]', ':5: "sections[1]" is not a number'],
    ['sections: [1.5]', ':5: "sections[1]" is not a whole number'],
    ['sections: [1000]', ':5: "sections[1]" is more than 999'],
    ['sections: ["1"]', ':5: "sections[1]" is not a number'],
    ['checksums: []', ':6: "checksums" is not a map'],
    [
      `checksums: { ${Array.from({ length: 4000 }, (_, at) => `k${at}: 1`).join(', ')} }`,
      ':6: "checksums.k0" ',
    ],
    [
      `order: 1\n${Array.from({ length: 4000 }, (_, at) => `k${at}: 1`).join('\n')}`,
      ':9: "k0" is not a known key',
    ],
    ['checksums: { 1: 0 }', ':6: "checksums.1" is not text'],
    ['checksums: { ../1: x }', ':6: "checksums.../1" does not have the right form'],
    ['related: [../one]', ':7: "related[1]" does not have the right form'],
    ['related: [%2e%2e]', ':7: cannot be read as YAML'],
    ['related: ["%2e%2e"]', ':7: "related[1]" does not have the right form'],
    ['related: ["one\\0.md"]', ':7: "related[1]" does not have the right form'],
    ['related: [оne]', ':7: "related[1]" does not have the right form'],
    ['related: [One]', ':7: "related[1]" does not have the right form'],
    ['related: [constructor]', ':7: there is no topic "constructor"'],
    ['order: 1e400', ':8: "order" is not a number'],
    ['order: -.inf', ':8: "order" is not a number'],
    ['order: .nan', ':8: "order" is not a number'],
    ['order: 9007199254740993', ':8: "order" is more than 9007199254740991'],
    ['order: 0.1', ':8: "order" is not a whole number'],
    ['order: "1"', ':8: "order" is not a number'],
    ['order: 2020-10-01', ':8: "order" is not a number'],
  ];
  it.each(cases.map(([line, expected]) => [line.slice(0, 60), line, expected] as const))(
    '%s',
    async (_beginning, line, expected) => {
      const folder = await folderWith({ [one]: explainer({ [line.split(':')[0] ?? '']: line }) });
      const found = await complaints(folder);
      if (expected === undefined) expect(found).toEqual([]);
      else {
        expect(found[0]?.slice(0, one.length + expected.length)).toBe(one + expected);
        expect(found.length).toBeLessThanOrEqual(21);
      }
    },
  );
});
