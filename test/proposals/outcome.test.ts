import { describe, expect, it } from 'vitest';
import { DEFAULT_RULE, type Rule } from '../../src/organisations/rule.js';
import { conclude, mayShowTotals, smallestShown } from '../../src/proposals/outcome.js';
import type { Entry } from '../../src/proposals/proposal.js';
import type { Tally } from '../../src/proposals/tally.js';

const entry = (roll: number, rule: Partial<Rule> = {}): Entry => ({
  organisation: { id: 'one', guildId: '1', name: 'One', rule: { ...DEFAULT_RULE, ...rule } },
  server: 'Harbour',
  roll,
  rollApproximate: false,
  channelId: '2',
});
const tally = (yes: number, no = 0, neither = 0): Tally => ({ for: yes, against: no, abstain: neither });

describe('totals of a secret ballot', () => {
  it.each([
    [9, tally(5, 4), false],
    [100, tally(5, 4), false],
    [10, tally(5, 4, 0), false],
    [10, tally(5, 4, 1), true],
    [10, tally(10), true],
    [100, tally(9), false],
    // Roles grow after opening; the roll is what it was then.
    [9, tally(20), false],
  ])('of %i who can vote, with %o: shown %s', (roll, cast, shown) => {
    expect(mayShowTotals(entry(roll), cast)).toBe(shown);
  });

  it('are not even kept where they are not shown', () => {
    expect(conclude(entry(9), 0, tally(5, 4), 9, 0)).not.toHaveProperty('tally');
    expect(conclude(entry(10), 0, tally(6, 4), 10, 0)).toHaveProperty('tally');
  });

  it('are hidden by size alone: whoever agrees and whoever does not', () => {
    for (const yes of [0, 4, 9]) expect(mayShowTotals(entry(50), tally(yes, 9 - yes))).toBe(false);
    for (const yes of [0, 5, 10]) expect(mayShowTotals(entry(50), tally(yes, 10 - yes))).toBe(true);
  });

  it('are shown of open ballots, however few', () => {
    expect(mayShowTotals(entry(1, { ballots: 'open' }), tally(1))).toBe(true);
  });
});

describe('how many it takes for figures of a secret ballot', () => {
  const ofRoll = (threshold: Rule['threshold']) => ({ base: 'whole roll', threshold }) as const;

  it.each([
    // Nine of twelve must be for: in with nine votes would be nine for.
    [12, ofRoll('3/4'), 12],
    [17, ofRoll('1/2'), 12],
    // Eight must be for: in with nine votes would be all but one, who would know of the others.
    [14, ofRoll('1/2'), 11],
    [12, ofRoll('2/3'), 11],
    [12, ofRoll('1/2'), 10],
    // Ten or more must be for: in with fewer than ten is impossible.
    [18, ofRoll('1/2'), 10],
    [100, ofRoll('all'), 10],
    // The share of those who took part says nothing about how many they were.
    [12, { base: 'all cast', threshold: 'all' } as const, 10],
    [9, ofRoll('all'), 10],
  ])('of %i who can vote, by %o: %i', (roll, rule, smallest) => {
    expect(smallestShown(entry(roll, rule))).toBe(smallest);
    const most = tally(smallest);
    expect(mayShowTotals(entry(roll, rule), tally(smallest - 1))).toBe(false);
    expect(mayShowTotals(entry(roll, rule), most)).toBe(roll >= smallest);
  });
});
