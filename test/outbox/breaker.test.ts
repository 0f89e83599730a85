import { describe, expect, it } from 'vitest';
import { Breaker } from '../../src/outbox/breaker.js';
import { InvalidAnswers } from '../../src/outbox/invalid-answers.js';

const START = Date.parse('2027-03-01T12:00:00.000Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const at = (ms: number) => new Date(START + ms);

describe('the breaker of a channel', () => {
  it('lets one refusal pass, and holds after two in a row', () => {
    const breaker = new Breaker();
    breaker.refused('c', 'may-not-post', at(0));
    expect(breaker.held('c', at(0))).toBeUndefined();
    breaker.refused('c', 'may-not-post', at(SECOND));
    expect(breaker.held('c', at(2 * SECOND))).toMatchObject({ reason: 'may-not-post' });
    expect(breaker.channels()).toEqual(['c']);
  });

  it('holds for 10 minutes, twice as long after each further refusal, at most an hour, and up to a fifth more', () => {
    for (let round = 0; round < 50; round += 1) {
      const breaker = new Breaker();
      let now = 0;
      breaker.refused('c', 'x', at(now));
      for (const minutes of [10, 20, 40, 60, 60, 60]) {
        breaker.refused('c', 'x', at(now));
        const until = breaker.held('c', at(now))?.until.getTime() ?? 0;
        expect(until - START - now).toBeGreaterThanOrEqual(minutes * MINUTE);
        expect(until - START - now).toBeLessThanOrEqual(minutes * MINUTE * 1.2);
        now = until - START;
        // Then one may be tried.
        expect(breaker.held('c', at(now))).toBeUndefined();
      }
    }
  });

  it('is closed again by one success, or by a change of permissions', () => {
    const breaker = new Breaker();
    for (let refusal = 0; refusal < 5; refusal += 1) breaker.refused('c', 'x', at(0));
    breaker.reset('c');
    expect(breaker.held('c', at(0))).toBeUndefined();
    expect(breaker.channels()).toEqual([]);
    breaker.refused('c', 'x', at(0));
    expect(breaker.held('c', at(0))).toBeUndefined();
  });

  it('holds no other channel', () => {
    const breaker = new Breaker();
    breaker.refused('c', 'x', at(0));
    breaker.refused('d', 'x', at(0));
    breaker.refused('c', 'x', at(0));
    expect(breaker.held('c', at(0))).toBeDefined();
    expect(breaker.held('d', at(0))).toBeUndefined();
    expect(breaker.held('e', at(0))).toBeUndefined();
  });
});

describe('answers that Discord calls invalid', () => {
  const cases: [number, string | null, boolean][] = [
    [200, null, false],
    [400, null, false],
    [401, null, true],
    [403, null, true],
    [404, null, false],
    [429, 'user', true],
    [429, 'global', true],
    [429, null, true],
    [429, 'shared', false],
    [500, null, false],
  ];
  it.each(cases)('%i with scope %s counts: %s', (status, scope, counts) => {
    const invalid = new InvalidAnswers();
    for (let answer = 0; answer < 401; answer += 1) invalid.note(status, scope, at(0));
    expect(invalid.heldUntil(at(0)) !== undefined).toBe(counts);
  });

  it('hold everything back beyond 400 in ten minutes, and until fewer are left', () => {
    const invalid = new InvalidAnswers();
    for (let answer = 0; answer < 400; answer += 1) invalid.note(403, null, at(answer * SECOND));
    expect(invalid.heldUntil(at(400 * SECOND))).toBeUndefined();
    invalid.note(403, null, at(400 * SECOND));
    expect(invalid.heldUntil(at(400 * SECOND))).toEqual(at(600 * SECOND));
    expect(invalid.heldUntil(at(600 * SECOND - 1))).toEqual(at(600 * SECOND));
    expect(invalid.heldUntil(at(600 * SECOND))).toBeUndefined();
    // One more, and the next has to go first.
    invalid.note(403, null, at(600 * SECOND));
    expect(invalid.heldUntil(at(600 * SECOND))).toEqual(at(601 * SECOND));
  });

  it('are forgotten after ten minutes', () => {
    const invalid = new InvalidAnswers();
    for (let answer = 0; answer < 5_000; answer += 1) invalid.note(429, null, at(0));
    expect(invalid.heldUntil(at(10 * MINUTE - 1))).toEqual(at(10 * MINUTE));
    expect(invalid.heldUntil(at(10 * MINUTE))).toBeUndefined();
  });
});
