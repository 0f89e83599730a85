import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  ballotPseudonym,
  openBallot,
  sealBallot,
  type Ballot,
} from '../../../src/proposals/sealed-ballot.js';
import { deriveBallotKeys } from '../../../src/proposals/version-keys.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';

const VERSION = '0123456789-1';

/**
 * The same attacks on rows sealed with less care: encrypted but not authenticated, a flipped bit is another vote;
 * authenticated but bound to no row, one person's ballot counts as another's. They work there, and not on ours.
 */
export function attackUnbound(seed: number, rows: number): Counts {
  const random = new Random(seed);
  const keys = deriveBallotKeys(randomBytes(32));
  const won = { flipped: 0, moved: 0 };
  for (let at = 0; at < rows; at += 1) {
    const [one, other] = [at, at + rows].map((person) => ballotPseudonym(keys, VERSION, String(person)));
    const ballot: Ballot = {
      choice: random.pick(['for', 'against']),
      entry: 0,
      interactionId: String(at + 1),
    };
    // For is 1 and Against 2: both bits turned are the other.
    const open = secretOnly(keys.seal, flip(secretOnly(keys.seal, Buffer.from([codeOf(ballot)])), 16));
    if (open.readUInt8(16) !== codeOf(ballot)) won.flipped += 1;
    if (unbound(keys.seal, unboundSeal(keys.seal, codeOf(ballot))) === codeOf(ballot)) won.moved += 1;

    const row = sealBallot(keys, VERSION, one!, ballot);
    const flipped = flip(Buffer.from(row, 'base64'), 28 + 1).toString('base64');
    holds(openBallot(keys, VERSION, one!, row)?.choice === ballot.choice, 'A ballot does not open');
    holds(openBallot(keys, VERSION, one!, flipped) === undefined, 'A flipped ballot opens');
    holds(openBallot(keys, VERSION, other!, row) === undefined, 'A ballot opens as another person’s');
    holds(openBallot(keys, '0123456789-2', one!, row) === undefined, 'A ballot opens for another text');
  }
  holds(won.flipped === rows && won.moved === rows, 'The attacks do not work where the defence is off');
  return {
    'votes turned by flipping where rows are only encrypted': won.flipped,
    'votes moved where rows are bound to nobody': won.moved,
  };
}

function codeOf({ choice }: Ballot): number {
  return choice === 'for' ? 1 : 2;
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 3, at);
  return copy;
}

/** Encrypts, or decrypts what is already: 16 bytes of nonce, then the text. */
function secretOnly(key: Buffer, bytes: Buffer): Buffer {
  const fresh = bytes.length === 1;
  const nonce = fresh ? randomBytes(16) : bytes.subarray(0, 16);
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return Buffer.concat([nonce, cipher.update(fresh ? bytes : bytes.subarray(16))]);
}

function unboundSeal(key: Buffer, code: number): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(Buffer.from([code])), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens such a row; whose it was does not come into it. */
function unbound(key: Buffer, row: Buffer): number {
  const decipher = createDecipheriv('aes-256-gcm', key, row.subarray(0, 12)).setAuthTag(row.subarray(12, 28));
  const open = Buffer.concat([decipher.update(row.subarray(28)), decipher.final()]);
  return open.readUInt8(0);
}
