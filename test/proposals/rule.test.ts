import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RULE,
  readQuorum,
  ruleChangeSchema,
  ruleSchema,
  type Rule,
} from '../../src/organisations/rule.js';
import { quorumOf } from '../../src/proposals/tally.js';

describe('a quorum as typed', () => {
  it.each<[string, Rule['quorum']]>([
    ['none', 'none'],
    [' None ', 'none'],
    ['0', 'none'],
    ['1', { atLeast: 1 }],
    ['12', { atLeast: 12 }],
    ['999999', { atLeast: 999_999 }],
    ['30%', { share: [30, 100] }],
    ['100 %', { share: [100, 100] }],
    ['1/3', { share: [1, 3] }],
    ['2 / 3', { share: [2, 3] }],
    ['1/1', { share: [1, 1] }],
    ['99/99', { share: [99, 99] }],
  ])('"%s" is understood', (typed, quorum) => {
    expect(readQuorum(typed)).toEqual(quorum);
    expect(ruleSchema.parse({ ...DEFAULT_RULE, quorum: readQuorum(typed) }).quorum).toEqual(quorum);
  });

  it.each([
    '',
    'half',
    '-1',
    '1.5',
    '0%',
    '101%',
    '30 percent',
    '3/2',
    '0/3',
    '1/0',
    '1/100',
    '1000000',
    '1e3',
    '½',
  ])('"%s" is no quorum', (typed) => {
    expect(readQuorum(typed)).toBeUndefined();
  });

  it.each([
    ['1/3', 100, 34],
    ['1/3', 99, 33],
    ['30%', 10, 3],
    ['30%', 11, 4],
    ['7%', 100, 7],
    ['100%', 7, 7],
    ['1%', 3, 1],
    ['1/3', 0, 1],
    ['none', 50, 1],
    ['5', 3, 5],
  ])('%s of a roll of %i asks for %i', (typed, roll, needed) => {
    expect(quorumOf({ ...DEFAULT_RULE, quorum: readQuorum(typed) ?? 'none' }, roll)).toBe(needed);
  });
});

describe('a rule', () => {
  it('is secret, of more than half, and without a quorum unless it is set', () => {
    expect(DEFAULT_RULE).toMatchObject({
      ballots: 'secret',
      threshold: '1/2',
      quorum: 'none',
      tally: 'at close',
    });
  });

  it.each([
    ['no such threshold', { threshold: '0.66' }],
    ['no such base', { base: 'everyone' }],
    ['a quorum of nobody', { quorum: { atLeast: 0 } }],
    ['a broken quorum', { quorum: { atLeast: 1.5 } }],
    ['a share of nothing', { quorum: { share: [1, 0] } }],
    ['two quorums', { quorum: { atLeast: 3, share: [1, 3] } }],
    ['something more', { weight: 2 }],
  ])('is not one with %s', (_what, part) => {
    expect(ruleSchema.safeParse({ ...DEFAULT_RULE, ...part }).success).toBe(false);
  });

  it('is changed part by part, and only in parts it has', () => {
    expect(ruleChangeSchema.parse({ threshold: 'all' })).toEqual({ threshold: 'all' });
    expect(ruleChangeSchema.parse({})).toEqual({});
    expect(ruleChangeSchema.safeParse({ weight: 2 }).success).toBe(false);
  });
});
