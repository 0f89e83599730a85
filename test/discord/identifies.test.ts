import { beforeEach, expect, it, vi } from 'vitest';
import { Identifies } from '../../src/discord/shards.js';

let now = 0;
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, _value: undefined, { signal }: { signal: AbortSignal }) => {
    signal.throwIfAborted();
    now += ms;
    return Promise.resolve();
  },
}));

beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

const HOUR = 3_600_000;
type Manager = ConstructorParameters<typeof Identifies>[0];

/** As much of the library as is asked: how many sessions are left. */
function withLeft(remaining: () => number): Identifies {
  let known = { session_start_limit: { remaining: remaining() } };
  const manager = {
    fetchGatewayInformation: () => {
      if (now >= 24 * HOUR) known = { session_start_limit: { remaining: remaining() } };
      return Promise.resolve(known);
    },
  };
  return new Identifies(manager as unknown as Manager);
}

const { signal } = new AbortController();

it('the first sessions begin seconds apart, as Discord asks', async () => {
  const identifies = withLeft(() => 1_000);
  const at: number[] = [];
  for (let session = 0; session < 4; session += 1) {
    await identifies.waitForIdentify(0, signal);
    at.push(now);
  }
  expect(at).toEqual([0, 5_500, 11_000, 16_500]);
});

it('a bot whose every session ends at once begins fewer than a thousand a day, and waits two minutes at most', async () => {
  const identifies = withLeft(() => 100_000);
  let begun = 0;
  let longest = 0;
  for (let before = 0; now < 24 * HOUR; begun += 1) {
    await identifies.waitForIdentify(0, signal);
    longest = Math.max(longest, now - before);
    before = now;
  }
  expect(begun).toBeGreaterThan(900);
  expect(begun).toBeLessThan(1_000);
  expect(longest).toBeLessThan(120_000);
});

it('where Discord has none left, it waits until there are again', async () => {
  const identifies = withLeft(() => 2);
  for (let session = 0; session < 2; session += 1) await identifies.waitForIdentify(0, signal);
  expect(now).toBeLessThan(60_000);
  await identifies.waitForIdentify(0, signal);
  expect(now).toBeGreaterThanOrEqual(24 * HOUR);
});

it('a wait ends with its connection', async () => {
  const identifies = withLeft(() => 1_000);
  await identifies.waitForIdentify(0, signal);
  const closed = new AbortController();
  closed.abort();
  await expect(identifies.waitForIdentify(0, closed.signal)).rejects.toThrow();
});
