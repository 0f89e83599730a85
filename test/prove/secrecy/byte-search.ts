import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Needles are found by their last so many bytes first. */
const TAIL = 8;
const BITS = 24;

/** Something that must not be anywhere, in one way of writing it. */
export interface Needle {
  /** What it is, for the count: never the thing itself. */
  what: string;
  bytes: Buffer;
}

/** What was found, by what it is: how many different ones, and where the first. */
export type Found = Record<string, { many: number; at: string }>;

/** Looks for very many byte strings at once, in one pass over the bytes. */
export class ByteSearch {
  readonly #tails = new Uint8Array(2 ** (BITS - 3));
  readonly #needles = new Map<number, Map<string, string>>();

  constructor(needles: Iterable<Needle>) {
    for (const { what, bytes } of needles) {
      if (bytes.length < TAIL)
        throw new RangeError(`A needle of ${String(bytes.length)} bytes is found by chance`);
      const hash = hashAt(bytes, bytes.length - TAIL);
      this.#tails[hash >>> 3] = (this.#tails[hash >>> 3] ?? 0) | (1 << (hash & 7));
      const sameLength = this.#needles.get(bytes.length) ?? new Map<string, string>();
      this.#needles.set(bytes.length, sameLength.set(bytes.toString('latin1'), what));
    }
  }

  /** How many different needles of each kind are in the bytes. */
  in(haystack: Buffer): Record<string, number> {
    const found = new Map<string, string>();
    const lengths = [...this.#needles];
    for (let end = TAIL; end <= haystack.length; end += 1) {
      const hash = hashAt(haystack, end - TAIL);
      if (((this.#tails[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0) continue;
      for (const [length, needles] of lengths) {
        if (end < length) continue;
        const text = haystack.toString('latin1', end - length, end);
        const what = needles.get(text);
        if (what !== undefined) found.set(text, what);
      }
    }
    const counts: Record<string, number> = {};
    for (const what of found.values()) counts[what] = (counts[what] ?? 0) + 1;
    return counts;
  }

  /** The same over files, together. */
  async inFiles(files: readonly string[]): Promise<Found> {
    const found: Found = {};
    for (const file of files)
      for (const [what, many] of Object.entries(this.in(await readFile(file)))) {
        const before = found[what];
        found[what] = { many: (before?.many ?? 0) + many, at: before?.at ?? path.basename(file) };
      }
    return found;
  }
}

/** A number that Discord gave out - somebody's id, or a click's - in every way it could be written down. */
export function idNeedles(what: string, id: string): Needle[] {
  const [big, little] = [Buffer.alloc(8), Buffer.alloc(8)];
  big.writeBigUInt64BE(BigInt(id));
  little.writeBigUInt64LE(BigInt(id));
  const hex = BigInt(id).toString(16);
  return [
    Buffer.from(id, 'ascii'),
    big,
    little,
    Buffer.from(hex, 'ascii'),
    Buffer.from(hex.toUpperCase(), 'ascii'),
  ].map((bytes) => ({ what, bytes }));
}

/** Secret bytes as they are, as hex and as Base64. */
export function byteNeedles(what: string, bytes: Buffer): Needle[] {
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64').replace(/=+$/u, '');
  return [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase()), Buffer.from(base64)].map((written) => ({
    what,
    bytes: written,
  }));
}

function hashAt(bytes: Buffer, at: number): number {
  const one = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  const other = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
  const mixed = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca77);
  return (mixed ^ (mixed >>> 15)) >>> (32 - BITS);
}
