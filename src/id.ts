import { randomInt } from 'node:crypto';

/** Without i, l, o and u: nothing to misread, and no words. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id of ten characters (50 random bits), fit for keys and custom ids. */
export function newId(): string {
  return Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
