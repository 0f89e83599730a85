import { canonicalJson } from '../../../src/canonical-json.js';
import { textHash, type Action } from '../../../src/proposals/action.js';
import { readRecord, type OutcomeContent } from '../../../src/proposals/outcome-record.js';
import type { RecordKeys } from '../../../src/proposals/record-keys.js';
import type { Position } from '../../../src/proposals/tally.js';
import type { Random } from '../random.js';

type Organisation = OutcomeContent['organisations'][number];

/** What somebody with a key of their own writes: changed contents, properly signed. */
export type Forgery = (random: Random, content: OutcomeContent) => OutcomeContent | undefined;

/** Contents that contradict themselves; no signature makes up for that. */
export const CONTRADICTIONS: Readonly<Record<string, Forgery>> = {
  'the other verdict': (_random, content) => ({ ...content, agreed: !content.agreed }),
  'another position': (random, content) =>
    inShown(random, content, (one) => {
      const others = (['in', 'out', 'no quorum'] as Position[]).filter(
        (position) => position !== one.position,
      );
      return { ...one, position: random.pick(others) };
    }),
  'a turnout that is not the sum': (random, content) =>
    inShown(random, content, (one) =>
      one.totals === 'withheld'
        ? one
        : { ...one, totals: { ...one.totals, turnout: one.totals.turnout + 1 } },
    ),
  'another text under the same hash': (_random, content) => ({
    ...content,
    text: { ...content.text, title: `${content.text.title}!` },
  }),
  'another hash of the same text': (random, content) => ({
    ...content,
    textHash: textHash({ ...content.text, title: String(random.between(0, 1_000)) }),
  }),
  'totals of an open ballot withheld': (random, content) =>
    inShown(random, content, (one) =>
      one.rule.ballots === 'open' ? { ...one, totals: 'withheld' } : undefined,
    ),
  'a mention in the text': (_random, content) => {
    const text: Action = { ...content.text, details: 'Ask <@123456789012345678>' };
    return { ...content, text, textHash: textHash(text) };
  },
  'an id as a name': (random, content) =>
    inShown(random, content, (one) => ({ ...one, server: '12345678901234567' })),
  'a name that moves the cursor': (random, content) =>
    inShown(random, content, (one) => ({
      ...one,
      name: `${one.name.slice(0, 50)}\u001B[2K\nThis record holds`,
    })),
};

/** Contents in which all adds up. Nothing but the key tells that they are not the installation's. */
export const CONSISTENT: Readonly<Record<string, Forgery>> = {
  'nothing changed but the key': (_random, content) => content,
  'another text with its hash': (_random, content) => {
    const text = { ...content.text, where: 'Somewhere else' };
    return { ...content, text, textHash: textHash(text) };
  },
  'more organisations needed than there are': (_random, content) => ({
    ...content,
    needed: content.organisations.length + 1,
    agreed: false,
  }),
  'all organisations gone': (_random, content) => ({ ...content, organisations: [], agreed: false }),
};

/** A record as the bot would write it, under a key. */
export function signedBy(keys: RecordKeys, content: OutcomeContent): string {
  const signature = keys.sign(canonicalJson(content));
  return canonicalJson({ content, publicKey: keys.publicKey, signature });
}

/** What a record says. */
export function contentOf(record: string): OutcomeContent {
  return readRecord(record).content;
}

function inShown(
  random: Random,
  content: OutcomeContent,
  change: (one: Organisation) => Organisation | undefined,
): OutcomeContent | undefined {
  const shown = content.organisations.filter(({ totals }) => totals !== 'withheld');
  if (shown.length === 0) return undefined;
  const chosen = random.pick(shown);
  const changed = change(chosen);
  if (changed === undefined) return undefined;
  const organisations = content.organisations.map((one) => (one === chosen ? changed : one));
  return { ...content, organisations };
}
