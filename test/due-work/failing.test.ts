import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { at, NOON, workWith } from './due-stage.js';

describe('what fails again and again', () => {
  /** One row whose handler throws, beside one that works; both are asked for as often as people click. */
  async function failing(fails: () => boolean = () => true) {
    const tries: number[] = [];
    const made = await workWith(() => ({
      close: () => {
        tries.push(made.clock.now.getTime() - NOON.getTime());
        return fails() ? Promise.reject(new Error('damaged')) : Promise.resolve(true);
      },
    }));
    await made.due.add({ kind: 'close', id: 'a', at: at(0) });
    const live = async (ms: number) => {
      const end = made.clock.now.getTime() + ms;
      while (made.clock.now.getTime() < end) {
        made.clock.now = new Date(made.clock.now.getTime() + SECOND);
        await made.work.tick();
      }
    };
    return { ...made, tries, live };
  }
  const SECOND = 1_000;
  const HOUR = 3_600 * SECOND;

  it('is tried with growing waits, from 5 s doubling to an hour and up to a fifth sooner, and is never given up', async () => {
    const { tries, live, left } = await failing();
    await live(6 * HOUR);
    expect(tries.length).toBeGreaterThan(10);
    tries.slice(1).forEach((time, index) => {
      const wait = Math.min(HOUR, 5 * SECOND * 2 ** index);
      expect(time - (tries[index] ?? 0)).toBeGreaterThanOrEqual(wait * 0.8);
      // It is looked at once a second here.
      expect(time - (tries[index] ?? 0)).toBeLessThanOrEqual(wait + SECOND);
    });
    expect(await left()).toEqual(['close:a']);
  });

  it('begins anew once it worked', async () => {
    let fails = true;
    const { due, tries, live, left, clock } = await failing(() => fails);
    await live(60 * SECOND);
    fails = false;
    await live(120 * SECOND);
    expect(await left()).toEqual([]);
    fails = true;
    await due.add({ kind: 'close', id: 'a', at: clock.now.toISOString() });
    const before = tries.length;
    await live(8 * SECOND);
    expect(tries.length).toBe(before + 2);
  });

  it('is told once per try, with how long it waits', async () => {
    const lines: { againInSeconds?: number }[] = [];
    const log = Object.assign(createLog('silent'), { error: (said: object) => lines.push(said) });
    const { due, work } = await workWith(() => ({ close: () => Promise.reject(new Error('damaged')) }), log);
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    for (let kick = 0; kick < 50; kick += 1) await work.tick();
    expect(lines).toHaveLength(1);
    expect(lines[0]?.againInSeconds).toBeGreaterThanOrEqual(4);
    expect(lines[0]?.againInSeconds).toBeLessThanOrEqual(5);
  });
});
