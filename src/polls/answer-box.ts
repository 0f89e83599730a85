import { BLOCK_BYTES, openBlock, sealBlock } from '../proposals/sealed-block.js';
import { SealedBox, type BallotBoxDeps, type BallotCodec } from '../proposals/sealed-box.js';
import { POLL_LIMITS, pollName, type Poll } from './poll.js';

/** One person's current answer to a poll. */
export interface Answer {
  /**
   * Places of the options chosen, in the order of preference where they are ranked. None when it was taken back, which
   * leaves a row, so that a late or repeated older click cannot bring the answer back.
   */
  choices: number[];
  /** The click that it came from; ids of later clicks are larger. */
  interactionId: string;
}

/** Ballots on proposals begin with another. */
const KIND = 2;
const COUNT_AT = 1;
const CLICK_AT = 2;
const CHOICES_AT = 10;

/** Every answer is a block of one length, of however many options. */
export const ANSWERS: BallotCodec<Answer> = {
  seal(keys, box, pseudonym, { choices, interactionId }) {
    if (choices.length > POLL_LIMITS.most)
      throw new RangeError('An answer has more choices than a poll has options');
    const block = Buffer.alloc(BLOCK_BYTES);
    block.writeUInt8(KIND, 0);
    block.writeUInt8(choices.length, COUNT_AT);
    block.writeBigUInt64BE(BigInt(interactionId), CLICK_AT);
    for (const [rank, option] of choices.entries()) block.writeUInt8(option, CHOICES_AT + rank);
    return sealBlock(keys, box, pseudonym, block);
  },

  open(keys, box, pseudonym, row) {
    const block = openBlock(keys, box, pseudonym, row);
    if (block === undefined || block.readUInt8(0) !== KIND) return undefined;
    const count = block.readUInt8(COUNT_AT);
    if (count > POLL_LIMITS.most) return undefined;
    return {
      choices: [...block.subarray(CHOICES_AT, CHOICES_AT + count)],
      interactionId: block.readBigUInt64BE(CLICK_AT).toString(),
    };
  },
};

/** All answers to one poll, under its own secret. Undefined when that is gone: nobody can read them any more. */
export async function answerBox(
  deps: BallotBoxDeps,
  poll: Pick<Poll, 'id'>,
): Promise<SealedBox<Answer> | undefined> {
  const name = pollName(poll);
  const keys = await deps.versionKeys.get(name);
  return keys === undefined ? undefined : new SealedBox(deps, name, keys, ANSWERS);
}
