import type { Random } from '../random.js';

/** The longest line that can be stored (product section 4). */
export const LONGEST = 100;

/** What somebody might type, or name a server, to break out of where it is written. */
const FRAGMENTS: Readonly<Record<string, readonly string[]>> = {
  formula: ['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example","x")'],
  'wide formula': ['＝1+1', '＋1', '－1', '＠SUM(A1)', '﹢1', '﹣1', '﹦1', '﹫1'],
  'hidden formula': [
    '\t=1',
    '\r=1',
    '\n=1',
    '\u0000=1',
    '\u00A0=1',
    '\u3000=1',
    '\u200D=1',
    '\uFEFF=1',
    ' =1',
  ],
  'other cells': [
    'x;=1',
    'x,=1',
    'x\t=1',
    'x|=1',
    '";=1;"',
    '",=1,"',
    '"\r\n=1,2',
    "';=1",
    '”;=1',
    '""=1',
    '" =1',
  ],
  breaks: ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f', '\r\n\r\n', '\n '],
  controls: ['\u0000', '\u0007', '\u001B[2J', '\u007F', '\u009B31m', '\b\b\b', '\u0001'],
  direction: ['\u202E', '\u202D', '\u2066', '\u2067\u2069', '\u200F', '\u061C', '\u202Aabc\u202C'],
  'no width': [
    '\u200B',
    '\u2060',
    '\u00AD',
    '\u3164',
    '\u{E0041}',
    '\uFE0F',
    '\u200C',
    '\u200D\u200D',
    '\u034F',
  ],
  marks: ['\u0301'.repeat(40), 'Z\u0351\u036B\u0343\u036A\u0302'.repeat(6), '\u0483\u0489', 'ก็็็็็็็็', '\u20DD'],
  scripts: [
    'اتحاد',
    'איגוד',
    'Ελλάς',
    'Профсоюз',
    '学生会',
    'संघ',
    'ﷺ',
    '﷽'.repeat(4),
    '𒐫',
    'می‌خواهم',
    'क्‍ष',
  ],
  pictures: ['🌹', '👩‍👩‍👧', '🏴\u{E0067}\u{E007F}', '☭\uFE0F', '1\uFE0F\u20E3', '🇩🇪', '👍🏿'],
  'no characters': ['\uD800', '\uDC00', '\uFFFE', '\uFDD0', '\u{10FFFF}', '\uE000', '\u0378', '\uFFFD'],
  markup: [
    '<svg onload=alert(1)>',
    '<image href="https://evil.example"/>',
    '&lt;',
    ']]>',
    '<!ENTITY x SYSTEM "file:///">',
  ],
  addresses: [
    'https://evil.example/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
  ],
  calendar: [
    ...[
      '\r\nATTACH:https://evil.example',
      '\nURL:https://evil.example',
      '\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n',
    ],
    ...[
      'BEGIN:VALARM',
      ';VALUE=URI:x',
      '\\n',
      '\\,',
      '\\',
      '\\\\;',
      ':',
      '"',
      '^n',
      '\r\n X',
      'DTSTART:20270101',
    ],
  ],
  places: [
    '{{name}}',
    '$t(common:language)',
    '%s',
    '${x}',
    '../../etc',
    '\\u0000',
    '%0A',
    '@everyone',
    '<@1>',
  ],
  long: [
    'W'.repeat(100),
    'i'.repeat(100),
    'WWW '.repeat(25),
    'Ä'.repeat(60),
    ' '.repeat(50),
    'ß'.repeat(100),
  ],
  harmless: ['Tenants', 'Dockworkers’ Branch 4', 'Picket', 'of', 'and', ' ', '.', '12'],
};
const KINDS = Object.keys(FRAGMENTS);

/** One to six fragments, cut as a line is; never only what cannot be seen, because that is not stored. */
export function hostileText(random: Random): string {
  for (;;) {
    const parts = Array.from({ length: random.between(1, 6) }, () => fragment(random));
    const text = parts.join('').slice(0, LONGEST);
    if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return text;
  }
}

function fragment(random: Random): string {
  if (random.next() < 0.1) return anything(random);
  return random.pick(FRAGMENTS[random.pick(KINDS)]!);
}

/** Any code units at all, of which each kind of plane comes up. */
function anything(random: Random): string {
  const most = random.pick([0x7f, 0x2ff, 0x20ff, 0xffff]);
  return (
    String.fromCharCode(...Array.from({ length: random.between(1, 20) }, () => random.between(0, most)))
      // No Discord ids: those are refused long before.
      .replace(/\d{10,}/gu, '')
  );
}
