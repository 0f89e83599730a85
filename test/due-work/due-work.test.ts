import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DELIVERY, DueWork, type DueHandler } from '../../src/due-work.js';
import { createLog } from '../../src/log.js';
import { createDueIndex, openMemoryStore, StoreKeys, type DueIndex } from '../../src/store/index.js';

const NOON = new Date('2027-03-01T12:00:00.000Z');
const at = (ms: number) => new Date(NOON.getTime() + ms).toISOString();

async function workWith(handlers: (due: DueIndex) => Record<string, DueHandler>) {
  const due = createDueIndex(await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
  const clock = { now: NOON };
  const work = new DueWork({ due, now: () => clock.now, log: createLog('silent'), handlers: handlers(due) });
  const left = async () =>
    (await due.until(new Date('2099-01-01'), 1_000)).map(({ kind, id }) => `${kind}:${id}`);
  return { due, work, clock, left };
}

/** A promise that is settled from outside. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('a tick', () => {
  it('does what is due now, the earliest first, and nothing that is not', async () => {
    const done: string[] = [];
    const { due, work, left } = await workWith(() => ({
      close: (id) => {
        done.push(id);
        return Promise.resolve(true);
      },
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
      third: (id) => {
        done.push(id);
        return Promise.resolve(true);
      },
    }));
    await due.add({ kind: 'first', id: 'a', at: at(0) });
    await work.tick();
    expect(done).toEqual(['c']);
  });

  it('looks at what is due when it is called, whatever another is doing', async () => {
    const done: string[] = [];
    const { due, work } = await workWith(() => ({
      close: (id) => {
        done.push(id);
        return Promise.resolve(true);
      },
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
      close: (id) => {
        done.push(id);
        return Promise.resolve(true);
      },
    }));
    for (let index = 0; index < 450; index += 1)
      await due.add({ kind: 'waits', id: `w${String(index)}`, at: at(-1_000) });
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    await work.tick();
    expect(done).toEqual(['a']);
  });
});

describe('deliveries', () => {
  it('that hang hold up nothing else', async () => {
    const { opened, open } = gate();
    const done: string[] = [];
    const { due, work } = await workWith(() => ({
      [DELIVERY]: () => opened.then(() => true),
      close: (id) => {
        done.push(id);
        return Promise.resolve(true);
      },
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
    const due = createDueIndex(await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
    const log = Object.assign(createLog('silent'), { error: (said: object) => lines.push(said) });
    const work = new DueWork({
      due,
      now: () => NOON,
      log,
      handlers: { close: () => Promise.reject(new Error('damaged')) },
    });
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    for (let kick = 0; kick < 50; kick += 1) await work.tick();
    expect(lines).toHaveLength(1);
    expect(lines[0]?.againInSeconds).toBeGreaterThanOrEqual(4);
    expect(lines[0]?.againInSeconds).toBeLessThanOrEqual(5);
  });
});

describe('stopping', () => {
  it('waits for what is under way and starts nothing more', async () => {
    const { opened, open } = gate();
    const started: string[] = [];
    const { due, work, left } = await workWith(() => ({
      close: async (id) => {
        started.push(id);
        await opened;
        return true;
      },
    }));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    work.kick();
    await expect.poll(() => started).toEqual(['a']);
    await due.add({ kind: 'close', id: 'b', at: at(0) });
    let stopped = false;
    const stopping = work.stop().then(() => (stopped = true));
    work.kick();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(false);
    open();
    await stopping;
    await work.tick();
    expect(started).toEqual(['a']);
    expect(await left()).toEqual(['close:b']);
  });
});
