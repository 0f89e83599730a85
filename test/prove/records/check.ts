import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { canonicalJson } from '../../../src/canonical-json.js';
import { signedRecord, verifyRecord } from '../../../src/proposals/outcome-record.js';
import { outcomeTable } from '../../../src/proposals/outcome-table.js';
import { recordKeysOf, type RecordKeys } from '../../../src/proposals/record-keys.js';
import { isAgreed, positionOf } from '../../../src/proposals/tally.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { CONSISTENT, contentOf, CONTRADICTIONS, signedBy, type Forgery } from './forge.js';
import { MUTATIONS } from './mutations.js';
import { leavesOf } from './plain.js';
import { idsIn, randomProposal } from './proposals.js';

export interface RecordsRun {
  seed: number;
  proposals: number;
  mutated: number;
  forged: number;
}

/** Records of random proposals hold as they are, and not otherwise. */
export function checkRecords({ seed, proposals, mutated, forged }: RecordsRun): Counts {
  const random = new Random(seed);
  const keys = newKeys();
  const records = Array.from({ length: proposals }, () => goodRecord(random, keys));
  return {
    'records of random proposals that hold': proposals,
    ...refuseMutated(random, records, mutated),
    ...refuseForged(random, records, forged, keys),
  };
}

/** A record, after checking that it is one, that it is the same again, and that nobody's id is in it. */
function goodRecord(random: Random, keys: RecordKeys): string {
  const proposal = randomProposal(random);
  const record = signedRecord(proposal, keys);
  holds(signedRecord(proposal, keys) === record, 'Signed twice, a record is not the same bytes');
  const result = verifyRecord(record);
  holds(result.ok && result.publicKey === keys.publicKey, `Refused: ${JSON.stringify([result, record])}`);
  holds(verifyRecord(`${record}\n`).ok, 'A line end behind it, as editors add one, is refused');
  for (const id of idsIn(proposal)) holds(!record.includes(id), `A Discord id is in: ${record}`);
  const { textHash: _digits, ...content } = result.content;
  for (const [path, value] of leavesOf(content))
    holds(!/\d{17}/u.test(String(value)), `What could be an id is at ${path.join('.')}: ${String(value)}`);
  const lines = outcomeTable(record).trimEnd().split('\r\n');
  holds(lines.length === result.content.organisations.length + 1, `Not a line each: ${lines.join('\n')}`);
  const withheld = result.content.organisations.filter(({ totals }) => totals === 'withheld');
  holds(withheld.length === result.attested.length, 'What is withheld is not said to be attested');
  return record;
}

function refuseMutated(random: Random, records: readonly string[], mutated: number): Counts {
  const kinds = Object.entries(MUTATIONS);
  const careless = { 'signature alone': 0, 'verdict alone': 0 };
  for (let at = 0; at < mutated;) {
    const [name, mutate] = kinds[at % kinds.length]!;
    const record = random.pick(records);
    const changed = mutate(random, record, random.pick(records));
    // Some changes of some records change nothing.
    if (changed === record || changed === `${record}\n`) continue;
    const result = verifyRecord(changed);
    holds(!result.ok, `Not refused, ${name}: ${changed}`);
    holds(
      result.problems.length > 0 && result.problems.every((line) => /^.+\.$/su.test(line)),
      'Refused without a sentence',
    );
    if (signatureHolds(changed)) careless['signature alone'] += 1;
    if (verdictHolds(changed)) careless['verdict alone'] += 1;
    at += 1;
  }
  for (const [check, passed] of Object.entries(careless))
    holds(passed > 0, `No mutation gets past a check of the ${check}`);
  return {
    'mutated records refused': mutated,
    'kinds of mutation': kinds.length,
    'of these, a check of the signature alone would have taken': careless['signature alone'],
    'of these, a check of the verdict alone would have taken': careless['verdict alone'],
  };
}

/** Signed anew by somebody else: a contradiction is refused, and where all adds up, the key is not the installation's. */
function refuseForged(random: Random, records: readonly string[], forged: number, own: RecordKeys): Counts {
  const forger = newKeys();
  const each = (kinds: Readonly<Record<string, Forgery>>, check: (name: string, text: string) => void) => {
    const list = Object.entries(kinds);
    for (let at = 0; at < forged;) {
      const [name, forge] = list[at % list.length]!;
      const content = forge(random, contentOf(random.pick(records)));
      if (content === undefined) continue;
      check(name, signedBy(forger, content));
      at += 1;
    }
  };
  each(CONTRADICTIONS, (name, text) => holds(!verifyRecord(text).ok, `Not refused, ${name}: ${text}`));
  each(CONSISTENT, (name, text) => {
    const result = verifyRecord(text);
    holds(result.ok && result.publicKey === forger.publicKey, `Not what was signed, ${name}: ${text}`);
    holds(result.publicKey !== own.publicKey, 'Two keys look the same');
  });
  return {
    'contradictions signed with another key, refused': forged,
    'consistent forgeries signed with another key, shown under that key': forged,
  };
}

/** A careless check: whatever the record looks like, does the signature fit what is in it? */
function signatureHolds(text: string): boolean {
  try {
    const { content, publicKey, signature } = JSON.parse(text) as Record<string, string>;
    const x = Buffer.from(publicKey ?? '', 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalJson(content)), key, Buffer.from(signature ?? '', 'base64'));
  } catch {
    return false;
  }
}

/** Another careless check: do positions and verdict follow from the figures? */
function verdictHolds(text: string): boolean {
  try {
    const { organisations, needed, agreed } = contentOf(text);
    const wrong = organisations.some(
      ({ rule, roll, position, totals }) =>
        totals !== 'withheld' && positionOf(rule, totals, roll) !== position,
    );
    const positions = organisations.map(({ position }) => position);
    return !wrong && isAgreed(positions, needed) === agreed;
  } catch {
    return false;
  }
}

function newKeys(): RecordKeys {
  return recordKeysOf(generateKeyPairSync('ed25519').privateKey);
}
