import { describe, expect, it } from 'vitest';
import { DELIVERY } from '../../src/due-work.js';
import { at, gate, noting, workWith } from './due-stage.js';

describe('deliveries', () => {
  it('that hang hold up nothing else', async () => {
    const { opened, open } = gate();
    const done: string[] = [];
    const { due, work } = await workWith(() => ({
      [DELIVERY]: () => opened.then(() => true),
      close: noting(done),
    }));
    for (let index = 0; index < 300; index += 1)
      await due.add({ kind: DELIVERY, id: `d${String(index)}`, at: at(-1_000) });
    work.kick();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    work.kick();
    await expect.poll(() => done).toEqual(['a']);
    open();
    await work.tick();
  });

  it('are taken in hand so many at a time, and all of them are done in the end', async () => {
    let inside = 0;
    let most = 0;
    let done = 0;
    const { due, work, left } = await workWith(() => ({
      [DELIVERY]: async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
        done += 1;
        return true;
      },
    }));
    await Promise.all(
      Array.from({ length: 7_000 }, (_, index) =>
        due.add({ kind: DELIVERY, id: `d${String(index)}`, at: at(-1_000) }),
      ),
    );
    await work.tick();
    expect(done).toBe(7_000);
    expect(most).toBeLessThanOrEqual(5_000);
    expect(await left()).toEqual([]);
  });
});
