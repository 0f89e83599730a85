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
