import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/canonical-json.js';
import { EMPTY_DRAFT, type TypedField } from '../../src/proposals/draft.js';
import {
  readRecord,
  signedRecord,
  verifyRecord,
  type OutcomeContent,
} from '../../src/proposals/outcome-record.js';
import { readDraft } from '../../src/proposals/read-draft.js';
import { loadRecordKeys, recordKeysOf } from '../../src/proposals/record-keys.js';
import { closedProposal } from './closed-proposal.js';

const keys = recordKeysOf(generateKeyPairSync('ed25519').privateKey);
const record = signedRecord(closedProposal(), keys);
const problemsOf = (text: string) => {
  const result = verifyRecord(text);
  return result.ok ? [] : result.problems;
};
/** Changed, and signed with the same key: what only a look at the contents can find. */
const resigned = (change: (content: OutcomeContent) => OutcomeContent) => {
  const content = change(readRecord(record).content);
  return canonicalJson({ content, publicKey: keys.publicKey, signature: keys.sign(canonicalJson(content)) });
};
const firstOf = ({ organisations }: OutcomeContent) => organisations[0]!;

describe('an outcome record', () => {
  it('holds, and says whose key it is and what is attested only', () => {
    expect(verifyRecord(record)).toMatchObject({
      ok: true,
      publicKey: keys.publicKey,
      attested: ['Dockworkers'],
    });
  });

  it('is the same bytes each time', () => {
    expect(signedRecord(closedProposal(), keys)).toBe(record);
  });

  it('holds with the line end that editors add, and with nothing else around it', () => {
    expect(problemsOf(`${record}\n`)).toEqual([]);
    expect(problemsOf(`${record}\r\n`)).toEqual([]);
    for (const around of [`${record} `, `${record}\n\n`, ` ${record}`])
      expect(problemsOf(around)).toEqual(['It was reformatted or holds more than a record does.']);
  });

  it('says of withheld totals that they are, and leaves out how many took part', () => {
    const [shown, withheld] = readRecord(record).content.organisations;
    expect(shown?.totals).toEqual({ turnout: 11, for: 8, against: 2, abstain: 1 });
    expect(withheld?.totals).toBe('withheld');
    expect(withheld).not.toHaveProperty('turnout');
  });

  it.each<[string, string]>([
    ['It is not JSON.', record.slice(0, -1)],
    ['It is not JSON.', ''],
    ['It does not have the form of an outcome record.', '{}'],
    [
      'It does not have the form of an outcome record.',
      record.replace('{"content"', '{"__proto__":{},"content"'),
    ],
    [
      'It was reformatted or holds more than a record does.',
      record.replace('"agreed":true', '"agreed":true,"agreed":true'),
    ],
    ['It was reformatted or holds more than a record does.', JSON.stringify(JSON.parse(record), null, 2)],
    ['The signature does not fit.', record.replace('Tenants', 'Tеnants')],
    ['The signature does not fit.', record.replace('"roll":12', '"roll":13')],
  ])('is refused: %s', (problem, changed) => {
    expect(changed).not.toBe(record);
    expect(problemsOf(changed)).toContain(problem);
  });

  it.each<[string, (content: OutcomeContent) => OutcomeContent]>([
    ['The verdict does not follow from the positions.', (content) => ({ ...content, agreed: false })],
    ['The text does not have the hash it claims.', (content) => ({ ...content, textHash: '0'.repeat(64) })],
    [
      'Tenants: the position does not follow from the votes.',
      (content) => ({ ...content, agreed: false, organisations: [{ ...firstOf(content), position: 'out' }] }),
    ],
    [
      'Tenants: the turnout is not the sum of the votes.',
      (content) => ({
        ...content,
        organisations: [{ ...firstOf(content), totals: { turnout: 12, for: 8, against: 2, abstain: 1 } }],
      }),
    ],
    [
      'Tenants: totals of an open ballot are withheld.',
      (content) => ({ ...content, organisations: [{ ...firstOf(content), totals: 'withheld' }] }),
    ],
  ])('is refused although it is signed: %s', (problem, change) => {
    expect(problemsOf(resigned(change))).toEqual([problem]);
  });

  it('shows another key where somebody else signed it', () => {
    const other = recordKeysOf(generateKeyPairSync('ed25519').privateKey);
    const result = verifyRecord(signedRecord(closedProposal(), other));
    expect(result).toMatchObject({ ok: true, publicKey: other.publicKey });
    expect(other.publicKey).not.toBe(keys.publicKey);
  });
});

describe('nobody’s Discord id', () => {
  it('is in a record, though the proposal is full of them', () => {
    expect(JSON.stringify(closedProposal())).toContain('12000000000000000');
    expect(record).not.toContain('12000000000000000');
  });

  it('is in a record because an organisation or a server is named so, and closing goes on all the same', () => {
    for (const name of [
      '<@123456789012345678> and friends',
      '12345678901234567',
      '\u202E\u0007',
      '🌹'.repeat(50),
    ]) {
      const result = verifyRecord(signedRecord(closedProposal({ name, server: `${name}${name}` }), keys));
      expect(result.ok).toBe(true);
      expect(JSON.stringify(result.ok && result.content.organisations)).not.toMatch(/\d{17}|\p{Cc}|\u202E/u);
    }
  });

  it('has a place in one: not as a name, not in the text, not in a figure or a time', () => {
    const id = '123456789012345678';
    const forms: ((content: OutcomeContent) => OutcomeContent)[] = [
      (content) => ({ ...content, organisations: [{ ...firstOf(content), name: id }] }),
      (content) => ({ ...content, organisations: [{ ...firstOf(content), server: `at ${id}` }] }),
      (content) => ({ ...content, text: { ...content.text, details: `<@${id}>` } }),
      (content) => ({ ...content, text: { ...content.text, start: { ...content.text.start, zone: id } } }),
      (content) => ({ ...content, openedAt: `2027-03-01T12:00:00.${id}Z` }),
      (content) => ({ ...content, proposerId: id }),
    ];
    for (const form of forms)
      expect(problemsOf(resigned(form))).toEqual(['It does not have the form of an outcome record.']);
  });

  it('gets into the text, because such a draft is not published', () => {
    const typed = {
      ...EMPTY_DRAFT,
      title: 'Picket',
      how: 'picket',
      whom: 'employer: Harbour Ltd',
      when: 'in 3 days',
    };
    const context = {
      zone: 'UTC',
      now: new Date('2027-03-01T12:00:00Z'),
      typedAt: new Date('2027-03-01T12:00:00Z'),
      locale: 'en',
      shortestVoteMinutes: 1,
    };
    expect(readDraft(typed, context).problems).toEqual([]);
    const fund = { ...typed, details: 'Fund: DE89 3704 0044 0532 0130 00, call 0049 30 123456789' };
    expect(readDraft(fund, context).problems).toEqual([]);
    for (const field of ['title', 'how', 'whom', 'where', 'details'] satisfies TypedField[]) {
      const named = { ...typed, [field]: `${typed[field]} with <@123456789012345678>` };
      expect(readDraft(named, context)).toEqual({ problems: [{ field, reason: 'text-names-id' }] });
    }
  });
});

describe('the installation’s signing key', () => {
  it('is made once, for the bot’s eyes only, and is the same after a restart', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'record-keys-'));
    try {
      const first = await loadRecordKeys(folder);
      expect((await loadRecordKeys(folder)).publicKey).toBe(first.publicKey);
      expect((await stat(path.join(folder, 'signing', 'outcome.pem'))).mode & 0o777).toBe(0o600);
      expect(verifyRecord(signedRecord(closedProposal(), first)).ok).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
