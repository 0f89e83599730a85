import { describe, expect, it } from 'vitest';
import { countAnswers, type Round } from '../../src/polls/count.js';
import { answersOf, PUBLISHED } from '../prove/ranked/published.js';

const [A, B, C, D] = [0, 1, 2, 3];

/** `3*BA`: so many answers of that kind. */
function answers(text: string): number[][] {
  return text.split(' ').flatMap((part) => {
    const [count = '', choices = ''] = part.split('*');
    const answer = [...choices].map((letter) => letter.charCodeAt(0) - 65);
    return Array.from({ length: Number(count) }, () => answer);
  });
}

const outs = (rounds: readonly Round[] = []) => rounds.map(({ out, tie }) => [out, tie]);

describe('plurality', () => {
  it('is won by the option chosen by most', () => {
    const count = countAnswers('single', 3, answers('2*A 4*B 1*C'));
    expect(count).toEqual({ answers: 7, winner: B, tied: false, votes: [2, 4, 1] });
  });

  it('is won by the one listed first where several have the most, and says so', () => {
    expect(countAnswers('single', 3, answers('1*A 3*B 3*C'))).toMatchObject({ winner: B, tied: true });
  });

  it('has no winner where nobody answered', () => {
    expect(countAnswers('single', 2, [[], []])).toEqual({ answers: 0, tied: false, votes: [0, 0] });
  });
});

describe('approval', () => {
  it('is won by the option approved by most, who may approve others too', () => {
    const count = countAnswers('approval', 3, answers('3*AB 2*BC 1*C'));
    expect(count).toEqual({ answers: 6, winner: B, tied: false, votes: [3, 5, 3] });
  });

  it('is won by the one listed first where all approve of all', () => {
    expect(countAnswers('approval', 3, answers('5*ABC'))).toMatchObject({ winner: A, tied: true });
  });
});

describe('instant-runoff voting', () => {
  it.each(PUBLISHED)('comes to the published rounds of $name', (election) => {
    const { options, rounds, exhausted = {}, roundsInAll, winner } = election;
    const counted = countAnswers('ranked', options.length, answersOf(election));
    expect(options[counted.winner ?? -1]).toBe(winner);
    expect(counted.rounds).toHaveLength(roundsInAll);
    for (const [round, figures] of Object.entries(rounds)) {
      const { votes = [] } = counted.rounds?.[Number(round) - 1] ?? {};
      const held = votes.flatMap((count, option) => (count === null ? [] : [[options[option], count]]));
      expect(Object.fromEntries(held)).toEqual(figures);
    }
    for (const [round, figure] of Object.entries(exhausted))
      expect(counted.rounds?.[Number(round) - 1]?.exhausted).toBe(figure);
  });

  it('is over in the first round where an option has more than half', () => {
    const count = countAnswers('ranked', 3, answers('3*AB 2*BC'));
    expect(count).toEqual({
      answers: 5,
      winner: A,
      tied: false,
      rounds: [{ votes: [3, 2, 0], exhausted: 0 }],
    });
  });

  it('needs more than half of the answers that still count, not of all', () => {
    const { winner, rounds } = countAnswers('ranked', 4, answers('4*A 3*B 2*C 1*D'));
    expect(winner).toBe(A);
    expect(rounds?.at(-1)).toEqual({ votes: [4, 3, null, null], exhausted: 3 });
  });

  it('takes out one in each round, also of those without a vote', () => {
    const { rounds } = countAnswers('ranked', 4, answers('2*AB 2*BA'));
    expect(outs(rounds)).toEqual([
      [D, 'order'],
      [C, undefined],
      [B, 'order'],
      [undefined, undefined],
    ]);
  });

  it('of level options takes out the one that had fewer in the round before', () => {
    // B and C are level in round 2, when D’s answer has gone to C; before, C had fewer.
    const { rounds, winner } = countAnswers('ranked', 4, answers('5*A 4*BA 3*CB 1*DC'));
    expect(rounds?.[1]).toMatchObject({ votes: [5, 4, 4, null], out: C, tie: 'earlier round' });
    expect(winner).toBe(B);
  });

  it('looks at the latest round in which they differ, not at the first', () => {
    // By the second round, in which C was ahead, B is out; by the first it would be C.
    const { rounds } = countAnswers('ranked', 5, answers('6*A 4*B 3*C 1*DB 2*D 2*EC'));
    expect(rounds?.map(({ votes }) => votes.slice(1, 3)).slice(0, 3)).toEqual([
      [4, 3],
      [4, 5],
      [5, 5],
    ]);
    expect(rounds?.[2]).toMatchObject({ out: B, tie: 'earlier round' });
  });

  it('is a tie to the end where the last two never differed', () => {
    expect(countAnswers('ranked', 2, answers('3*AB 3*BA'))).toMatchObject({ winner: A, tied: true });
  });

  it('goes by the answers that are left when most have run out of choices', () => {
    const { winner, rounds } = countAnswers('ranked', 3, answers('3*A 2*B 2*C'));
    expect(rounds?.[0]).toMatchObject({ out: C, tie: 'order' });
    expect(rounds?.[1]).toEqual({ votes: [3, 2, null], exhausted: 2 });
    expect(winner).toBe(A);
  });

  it('has no winner and no round where nobody answered', () => {
    expect(countAnswers('ranked', 3, [[]])).toEqual({ answers: 0, tied: false, rounds: [] });
  });
});

it.each([-1, 3, 1.5, NaN])('an answer that names place %d of three options is a mistake of ours', (place) => {
  expect(() => countAnswers('approval', 3, [[0, place]])).toThrow(RangeError);
});
