import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Traffic } from '../../src/discord/traffic.js';

/** A limiter whose clock stands until it is moved. */
function newTraffic(): { traffic: Traffic; wait: (ms: number) => void } {
  let now = 0;
  return { traffic: new Traffic(() => now), wait: (ms) => (now += ms) };
}

/** Lets everything go on that can. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('a person who acts faster than hands can', () => {
  it('may do so for a while, is then told how long to wait, and may again', () => {
    const { traffic, wait } = newTraffic();
    const acts = Array.from({ length: 201 }, () => traffic.tooFast('kim'));
    expect(acts.slice(0, 200).every((seconds) => seconds === undefined)).toBe(true);
    expect(acts[200]).toBe(1);
    expect(traffic.tooFast('lee')).toBeUndefined();
    wait(250);
    expect(traffic.tooFast('kim')).toBeUndefined();
    expect(traffic.tooFast('kim')).toBe(1);
  });

  it('never gets more than what is in hand and what came back, and always that', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 300, maxLength: 600 });
    fc.assert(
      fc.property(gaps, (waits) => {
        const { traffic, wait } = newTraffic();
        let [passed, done] = [0, 0];
        for (const ms of waits) {
          wait(ms);
          passed += ms;
          if (traffic.tooFast('kim') === undefined) done += 1;
        }
        const most = 200 + Math.floor((passed / 1_000) * 4);
        expect(done).toBeLessThanOrEqual(most);
        expect(done).toBeGreaterThanOrEqual(Math.min(waits.length, 200));
      }),
      { numRuns: 200 },
    );
  });

  it('is forgotten once that says nothing any more, so that a crowd costs no memory', () => {
    const { traffic, wait } = newTraffic();
    for (let at = 0; at < 25_000; at += 1) {
      traffic.tooFast(String(at));
      wait(10);
    }
    expect(traffic.remembered).toBeLessThan(10_100);
  });
});

describe('servers', () => {
  /** Begins so many acts in a place; each ends when it is told. */
  function begin(traffic: Traffic, place: string, count: number, log: string[]) {
    const ends: (() => void)[] = [];
    const done = Array.from({ length: count }, () =>
      traffic.inTurn(place, () => {
        log.push(place);
        return new Promise<string>((resolve) => ends.push(() => resolve('done')));
      }),
    );
    return { ends, done };
  }

  it('take turns: one that asks for much keeps no other waiting behind it', async () => {
    const { traffic } = newTraffic();
    const log: string[] = [];
    const much = begin(traffic, 'loud', 1_000, log);
    const little = begin(traffic, 'quiet', 3, log);
    await turns();
    expect(log).toHaveLength(256);
    for (let at = 0; at < 7; at += 1) much.ends[at]?.();
    await turns();
    // Every second turn is the quiet one's, although hundreds came before it.
    expect(log.slice(256).filter((place) => place === 'quiet')).toHaveLength(3);
    for (const end of little.ends) end();
    await expect(Promise.all(little.done)).resolves.toEqual(['done', 'done', 'done']);
  });

  it('are told so when too much of theirs waits, and all that is let in is done once', async () => {
    const { traffic } = newTraffic();
    let runs = 0;
    const results = await Promise.all(
      Array.from({ length: 3_000 }, () =>
        traffic.inTurn('loud', async () => {
          await turns();
          return ++runs;
        }),
      ),
    );
    expect(results.filter((one) => one === undefined)).toHaveLength(3_000 - 256 - 2_000);
    expect(runs).toBe(2_256);
    await expect(traffic.inTurn('loud', () => Promise.resolve('free again'))).resolves.toBe('free again');
  });

  it('go on where an act fails', async () => {
    const { traffic } = newTraffic();
    const failing = Array.from({ length: 600 }, () =>
      traffic.inTurn('loud', () => Promise.reject(new Error('no'))).catch(() => 'failed'),
    );
    expect(new Set(await Promise.all(failing))).toEqual(new Set(['failed']));
    await expect(traffic.inTurn('loud', () => Promise.resolve(1))).resolves.toBe(1);
  });
});
