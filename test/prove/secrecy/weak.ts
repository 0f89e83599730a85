import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ballotPseudonym, sealBallot } from '../../../src/proposals/sealed-ballot.js';
import { CHOICES, count, type Choice } from '../../../src/proposals/tally.js';
import { deriveBallotKeys } from '../../../src/proposals/version-keys.js';
import { StoreKeys } from '../../../src/store/store-keys.js';
import { snowflake } from '../../support/coalition.js';
import { execute } from '../../support/store-file.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { BitWatch } from './bits.js';
import { score, together } from './chance.js';
import { BY_KEY, link, type Evidence } from './linking.js';
import { makeStore } from './planted.js';
import { rowsOf } from './rows.js';

const VERSION = '0123456789-1';
const NOON = Date.parse('2027-03-01T12:00:00Z');
/** Of a hundred: so that every side has its own size. */
const SHARES: Record<Choice, number> = { for: 50, against: 31, abstain: 19 };

/** How a row is named and sealed for one person. */
type Sealing = (userId: string, choice: Choice, number: number) => { name: string; value: string };

interface Weakness {
  /** What is wrong with it. */
  is: string;
  /** The way of linking that has to notice. */
  way: string;
  seal: Sealing;
  /** What lies in the key folder. */
  key?: Buffer;
  /** The rows were deleted, and not overwritten. */
  deleted?: boolean;
}

/** Ways that need a weakness in the rows are tried on rows that have it: there every one of them links people. */
export async function weaknessesAreFound(seed: number, people: number): Promise<Counts> {
  const random = new Random(seed);
  const voters = random.shuffled(
    CHOICES.flatMap((choice) => Array.from({ length: (people * SHARES[choice]) / 100 }, () => choice)),
  );
  const truth = new Map(
    voters.map((choice, number) => [snowflake(NOON - 9e9 + number * 7_001, number), choice]),
  );
  const found: Counts = {};
  for (const weakness of weaknesses()) {
    const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-weak-'));
    try {
      const { right, z } = await linkedIn(folder, truth, weakness);
      holds(
        right === truth.size,
        `${weakness.is}: only ${String(right)} of ${String(truth.size)} are linked`,
      );
      holds(z > 10, `${weakness.is}: chance, by its own account (z ${z.toFixed(1)})`);
      found[`linked where ${weakness.is}`] = `${String(right)} of ${String(truth.size)}`;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  found['a bit that goes with the choice of one in ten is noticed at'] =
    `z ${weakBit(random, [...truth.values()])}`;
  return found;
}

function weaknesses(): Weakness[] {
  const [kept, key] = [randomBytes(32), randomBytes(32)];
  const secret = new StoreKeys(kept).secretFor(`ballots of ${VERSION}`);
  const [ours, lasting] = [deriveBallotKeys(key), deriveBallotKeys(secret)];
  const properly = (keys: typeof ours, choice: Choice, name: string, number: number) => ({
    name,
    value: sealBallot(keys, VERSION, name, { choice, entry: 0, interactionId: String(number + 1) }),
  });
  const named = (userId: string) => ballotPseudonym(ours, VERSION, userId);
  const code = (choice: Choice) => CHOICES.indexOf(choice);
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  return [
    {
      is: 'the key is kept, and rows are deleted but not overwritten',
      way: BY_KEY,
      seal: (userId, choice, number) => properly(ours, choice, named(userId), number),
      key,
      deleted: true,
    },
    {
      is: 'secret ballots are under a key derived from the store’s',
      way: BY_KEY,
      seal: (userId, choice, number) =>
        properly(lasting, choice, ballotPseudonym(lasting, VERSION, userId), number),
      key: kept,
    },
    {
      is: 'names of rows are plain hashes',
      way: BY_KEY,
      seal: (userId, choice, number) => {
        const hash = createHash('sha256').update(userId).digest('hex').slice(0, 32);
        return properly(lasting, choice, hash, number);
      },
      key: kept,
    },
    {
      is: 'rows are in the order of clicking, and can be read',
      way: 'order of rows, read',
      seal: (userId, choice, number) => properly(lasting, choice, named(userId), number),
      key: kept,
    },
    {
      is: 'names of rows begin with the choice',
      way: 'names of rows',
      seal: (userId, choice) => ({
        name: `${String(code(choice))}${named(userId).slice(1)}`,
        value: base64(randomBytes(60)),
      }),
    },
    {
      is: 'rows are as long as the choice is',
      way: 'length of rows',
      seal: (userId, choice) => ({ name: named(userId), value: base64(randomBytes(60 + 3 * code(choice))) }),
    },
    {
      is: 'the same choice is sealed the same way',
      way: 'equal rows',
      seal: (userId, choice) => ({
        name: named(userId),
        value: base64(fixedNonce(key, Buffer.alloc(32, code(choice)))),
      }),
    },
    {
      is: 'a nonce belongs to a choice',
      way: 'equal nonces',
      seal: (userId, choice) => ({
        name: named(userId),
        value: base64(Buffer.concat([Buffer.alloc(12, code(choice)), randomBytes(48)])),
      }),
    },
    ...(['equal sealed choices', 'equal first sealed bytes'] as const).map((way) => ({
      is: `all rows are sealed with one nonce (${way})`,
      way,
      seal: (userId: string, choice: Choice, number: number) => {
        // Laid out as ours: a one, the choice, the organisation, the click.
        const block = Buffer.alloc(32);
        block.writeUInt32BE(number, 8);
        block.set([1, code(choice)]);
        return { name: named(userId), value: base64(fixedNonce(key, block)) };
      },
    })),
  ];
}

/** Nonce, tag and block as ours are laid out, with the same nonce each time. */
function fixedNonce(key: Buffer, block: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12));
  const sealed = Buffer.concat([cipher.update(block), cipher.final()]);
  return Buffer.concat([Buffer.alloc(12), cipher.getAuthTag(), sealed]);
}

async function linkedIn(folder: string, truth: ReadonlyMap<string, Choice>, weakness: Weakness) {
  const file = path.join(folder, 'bot.sqlite');
  const keyFolder = path.join(folder, 'keys');
  await mkdir(keyFolder);
  if (weakness.key !== undefined) await writeFile(path.join(keyFolder, 'kept'), weakness.key);
  const rows = [...truth].map(([userId, choice], number) => {
    const { name, value } = weakness.seal(userId, choice, number);
    return { key: `ballot:${VERSION}:${name}`, value: JSON.stringify({ value: { v: 1, d: value } }) };
  });
  await makeStore(file, rows);
  if (weakness.deleted === true) {
    await execute(file, 'PRAGMA secure_delete = OFF');
    await execute(file, 'DELETE FROM keyv');
    holds((await rowsOf(file)).length === 0, 'The rows were not deleted');
  }
  const evidence: Evidence = {
    version: VERSION,
    stores: [file],
    raw: [file],
    keyFolders: [keyFolder],
    shown: [],
    clicks: [...truth.keys()].map((userId, number) => ({
      userId,
      organisation: 'Dockers',
      at: NOON + number,
    })),
    organisations: [
      {
        name: 'Dockers',
        guildId: '1',
        voters: [...truth.keys()],
        position: 'in',
        totals: count(truth.values()),
      },
    ],
  };
  const found = (await link(evidence)).find(({ way }) => way === weakness.way)!;
  return together([score(truth, found.guesses)]);
}

/** One bit of a row is the choice's for a tenth of the people, in any row the dice's. */
function weakBit(random: Random, choices: readonly Choice[]): string {
  const watch = new BitWatch();
  // With fewer, chance alone may hide so weak a bit.
  for (let vote = 0; vote < 60; vote += 1)
    watch.add(
      choices.map((choice) => {
        const bytes = randomBytes(76);
        if (random.next() < 0.1) bytes[40] = (bytes[40]! & 0xfe) | (choice === 'for' ? 1 : 0);
        return { bytes, choice };
      }),
    );
  const { z } = watch.most;
  holds(z > 5.5, `A leaking bit is not noticed: z ${z.toFixed(1)}`);
  return z.toFixed(1);
}
