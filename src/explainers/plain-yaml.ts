/**
 * Front matter as nearly everybody writes it: a key and a word or number, a list below it or in brackets, or keys and
 * words below it, indented by two. The YAML library takes a fifth of a millisecond for each of these, which is most of
 * the start of a bot with thousands of texts.
 */
export type PlainMap = Record<string, unknown>;

const keyed = /^([a-z][a-z-]*):(?: (.+))?$/u;
const entry = /^ {2}(?:- (.+)|([a-z][a-z-]*|0|[1-9]\d{0,2}): (.+))$/u;
/** Starts with a letter and has nothing in it that means something in YAML. */
const word = /^\p{L}(?:[\p{L}\p{N} ,.'’“”()/–-]*[\p{L}\p{N}.’”)])?$/u;
const wordInBrackets = /^\p{L}(?:[\p{L}\p{N} .'’“”()/–-]*[\p{L}\p{N}.’”)])?$/u;
const quoted = /^(?:"([^"\\\p{Cc}]*)"|'([^'\p{Cc}]*)')$/u;
const whole = /^(?:0|[1-9]\d{0,8})$/u;
/** Without one of these letters it might be a number with an exponent. */
const checksum = /^(?=.*[abcdf])[0-9a-f]{64}$/u;
/** Words that are values, and names that every object has. */
const special = /^(?:true|false|null|constructor|prototype)$/iu;

/**
 * What the YAML library makes of the text, for a text of this kind; undefined for any other, also for one that is wrong:
 * the library then tells what and where.
 */
export function readPlainYaml(text: string): PlainMap | undefined {
  const map: PlainMap = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, key = '', inline] = keyed.exec(lines[at] ?? '') ?? [];
    if (key === '' || special.test(key) || Object.hasOwn(map, key)) return undefined;
    if (inline !== undefined) {
      const value =
        inline.startsWith('[') || inline.startsWith('{') ? readBrackets(inline) : readScalar(inline, word);
      if (value === undefined) return undefined;
      map[key] = value;
      continue;
    }
    const from = at + 1;
    while ((lines[at + 1] ?? '').startsWith(' ')) at += 1;
    const value = readBelow(lines.slice(from, at + 1));
    if (value === undefined) return undefined;
    map[key] = value;
  }
  return map;
}

/** A list or a map that stands below its key. */
function readBelow(lines: readonly string[]): unknown[] | PlainMap | undefined {
  const list: unknown[] = [];
  const map: PlainMap = {};
  for (const line of lines) {
    const [, item, key = '', value = ''] = entry.exec(line) ?? [];
    const read = readScalar(item ?? value, word);
    if (read === undefined) return undefined;
    if (item !== undefined) list.push(read);
    else if (special.test(key) || Object.hasOwn(map, key)) return undefined;
    else map[key] = read;
  }
  const keys = Object.keys(map).length;
  if (list.length > 0 && keys > 0) return undefined;
  if (list.length > 0) return list;
  return keys > 0 ? map : undefined;
}

function readBrackets(text: string): unknown[] | PlainMap | undefined {
  if (text === '[]') return [];
  if (text === '{}') return {};
  const inside = /^\[(.+)\]$/u.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const list: unknown[] = [];
  for (const item of inside.split(', ')) {
    const read = readScalar(item, wordInBrackets);
    if (read === undefined) return undefined;
    list.push(read);
  }
  return list;
}

function readScalar(text: string, words: RegExp): string | number | undefined {
  if (whole.test(text)) return Number(text);
  const [all, double, single] = quoted.exec(text) ?? [];
  if (all !== undefined) return double ?? single;
  const plain = (words.test(text) && !special.test(text)) || checksum.test(text);
  return plain ? text : undefined;
}
