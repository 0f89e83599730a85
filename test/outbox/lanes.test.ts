import { describe, expect, it } from 'vitest';
import { Lanes } from '../../src/outbox/lanes.js';

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const never = () => new Promise<never>(() => undefined);

describe('lanes', () => {
  it('do one thing at a time in a lane, in order, and so many lanes at a time', async () => {
    const lanes = new Lanes(3);
    const inside = new Map<string, number>();
    let most = 0;
    let lanesAtOnce = 0;
    const done: string[] = [];
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const name = `l${String(index % 8)}`;
        return lanes.run(name, async () => {
          inside.set(name, (inside.get(name) ?? 0) + 1);
          most = Math.max(most, inside.get(name) ?? 0);
          lanesAtOnce = Math.max(lanesAtOnce, [...inside.values()].filter((count) => count > 0).length);
          await soon(index % 3);
          inside.set(name, (inside.get(name) ?? 0) - 1);
          done.push(`${name}:${String(index)}`);
        });
      }),
    );
    expect(most).toBe(1);
    expect(lanesAtOnce).toBe(3);
    expect(done).toHaveLength(200);
    for (let lane = 0; lane < 8; lane += 1) {
      const order = done
        .filter((one) => one.startsWith(`l${String(lane)}:`))
        .map((one) => Number(one.slice(3)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('take turns: one with much to do does not keep one with little waiting', async () => {
    const lanes = new Lanes(1);
    const done: string[] = [];
    const work = (name: string) => lanes.run(name, () => Promise.resolve(void done.push(name)));
    await Promise.all([...Array.from({ length: 50 }, () => work('much')), work('little')]);
    expect(done.indexOf('little')).toBeLessThanOrEqual(2);
  });

  it('go on beside one that hangs', async () => {
    const lanes = new Lanes(2);
    void lanes.run('hangs', never);
    void lanes.run('hangs', never);
    const done = await Promise.all(
      Array.from({ length: 100 }, (_, index) => lanes.run(`l${String(index)}`, () => Promise.resolve(index))),
    );
    expect(done).toHaveLength(100);
  });

  it('pass on what went wrong, and go on in that lane', async () => {
    const lanes = new Lanes(1);
    const failing = lanes.run('a', () => Promise.reject(new Error('no')));
    const next = lanes.run('a', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('that are stopped begin nothing more, and let go of what waited', async () => {
    const lanes = new Lanes(1);
    let open = () => undefined as void;
    const first = lanes.run('a', () => new Promise<string>((resolve) => (open = () => resolve('done'))));
    const waiting = lanes.run('a', () => Promise.resolve('never'));
    lanes.stop();
    open();
    expect(await first).toBe('done');
    expect(await waiting).toBeUndefined();
    expect(await lanes.run('b', () => Promise.resolve('never'))).toBeUndefined();
  });
});
