import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { PlatformClock } from '../../src/time/platform-clock.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2027-03-01T12:00:00.400Z');

/** A machine whose clock may be wrong, beside a platform whose clock is right. */
function machine(ahead = 0) {
  const lines: string[] = [];
  const log = Object.assign(createLog('silent'), {
    warn: (...said: unknown[]) => lines.push(`warn ${JSON.stringify(said)}`),
    info: (...said: unknown[]) => lines.push(`info ${JSON.stringify(said)}`),
  });
  const state = { passed: 0, slept: 0, ahead };
  const platform = () => START + state.passed + state.slept;
  const clock = new PlatformClock({
    host: () => platform() + state.ahead,
    steady: () => state.passed,
    log,
  });
  return {
    clock,
    lines,
    state,
    /** How far its time is from the platform's. */
    off: () => clock.now().getTime() - platform(),
    wait: (ms: number) => void (state.passed += ms),
    /** One answer that took so long and whose header is so far wrong. */
    answer: ({ way = 80, odd = 0 } = {}) => {
      const asked = clock.read();
      state.passed += way / 2;
      const date = new Date(platform() + odd).toUTCString();
      state.passed += way / 2;
      clock.heard(date, asked);
    },
    platform,
  };
}

describe('before any answer', () => {
  it('the host is believed, and answers are wanted', () => {
    const { clock, off } = machine(HOUR);
    expect(off()).toBe(HOUR);
    expect(clock.doubtful).toBe(true);
  });
});

describe('where the host is right', () => {
  it.each([0, 20 * SECOND, -20 * SECOND])('its clock is used as it is (%i ms off)', (ahead) => {
    const { clock, off, answer, lines } = machine(ahead);
    answer();
    expect(off()).toBe(ahead);
    expect(clock.doubtful).toBe(false);
    expect(lines).toEqual([]);
  });

  it('odd headers move nothing: not one, not two alike, not three that contradict each other', () => {
    const { off, answer, wait, clock, lines } = machine();
    answer();
    for (const odds of [[HOUR], [HOUR, HOUR], [HOUR, 2 * HOUR, 3 * HOUR], [HOUR, HOUR, -HOUR, HOUR]]) {
      for (const odd of odds) answer({ odd });
      expect(off()).toBe(0);
      wait(MINUTE);
      answer();
    }
    expect(clock.doubtful).toBe(false);
    expect(lines).toEqual([]);
  });

  it.each([null, '', 'soon', 'Mon, 01 Foo 2027'])('a header that cannot be read says nothing: %j', (date) => {
    const { clock, off } = machine();
    clock.heard(date, clock.read());
    expect(clock.doubtful).toBe(true);
    expect(off()).toBe(0);
  });

  it('an answer that took too long says nothing', () => {
    const { clock, answer } = machine();
    answer({ way: 11 * SECOND });
    expect(clock.doubtful).toBe(true);
  });
});

describe.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])('where the host is an hour %s', (_name, ahead) => {
  it('three answers correct it, one warning says so, and it is said when it is over', () => {
    const { clock, off, answer, wait, lines, state } = machine(ahead);
    answer();
    answer();
    expect(off()).toBe(ahead);
    answer();
    expect(Math.abs(off())).toBeLessThan(2 * SECOND);
    expect(clock.doubtful).toBe(false);
    for (let round = 0; round < 50; round += 1) {
      wait(MINUTE);
      answer({ way: round * 10 });
      expect(Math.abs(off())).toBeLessThan(3 * SECOND);
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`"aheadSeconds":${String(ahead / SECOND)}`);
    state.ahead = 0;
    expect(off()).toBe(0);
    answer();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^info/u);
  });

  it('and was right until it was set, its new time is never used', () => {
    const { clock, off, answer, wait, state, lines } = machine();
    answer();
    wait(MINUTE);
    state.ahead = ahead;
    expect(Math.abs(off())).toBeLessThan(2 * SECOND);
    expect(clock.doubtful).toBe(true);
    answer();
    expect(clock.doubtful).toBe(false);
    wait(10 * MINUTE);
    expect(Math.abs(off())).toBeLessThan(2 * SECOND);
    expect(lines).toHaveLength(1);
  });

  it('because it was set while an answer was on its way, that answer says nothing', () => {
    const { clock, off, answer, state, platform } = machine();
    answer();
    const asked = clock.read();
    state.ahead = ahead;
    clock.heard(new Date(platform() + ahead).toUTCString(), asked);
    clock.heard(new Date(platform() + ahead).toUTCString(), asked);
    clock.heard(new Date(platform() + ahead).toUTCString(), asked);
    expect(Math.abs(off())).toBeLessThan(2 * SECOND);
  });
});

describe('after the machine slept', () => {
  it('three answers bring the host back into use, without a warning', () => {
    const { clock, off, answer, state, lines } = machine();
    answer();
    state.slept = 8 * HOUR;
    expect(clock.doubtful).toBe(true);
    expect(off()).toBeLessThan(-7 * HOUR);
    for (let round = 0; round < 3; round += 1) answer();
    expect(off()).toBe(0);
    expect(clock.doubtful).toBe(false);
    expect(lines).toEqual([]);
  });
});

describe('whatever happens to the host', () => {
  it('once the time is known it is never more than 60 s off', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), by: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }) }),
      fc.record({ do: fc.constant('set' as const), by: fc.integer({ min: -40 * SECOND, max: 40 * SECOND }) }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: HOUR }) }),
      fc.record({ do: fc.constant('answer' as const), way: fc.integer({ min: 0, max: 9 * SECOND }) }),
      // Never two of one kind in a row: see "odd headers".
      fc.record({ do: fc.constant('odd' as const), odd: fc.integer({ min: -5 * HOUR, max: 5 * HOUR }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -DAY, max: DAY }), fc.array(step, { maxLength: 60 }), (ahead, steps) => {
        const { off, answer, wait, state } = machine(ahead);
        for (let round = 0; round < 3; round += 1) answer();
        for (const next of steps) {
          if (next.do === 'set') state.ahead += next.by;
          else if (next.do === 'wait') wait(next.ms);
          else if (next.do === 'answer') answer({ way: next.way });
          else {
            answer({ odd: next.odd });
            answer();
          }
          expect(Math.abs(off())).toBeLessThanOrEqual(MINUTE);
        }
      }),
      { numRuns: 500 },
    );
  });
});
