import { randomBytes } from 'node:crypto';

/** What AES-GCM takes. */
export const NONCE_BYTES = 12;
const DRAWN = 512;

let drawn = Buffer.alloc(0);

/** A random nonce. They are drawn many at a time, because asking the system for each costs as much as sealing does. */
export function newNonce(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(NONCE_BYTES * DRAWN);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}
