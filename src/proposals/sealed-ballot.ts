import { BLOCK_BYTES, openBlock, sealBlock } from './sealed-block.js';
import type { BallotCodec } from './sealed-box.js';
import { CHOICES, type Choice } from './tally.js';
import type { BallotKeys } from './version-keys.js';

export { ballotPseudonym } from './sealed-block.js';

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

/** Blocks of ballots on proposals begin with it; those of polls with another. */
const KIND = 1;
const CODES = ['taken back', ...CHOICES] as const;

/** Seals a ballot; see {@link sealBlock}. */
export function sealBallot(keys: BallotKeys, version: string, pseudonym: string, ballot: Ballot): string {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.writeUInt8(KIND, 0);
  block.writeUInt8(CODES.indexOf(ballot.choice), 1);
  block.writeUInt16BE(ballot.entry, 2);
  block.writeBigUInt64BE(BigInt(ballot.interactionId), 4);
  block.writeBigUInt64BE(BigInt(ballot.userId ?? 0), 12);
  return sealBlock(keys, version, pseudonym, block);
}

/** Opens what {@link sealBallot} made; undefined when it was changed, moved from another row, or sealed otherwise. */
export function openBallot(
  keys: BallotKeys,
  version: string,
  pseudonym: string,
  row: string,
): Ballot | undefined {
  const block = openBlock(keys, version, pseudonym, row);
  if (block === undefined) return undefined;
  const choice = CODES[block.readUInt8(1)];
  if (block.readUInt8(0) !== KIND || choice === undefined) return undefined;
  const userId = block.readBigUInt64BE(12);
  return {
    choice,
    entry: block.readUInt16BE(2),
    interactionId: block.readBigUInt64BE(4).toString(),
    ...(userId === 0n ? {} : { userId: userId.toString() }),
  };
}

/** Ballots on proposals, for a box of them. */
export const BALLOTS: BallotCodec<Ballot> = { seal: sealBallot, open: openBallot };
