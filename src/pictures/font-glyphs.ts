import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const unpack = promisify(brotliDecompress);

/** Numbers of tables in the list of known ones, and the mark for one that is spelled out (WOFF2, section 4.1). */
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const SPELLED_OUT = 63;
/** Where the list of tables begins. */
const HEADER_BYTES = 48;

/**
 * Which characters a font has a glyph for, as code points, from the bytes of a WOFF2 file. Read from the font itself:
 * what its package says of ranges includes characters that are not in it, and for those the library would take whatever
 * font the machine has. Throws where it is no such file. After "WOFF File Format 2.0" (W3C) and the OpenType `cmap` table.
 */
export async function glyphsOf(woff2: Buffer): Promise<Set<number>> {
  if (woff2.toString('latin1', 0, 4) !== 'wOF2') throw new Error('A font file is not WOFF2');
  const tables = woff2.readUInt16BE(12);
  const packedBytes = woff2.readUInt32BE(20);
  let at = HEADER_BYTES;
  const base128 = () => {
    let value = 0;
    for (let digit = 0; digit < 5; digit += 1) {
      const byte = woff2.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw new Error('A font file is damaged');
  };
  let offset = 0;
  let cmap: { offset: number; length: number } | undefined;
  for (let table = 0; table < tables; table += 1) {
    const flags = woff2.readUInt8(at++);
    const tag = flags & 63;
    if (tag === SPELLED_OUT) at += 4;
    const original = base128();
    const version = flags >> 6;
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const length = transformed ? base128() : original;
    if (tag === CMAP) cmap = { offset, length };
    offset += length;
  }
  if (cmap === undefined) throw new Error('A font file has no list of characters');
  const all = await unpack(woff2.subarray(at, at + packedBytes));
  return charactersIn(all.subarray(cmap.offset, cmap.offset + cmap.length));
}

/** The characters of a `cmap` table: from its full list (format 12), else from that of the basic plane (format 4). */
function charactersIn(cmap: Buffer): Set<number> {
  const lists = Array.from({ length: cmap.readUInt16BE(2) }, (_list, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)),
  );
  const full = lists.find((list) => list.readUInt16BE(0) === 12);
  if (full !== undefined) return fromGroups(full);
  const basic = lists.find((list) => list.readUInt16BE(0) === 4);
  if (basic === undefined) throw new Error('A font file lists its characters in an unknown way');
  return fromSegments(basic);
}

function fromGroups(list: Buffer): Set<number> {
  const found = new Set<number>();
  for (let group = 0; group < list.readUInt32BE(12); group += 1) {
    const [first, last] = [list.readUInt32BE(16 + group * 12), list.readUInt32BE(20 + group * 12)];
    for (let point = first; point <= Math.min(last, 0x10ffff); point += 1) found.add(point);
  }
  return found;
}

function fromSegments(list: Buffer): Set<number> {
  const found = new Set<number>();
  const bytes = list.readUInt16BE(6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const last = list.readUInt16BE(14 + segment);
    const first = list.readUInt16BE(16 + bytes + segment);
    const delta = list.readUInt16BE(16 + 2 * bytes + segment);
    const rangeAt = 16 + 3 * bytes + segment;
    const range = list.readUInt16BE(rangeAt);
    for (let point = first; point <= last && point < 0xffff; point += 1) {
      const glyph = range === 0 ? point : list.readUInt16BE(rangeAt + range + (point - first) * 2);
      // Glyph 0 is the box for what is not there.
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) found.add(point);
    }
  }
  return found;
}
