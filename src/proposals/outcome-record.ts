import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.js';
import { ruleSchema } from '../organisations/rule.js';
import { clean } from '../texts/clean.js';
import { holdsDiscordId, withoutDiscordIds } from '../texts/discord-id.js';
import { actionSchema, textHash } from './action.js';
import type { Proposal } from './proposal.js';
import type { RecordKeys } from './record-keys.js';
import { isAgreed, positionOf, turnout } from './tally.js';

const LONGEST_NAME = 100;
const count = z.number().int().nonnegative().max(100_000_000);
/** What a terminal would obey, or show in another order. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
const name = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .refine((text) => !UNSEEN.test(text));

const organisationRecordSchema = z.strictObject({
  name,
  server: name,
  rule: ruleSchema,
  roll: count,
  rollApproximate: z.boolean(),
  rollAtClosing: count,
  position: z.enum(['in', 'out', 'no quorum']),
  /** `withheld` where they would tell how people voted: then the position is attested, not recomputed. */
  totals: z.union([
    z.literal('withheld'),
    z.strictObject({ turnout: count, for: count, against: count, abstain: count }),
  ]),
  /** Ballots that had been tampered with in the store, and counted for nobody, in the whole proposal. */
  refused: count,
});

/**
 * Everything anyone needs to check an outcome. No Discord id has a place in it, and none fits into a place that is for
 * something else: drafts that hold one are not published. Digits of the hash are chance.
 */
const contentSchema = z
  .strictObject({
    format: z.literal('strike-together outcome 1'),
    text: actionSchema,
    textHash: z.string().regex(/^[0-9a-f]{64}$/u),
    version: z.number().int().positive(),
    openedAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    closedAt: z.iso.datetime(),
    needed: z.number().int().positive(),
    organisations: z.array(organisationRecordSchema).min(0).max(250),
    agreed: z.boolean(),
  })
  .refine((content) => !holdsDiscordId(JSON.stringify({ ...content, textHash: '' })));

const recordSchema = z.strictObject({
  content: contentSchema,
  /** Ed25519 over the canonical JSON of `content`; key and signature in base64. */
  publicKey: z.string().max(64),
  signature: z.string().max(128),
});

export type OutcomeContent = z.infer<typeof contentSchema>;
export type OutcomeRecord = z.infer<typeof recordSchema>;

/** The signed record of a closed proposal as canonical JSON: the same proposal gives the same bytes. */
export function signedRecord(proposal: Proposal, keys: RecordKeys): string {
  const content = contentSchema.parse({
    format: 'strike-together outcome 1',
    text: proposal.action,
    textHash: proposal.hash,
    version: proposal.version,
    openedAt: proposal.openedAt,
    closesAt: proposal.closesAt,
    closedAt: proposal.closedAt,
    needed: proposal.needed,
    organisations: (proposal.outcome ?? []).map(({ entry, position, tally, rollAtClosing, refused }) => {
      const at = proposal.entries[entry];
      if (at === undefined) throw new Error('An outcome names an organisation that is not there');
      const { organisation, server, roll, rollApproximate } = at;
      return {
        name: nameOf(organisation.name),
        server: nameOf(server),
        rule: organisation.rule,
        roll,
        rollApproximate,
        rollAtClosing,
        position,
        totals: tally === undefined ? 'withheld' : { turnout: turnout(tally), ...tally },
        refused,
      };
    }),
    agreed: proposal.state === 'agreed',
  });
  const signature = keys.sign(canonicalJson(content));
  return canonicalJson({ content, publicKey: keys.publicKey, signature });
}

/** A name as it stands in the record. Those of servers come from Discord as they are, and an odd one stops no closing. */
function nameOf(given: string): string {
  const name = withoutDiscordIds(clean(given)).slice(0, LONGEST_NAME);
  return name.replace(/\p{Cs}$/u, '') || '–';
}

/** A stored record's parts; throws when it is none. Says nothing about whether it holds. */
export function readRecord(text: string): OutcomeRecord {
  return recordSchema.parse(JSON.parse(text));
}

export type Verification =
  | {
      ok: true;
      content: OutcomeContent;
      publicKey: string;
      /** Names of organisations whose position is attested by the signature, not recomputed. */
      attested: string[];
    }
  | { ok: false; problems: string[] };

/**
 * Checks a record by itself: its shape, its signature, the text's hash, each organisation's position from its totals and
 * rule, and the verdict. Every byte counts: a record that is not in canonical form is refused, so that nothing can be
 * hidden in it. Whose key it is has to be compared with the one the installation publishes.
 */
export function verifyRecord(text: string): Verification {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, problems: ['It is not JSON.'] };
  }
  const read = recordSchema.safeParse(parsed);
  if (!read.success) return { ok: false, problems: ['It does not have the form of an outcome record.'] };
  const { content, publicKey, signature } = read.data;
  const problems: string[] = [];
  // One line end behind it is what editors add.
  if (canonicalJson(parsed) !== text.replace(/\r?\n$/u, ''))
    problems.push('It was reformatted or holds more than a record does.');
  if (!signatureHolds(canonicalJson(content), publicKey, signature))
    problems.push('The signature does not fit.');
  if (textHash(content.text) !== content.textHash)
    problems.push('The text does not have the hash it claims.');
  const attested: string[] = [];
  for (const { name: who, rule, roll, position, totals } of content.organisations) {
    if (totals === 'withheld') {
      if (rule.ballots === 'open') problems.push(`${who}: totals of an open ballot are withheld.`);
      attested.push(who);
    } else {
      const { turnout: cast, ...tally } = totals;
      if (turnout(tally) !== cast) problems.push(`${who}: the turnout is not the sum of the votes.`);
      if (positionOf(rule, tally, roll) !== position)
        problems.push(`${who}: the position does not follow from the votes.`);
    }
  }
  const positions = content.organisations.map(({ position }) => position);
  if (isAgreed(positions, content.needed) !== content.agreed)
    problems.push('The verdict does not follow from the positions.');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, content, publicKey, attested };
}

function signatureHolds(text: string, publicKey: string, signature: string): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64');
    if (x.length !== 32 || x.toString('base64') !== publicKey) return false;
    const bytes = Buffer.from(signature, 'base64');
    if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false;
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') },
      format: 'jwk',
    });
    return verify(null, Buffer.from(text, 'utf8'), key, bytes);
  } catch {
    return false;
  }
}
