import type { Random } from '../random.js';
import { edited, leavesOf, type Leaf, type Path, type Plain } from './plain.js';

/** A record, changed. May come out as it was; the caller then tries again. */
export type Mutation = (random: Random, record: string, other: string) => string;

/** Everything that could be done to a record without the key. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'one bit flipped': (random, record) => {
    const bytes = Buffer.from(record, 'utf8');
    const at = random.between(0, bytes.length - 1);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.between(0, 7)), at);
    return bytes.toString('utf8');
  },
  'a character changed, lost or doubled': (random, record) => {
    const at = random.between(0, record.length - 1);
    const instead = random.pick(['', record[at]! + record[at]!, random.pick([...'0189azAZ"{}[],: '])]);
    return record.slice(0, at) + instead + record.slice(at + 1);
  },
  'cut off, or with something behind it': (random, record, other) =>
    random.pick([
      record.slice(0, random.between(0, record.length - 1)),
      record + random.pick(['\n\n', ' ', '\u0000', ',', '{}', '//', '\uFEFF', other]),
      random.pick([' ', '\n', '\uFEFF', '[', 'null']) + record,
    ]),
  'a field edited': (random, record) => {
    const [path, value] = random.pick(leavesOf(parse(record)));
    return write(edited(parse(record), path, () => otherValue(random, value)));
  },
  'a field dropped': (random, record) => {
    const paths = leavesOf(parse(record)).map(([path]) => path);
    const path = random.pick(paths).slice(0, random.between(1, 5));
    return write(edited(parse(record), path, () => undefined));
  },
  'a field added': (random, record) => {
    const names = ['note', '', 'Agreed', '__proto__', 'constructor', 'prototype', 'toString', 'userId'];
    const field = `${JSON.stringify(random.pick(names))}:${random.pick(['1', '{}', 'true', '{"agreed":true}'])}`;
    // Into any object, as text: whatever the name means to a program, it gets there.
    return insertedBehind(random, record, '{', (next) => (next === '}' ? field : `${field},`));
  },
  'a field twice': (random, record) => {
    const fields = [...record.matchAll(/"[a-z]+":(?:\d+|true|false|"[^"\\]*")(?=[,}])/giu)];
    const found = random.pick(fields);
    const [name = '', value = ''] = found[0].split(/:(.*)/su);
    const twice = `${name}:${random.pick([value, value === 'true' ? 'false' : 'true', '0', '"out"'])}`;
    const [first, second] = random.shuffled([found[0], twice]);
    return replacedAt(record, found.index, found[0].length, `${String(first)},${String(second)}`);
  },
  'organisations in another order, dropped or doubled': (random, record) =>
    write(
      edited(parse(record), ['content', 'organisations'], (value) => {
        const list = value as Plain[];
        if (list.length === 0) return list;
        return random.pick([
          () => random.shuffled(list),
          () => list.slice(1),
          () => list.slice(0, -1),
          () => [...list, random.pick(list)],
        ])();
      }),
    ),
  'totals swapped, moved, withheld or made up': (random, record) =>
    inOrganisation(random, record, (one, another) => {
      const { totals } = one;
      if (totals === 'withheld') return { ...one, totals: { turnout: 0, for: 0, against: 0, abstain: 0 } };
      const shown = totals as Record<string, number>;
      return random.pick([
        { ...one, totals: 'withheld' },
        { ...one, totals: another.totals! },
        { ...one, totals: { ...shown, for: shown.against!, against: shown.for! } },
        { ...one, totals: { ...shown, for: shown.for! + 1, turnout: shown.turnout! + 1 } },
      ]);
    }),
  'another rule': (random, record) =>
    inOrganisation(random, record, (one, another) => {
      const rule = one.rule as Record<string, Plain>;
      const changed = random.pick<Record<string, Plain>>([
        another.rule as Record<string, Plain>,
        { ...rule, threshold: random.pick(['1/2', '3/5', '2/3', '3/4', 'all']) },
        { ...rule, base: random.pick(['for and against', 'all cast', 'whole roll']) },
        { ...rule, quorum: random.pick<Plain>(['none', { atLeast: 1 }, { share: [1, 3] }]) },
        { ...rule, ballots: random.pick(['open', 'secret']) },
        { ...rule, voters: random.pick(['members', 'delegates']) },
      ]);
      return { ...one, rule: changed };
    }),
  'another position, roll or verdict': (random, record) => {
    const position = random.pick(['in', 'out', 'no quorum']);
    const roll = random.between(0, 1_000);
    const of = (path: Path, value: Plain) => write(edited(parse(record), path, () => value));
    const { content } = parse(record) as { content: { agreed: boolean; needed: number } };
    return random.pick([
      () => inOrganisation(random, record, (one) => ({ ...one, position })),
      () => inOrganisation(random, record, (one) => ({ ...one, roll })),
      () => of(['content', 'agreed'], !content.agreed),
      () => of(['content', 'needed'], content.needed + random.pick([-1, 1])),
    ])();
  },
  'written otherwise, meaning the same': (random, record) =>
    random.pick([
      () => JSON.stringify(parse(record), null, 2),
      () =>
        insertedBehind(random, record, random.pick([',', ':', '{', '[']), () =>
          random.pick([' ', '\n', '\t']),
        ),
      () => JSON.stringify(reversed(parse(record))),
      () => replacedOnce(random, record, /[a-z]/gu, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
      () =>
        replacedOnce(
          random,
          record,
          /(?<=:)\d+(?=[,}])/gu,
          (digits) => `${digits}${random.pick(['.0', 'e0'])}`,
        ),
      () => replacedOnce(random, record, /(?<=:)0(?=[,}])/gu, () => '-0'),
    ])(),
  'letters that look alike': (random, record) => {
    const alike: Record<string, string> = {
      a: 'а',
      e: 'е',
      o: 'о',
      c: 'с',
      p: 'р',
      i: 'і',
      '’': "'",
      Ä: 'A\u0308',
    };
    return replacedOnce(random, record, /[aeocpi’Ä]/gu, (letter) => alike[letter] ?? letter);
  },
  'numbers beyond reason': (random, record) =>
    replacedOnce(random, record, /(?<=:)\d+(?=[,}])/gu, (digits) =>
      random.pick([
        `${digits}1e400`,
        '1e400',
        '9007199254740993',
        `${digits}.5`,
        '-1',
        `"${digits}"`,
        'null',
        'NaN',
      ]),
    ),
  'another key or signature': (random, record, other) => {
    const [one, another] = [record, other].map(
      (text) => parse(text) as Record<'publicKey' | 'signature', string>,
    );
    const field = random.pick(['publicKey', 'signature'] as const);
    const value = one![field];
    const instead = random.pick([
      another!.signature,
      value.replaceAll('=', ''),
      value.replaceAll('+', '-').replaceAll('/', '_'),
      `${value}\n`,
      Buffer.from(value, 'base64').toString('hex'),
      moreThanTheOrder(value),
      Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64'),
      '',
    ]);
    return write(edited(parse(record), [field], () => instead));
  },
};

function parse(record: string): Plain {
  return JSON.parse(record) as Plain;
}

/** Everything keeps its order, which is the canonical one. */
function write(value: Plain): string {
  return JSON.stringify(value);
}

function otherValue(random: Random, value: Leaf): Plain {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + random.pick([-1, 1, 1_000]);
  const text = String(value);
  return random.pick([`${text}.`, text.slice(1), text.toUpperCase(), `${text.slice(0, -1)}Ω`, ` ${text}`]);
}

function inOrganisation(
  random: Random,
  record: string,
  change: (one: Record<string, Plain>, another: Record<string, Plain>) => Record<string, Plain>,
): string {
  return write(
    edited(parse(record), ['content', 'organisations'], (value) => {
      const list = value as Record<string, Plain>[];
      if (list.length === 0) return list;
      const at = random.between(0, list.length - 1);
      return list.map((one, index) => (index === at ? change(one, random.pick(list)) : one));
    }),
  );
}

function reversed(value: Plain): Plain {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

function insertedBehind(
  random: Random,
  text: string,
  mark: string,
  insert: (next: string) => string,
): string {
  const places = text.split('').flatMap((character, at) => (character === mark ? [at + 1] : []));
  if (places.length === 0) return text;
  const at = random.pick(places);
  return replacedAt(text, at, 0, insert(text[at] ?? ''));
}

function replacedOnce(random: Random, text: string, pattern: RegExp, by: (found: string) => string): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const found = random.pick(places);
  return replacedAt(text, found.index, found[0].length, by(found[0]));
}

function replacedAt(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

/** The same signature with the order of the curve added to its number, which careless checks take for as good. */
function moreThanTheOrder(signature: string): string {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== 64) return signature;
  const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
  const number = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order;
  const raised = Buffer.from(number.toString(16).padStart(64, '0').slice(-64), 'hex').reverse();
  return Buffer.concat([bytes.subarray(0, 32), raised]).toString('base64');
}
