import { hostileText } from '../hostile/texts.js';
import type { Random } from '../random.js';

const MARKUP = [
  ...[
    '[union.org](https://evil.example)',
    '[a](<https://evil.example>)',
    '\\[a](https://evil.example)',
    '](https://e.example)',
  ],
  ...[
    'https://a.example/](https://evil.example)',
    '<https://evil.example>',
    '[a]\u200B(https://evil.example)',
    '[a][b]',
  ],
  ...[
    '@everyone',
    '@here',
    '<@1999999999999999991>',
    '<@&1999999999999999992>',
    '<@!1999999999999999991>',
    '@\u200Beveryone',
  ],
  ...[
    '<#1999999999999999993>',
    '</help:1999999999999999994>',
    '<t:0:R>',
    '<id:guide>',
    '<:a:1999999999999999991>',
  ],
  ...[
    '# head',
    '> quote',
    '>>> quote',
    '- item',
    '1. first',
    '-# small',
    '```',
    '``',
    '||',
    '**',
    '__',
    '~~',
    '\\',
    '\\\\',
  ],
  ...[
    '\n# head',
    '\n\n\n\n',
    '\u202Egnp.exe',
    'a\u2066b\u2069',
    'a\u200Db',
    '\u{E0041}',
    '\u3164',
    '\uD83D',
    'é'.normalize('NFD'),
  ],
];

/** What somebody types who wants to ping, to hide a link, to turn what is read, or to break what shows it. */
export function typedText(random: Random): string {
  const parts = Array.from({ length: random.between(1, 4) }, () =>
    random.next() < 0.5 ? random.pick(MARKUP) : hostileText(random),
  );
  const text = parts.join(random.pick(['', ' ', '\n']));
  return random.next() < 0.03 ? text.padEnd(random.pick([101, 501, 4_000]), text || 'x') : text;
}
