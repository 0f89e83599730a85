import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ballotPseudonym, openBallot, sealBallot, type Ballot } from '../../src/proposals/sealed-ballot.js';
import { deriveBallotKeys } from '../../src/proposals/version-keys.js';

const VERSION = '0123456789-1';
const keys = deriveBallotKeys(randomBytes(32));
const amara = ballotPseudonym(keys, VERSION, '100000000000000001');
const jonas = ballotPseudonym(keys, VERSION, '100000000000000002');
const ballot = (part: Partial<Ballot> = {}): Ballot => ({
  choice: 'for',
  entry: 3,
  interactionId: '1400000000000000000',
  ...part,
});

describe('a sealed ballot', () => {
  it.each<Ballot>([
    ballot(),
    ballot({ choice: 'against', entry: 0 }),
    ballot({ choice: 'abstain', entry: 249 }),
    ballot({ choice: 'taken back' }),
    ballot({ userId: '100000000000000001' }),
    ballot({ interactionId: '18446744073709551615', userId: '18446744073709551615' }),
  ])('opens as what was sealed: %o', (given) => {
    expect(openBallot(keys, VERSION, amara, sealBallot(keys, VERSION, amara, given))).toEqual(given);
  });

  it('has one length, whatever is in it', () => {
    const rows = [
      ballot(),
      ballot({ choice: 'taken back', entry: 0, interactionId: '1' }),
      ballot({ choice: 'abstain', userId: '100000000000000001' }),
    ].map((given) => sealBallot(keys, VERSION, amara, given));
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });

  it('is other bytes each time, so that voting the same again shows nothing', () => {
    const rows = Array.from({ length: 50 }, () => sealBallot(keys, VERSION, amara, ballot()));
    expect(new Set(rows).size).toBe(50);
  });

  it('opens for nobody else, for no other text and under no other key', () => {
    const row = sealBallot(keys, VERSION, amara, ballot());
    expect(openBallot(keys, VERSION, jonas, row)).toBeUndefined();
    expect(openBallot(keys, '0123456789-2', amara, row)).toBeUndefined();
    expect(openBallot(keys, '9876543210-1', amara, row)).toBeUndefined();
    expect(openBallot(deriveBallotKeys(randomBytes(32)), VERSION, amara, row)).toBeUndefined();
  });

  it('does not open with any one bit changed', () => {
    const bytes = Buffer.from(sealBallot(keys, VERSION, amara, ballot()), 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(openBallot(keys, VERSION, amara, changed.toString('base64'))).toBeUndefined();
    }
  });

  it('does not open cut short, made longer, or when it is none', () => {
    const row = sealBallot(keys, VERSION, amara, ballot());
    const bytes = Buffer.from(row, 'base64');
    for (let length = 0; length < bytes.length; length += 1)
      expect(openBallot(keys, VERSION, amara, bytes.subarray(0, length).toString('base64'))).toBeUndefined();
    for (const none of ['', 'for', '{}', '!', `${row.slice(0, -4)}AAAA${row.slice(-4)}`])
      expect(openBallot(keys, VERSION, amara, none)).toBeUndefined();
  });

  it('cannot be made for an organisation or a click that does not fit', () => {
    for (const part of [{ entry: 65_536 }, { entry: -1 }, { interactionId: '18446744073709551616' }])
      expect(() => sealBallot(keys, VERSION, amara, ballot(part))).toThrow(RangeError);
  });
});

describe('a pseudonym', () => {
  it('is the same for a person on one text, and another on the next and for everybody else', () => {
    expect(ballotPseudonym(keys, VERSION, '100000000000000001')).toBe(amara);
    const others = [
      jonas,
      ballotPseudonym(keys, '0123456789-2', '100000000000000001'),
      ballotPseudonym(deriveBallotKeys(randomBytes(32)), VERSION, '100000000000000001'),
    ];
    expect(new Set([amara, ...others]).size).toBe(4);
  });

  it('does not confuse where the version ends and the person begins', () => {
    expect(ballotPseudonym(keys, '0123456789-1', '23')).not.toBe(ballotPseudonym(keys, '0123456789-12', '3'));
  });

  it('is 32 hex characters, fit for a key, without the id in it', () => {
    expect(amara).toMatch(/^[0-9a-f]{32}$/u);
    expect(amara).not.toContain('1000000000');
  });
});
