import type { Rule } from '../../../src/organisations/rule.js';
import type { Position, Tally } from '../../../src/proposals/tally.js';

/**
 * A second count, from what the rule says in words and nothing else: whole numbers of any size, and shares compared by
 * multiplying crosswise, so that nothing is ever divided or rounded. Shares no line with the first.
 */
export function secondPosition(rule: Rule, tally: Tally, roll: number): Position {
  const yes = BigInt(tally.for);
  const no = BigInt(tally.against);
  const tookPart = yes + no + BigInt(tally.abstain);
  const mayVote = BigInt(roll);

  // "No ballots: no quorum", then the organisation's own quorum, a number or a share of the roll.
  if (tookPart === 0n) return 'no quorum';
  if (rule.quorum !== 'none') {
    if ('atLeast' in rule.quorum && tookPart < BigInt(rule.quorum.atLeast)) return 'no quorum';
    if ('share' in rule.quorum) {
      const [part, whole] = rule.quorum.share;
      if (tookPart * BigInt(whole) < mayVote * BigInt(part)) return 'no quorum';
    }
  }

  // What nobody is for, nobody does.
  if (yes === 0n) return 'out';
  const bases = {
    'for and against': yes + no,
    'all cast': tookPart,
    // "the larger of roll and turnout"
    'whole roll': tookPart > mayVote ? tookPart : mayVote,
  };
  const base = bases[rule.base];
  const enough = {
    // "1/2 means more than half"; the others are met exactly at their share.
    '1/2': yes * 2n > base,
    '3/5': yes * 5n >= base * 3n,
    '2/3': yes * 3n >= base * 2n,
    '3/4': yes * 4n >= base * 3n,
    all: yes === base,
  };
  return enough[rule.threshold] ? 'in' : 'out';
}

/** Agreed when at least so many organisations are in, counted one by one. */
export function secondVerdict(positions: readonly Position[], needed: number): boolean {
  let missing = needed;
  for (const position of positions) if (position === 'in') missing -= 1;
  return missing <= 0;
}
