import { describe, expect, it } from 'vitest';
import { at, noting, workWith } from './due-stage.js';

describe('a tick', () => {
  it('does what is due now, the earliest first, and nothing that is not', async () => {
    const done: string[] = [];
    const { due, work, left } = await workWith(() => ({
      close: noting(done),
    }));
    await due.add({ kind: 'close', id: 'now', at: at(0) });
    await due.add({ kind: 'close', id: 'long-ago', at: at(-86_400_000) });
    await due.add({ kind: 'close', id: 'soon', at: at(1) });
    await work.tick();
    expect(done).toEqual(['long-ago', 'now']);
    expect(await left()).toEqual(['close:soon']);
  });

  it('does it once when run twice, also at the same time', async () => {
    let runs = 0;
    const { due, work } = await workWith(() => ({
      close: async () => {
        runs += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return true;
      },
    }));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    await Promise.all([work.tick(), work.tick(), work.tick()]);
    await work.tick();
    expect(runs).toBe(1);
  });

  it('never works on one thing twice at a time, even under two rows', async () => {
    let inside = 0;
    let most = 0;
    const { due, work, left } = await workWith(() => ({
      close: async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
        return true;
      },
    }));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    await due.add({ kind: 'close', id: 'a', at: at(-5) });
    await work.tick();
    await work.tick();
    expect(most).toBe(1);
    expect(await left()).toEqual([]);
  });

  it('keeps what answers false, and does it again at the next tick', async () => {
    const answers = [false, false, true];
    let runs = 0;
    const { due, work, left } = await workWith(() => ({
      close: () => Promise.resolve(answers[runs++] ?? true),
    }));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    await work.tick();
    await work.tick();
    expect(await left()).toEqual(['close:a']);
    await work.tick();
    expect(await left()).toEqual([]);
    await work.tick();
    expect(runs).toBe(3);
  });

  it('is not held up by what fails: the rest is done, and that stays due', async () => {
    const done: string[] = [];
    const { due, work, left } = await workWith(() => ({
      close: (id) => {
        if (id.startsWith('bad')) throw new Error('no');
        if (id.startsWith('worse')) return Promise.reject(new Error('no'));
        done.push(id);
        return Promise.resolve(true);
      },
    }));
    for (const id of ['bad1', 'good1', 'worse1', 'good2']) await due.add({ kind: 'close', id, at: at(0) });
    await work.tick();
    expect(done.sort()).toEqual(['good1', 'good2']);
    expect((await left()).sort()).toEqual(['close:bad1', 'close:worse1']);
  });

  it('keeps what nobody here can do', async () => {
    const { due, work, left } = await workWith(() => ({}));
    await due.add({ kind: 'from-the-future', id: 'a', at: at(0) });
    await work.tick();
    expect(await left()).toEqual(['from-the-future:a']);
  });

  it('resolves when what followed from it is done too', async () => {
    const done: string[] = [];
    const { due, work } = await workWith((index) => ({
      first: async () => {
        await index.add({ kind: 'second', id: 'b', at: at(0) });
        work.kick();
        return true;
      },
      second: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await index.add({ kind: 'third', id: 'c', at: at(0) });
        work.kick();
        return true;
      },
      third: noting(done),
    }));
    await due.add({ kind: 'first', id: 'a', at: at(0) });
    await work.tick();
    expect(done).toEqual(['c']);
  });

  it('looks at what is due when it is called, whatever another is doing', async () => {
    const done: string[] = [];
    const { due, work } = await workWith(() => ({
      close: noting(done),
    }));
    for (let round = 0; round < 200; round += 1) {
      const other = work.tick();
      for (let step = 0; step < round % 23; step += 1) await Promise.resolve();
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
      const id = `r${String(round)}`;
      await due.add({ kind: 'close', id, at: at(0) });
      await work.tick();
      expect(done.at(-1)).toBe(id);
      await other;
    }
  });

  it('gets through more than one page', async () => {
    const done = new Set<string>();
    const { due, work, left } = await workWith(() => ({
      close: (id) => {
        done.add(id);
        return Promise.resolve(true);
      },
    }));
    await Promise.all(
      Array.from({ length: 1_100 }, (_, index) =>
        due.add({ kind: 'close', id: `c${String(index)}`, at: at(-index) }),
      ),
    );
    await work.tick();
    expect(done.size).toBe(1_100);
    expect(await left()).toEqual([]);
  });

  it('is not held up by pages full of what has to wait', async () => {
    const done: string[] = [];
    const { due, work } = await workWith(() => ({
      waits: () => Promise.resolve(false),
      close: noting(done),
    }));
    for (let index = 0; index < 450; index += 1)
      await due.add({ kind: 'waits', id: `w${String(index)}`, at: at(-1_000) });
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    await work.tick();
    expect(done).toEqual(['a']);
  });
});
