import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { NONCE_BYTES, newNonce } from '../store/nonce.js';
import { CHOICES, type Choice } from './tally.js';
import type { BallotKeys } from './version-keys.js';

/** One person's current answer on one version, given in one organisation. */
export interface Ballot {
  /** Taken back leaves a row, so that a late or repeated older click cannot bring the vote back. */
  choice: Choice | 'taken back';
  /** Which of the proposal's entries it is given in. */
  entry: number;
  /** The click that it came from; ids of later clicks are larger. */
  interactionId: string;
  /** Kept only for open ballots, whose names are listed after closing. */
  userId?: string;
}

const BLOCK_BYTES = 32;
const TAG_BYTES = 16;
const CODES = ['taken back', ...CHOICES] as const;

/** The key of a person's row within a version: 128 bits of HMAC-SHA256 over version and user id, 32 hex characters. */
export function ballotPseudonym(keys: BallotKeys, version: string, userId: string): string {
  return createHmac('sha256', keys.names).update(`${version}\n${userId}`, 'utf8').digest('hex').slice(0, 32);
}

/**
 * Seals a ballot: AES-256-GCM over a block of fixed length, bound to version and pseudonym, so that a row cannot be
 * moved and no length tells a choice. Base64 of nonce, tag and block.
 */
export function sealBallot(keys: BallotKeys, version: string, pseudonym: string, ballot: Ballot): string {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.writeUInt8(1, 0);
  block.writeUInt8(CODES.indexOf(ballot.choice), 1);
  block.writeUInt16BE(ballot.entry, 2);
  block.writeBigUInt64BE(BigInt(ballot.interactionId), 4);
  block.writeBigUInt64BE(BigInt(ballot.userId ?? 0), 12);
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(
    Buffer.from(`${version}\n${pseudonym}`, 'utf8'),
  );
  const sealed = cipher.update(block);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what {@link sealBallot} made; undefined when it was changed, moved from another row, or sealed otherwise. */
export function openBallot(
  keys: BallotKeys,
  version: string,
  pseudonym: string,
  row: string,
): Ballot | undefined {
  const bytes = Buffer.from(row, 'base64');
  if (bytes.length !== NONCE_BYTES + TAG_BYTES + BLOCK_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher
    .setAAD(Buffer.from(`${version}\n${pseudonym}`, 'utf8'))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  let block: Buffer;
  try {
    block = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    decipher.final();
  } catch {
    return undefined;
  }
  const choice = CODES[block.readUInt8(1)];
  if (block.readUInt8(0) !== 1 || choice === undefined) return undefined;
  const userId = block.readBigUInt64BE(12);
  return {
    choice,
    entry: block.readUInt16BE(2),
    interactionId: block.readBigUInt64BE(4).toString(),
    ...(userId === 0n ? {} : { userId: userId.toString() }),
  };
}
