import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { NONCE_BYTES, newNonce } from '../store/nonce.js';
import type { BallotKeys } from './version-keys.js';

/** Every ballot is a block of so many bytes, whatever is in it. */
export const BLOCK_BYTES = 32;
const TAG_BYTES = 16;

/**
 * The key of a person's row within a box (the ballots of one version, or of one poll): 128 bits of HMAC-SHA256 over the
 * box's name and user id, 32 hex characters.
 */
export function ballotPseudonym(keys: BallotKeys, box: string, userId: string): string {
  return createHmac('sha256', keys.names).update(`${box}\n${userId}`, 'utf8').digest('hex').slice(0, 32);
}

/**
 * Seals a block of {@link BLOCK_BYTES}: AES-256-GCM, bound to box and pseudonym, so that a row cannot be moved and no
 * length tells what is in it. Base64 of nonce, tag and block. Throws RangeError for a block of another length.
 */
export function sealBlock(keys: BallotKeys, box: string, pseudonym: string, block: Buffer): string {
  if (block.length !== BLOCK_BYTES) throw new RangeError('A ballot is a block of one length');
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(
    Buffer.from(`${box}\n${pseudonym}`, 'utf8'),
  );
  const sealed = cipher.update(block);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what {@link sealBlock} made; undefined when it was changed, moved from another row, or sealed otherwise. */
export function openBlock(keys: BallotKeys, box: string, pseudonym: string, row: string): Buffer | undefined {
  const bytes = Buffer.from(row, 'base64');
  if (bytes.length !== NONCE_BYTES + TAG_BYTES + BLOCK_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher
    .setAAD(Buffer.from(`${box}\n${pseudonym}`, 'utf8'))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const block = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    decipher.final();
    return block;
  } catch {
    return undefined;
  }
}
