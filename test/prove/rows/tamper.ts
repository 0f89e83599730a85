import type { Random } from '../random.js';

/** A row as somebody with access to the store finds it. */
export interface Row {
  id: string;
  value: string;
}

/** What there is to put into a row. */
export interface Loot {
  /** Rows of other people on the same text, which stay as they are. */
  others: readonly string[];
  /** The same person's row on the text before it was amended, and on the proposal before this one. */
  earlierText: string | undefined;
  earlierProposal: string | undefined;
}

/** What is written into a row instead; undefined where there is nothing of the kind. */
type Tampering = (random: Random, value: string, loot: Loot) => string | undefined;

/** Ways of changing one row without the key. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'one bit flipped': (random, value) => {
    const bytes = Buffer.from(value, 'base64');
    const at = random.between(0, bytes.length - 1);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.between(0, 7)), at);
    return bytes.toString('base64');
  },
  'cut short or made longer': (random, value) => {
    const bytes = Buffer.from(value, 'base64');
    const cut = bytes.subarray(0, random.between(0, bytes.length - 1));
    return random.pick([cut, Buffer.concat([bytes, Buffer.from([0])])]).toString('base64');
  },
  'bytes by chance': (random, value) => {
    const { length } = Buffer.from(value, 'base64');
    return Buffer.from(Array.from({ length }, () => random.between(0, 255))).toString('base64');
  },
  'no sealed ballot': (random) => random.pick(['', 'for', '{"choice":"for"}', '0'.repeat(200)]),
  'a copy of another person’s': (random, _value, { others }) => random.pick(others),
  'replayed from the text before': (_random, _value, { earlierText }) => earlierText,
  'replayed from another proposal': (_random, _value, { earlierProposal }) => earlierProposal,
};

/** Each row gets what was in the next. */
export function swapped(rows: readonly Row[]): Row[] {
  return rows.map(({ id }, at) => ({ id, value: rows[(at + 1) % rows.length]!.value }));
}

/** A row's id under a name that nobody has. */
export function elsewhere(random: Random, { id }: Row): string {
  const name = Array.from({ length: 32 }, () => random.pick([...'0123456789abcdef'])).join('');
  return `${id.slice(0, id.lastIndexOf(':'))}:${name}`;
}
