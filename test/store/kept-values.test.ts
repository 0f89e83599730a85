import { describe, expect, it } from 'vitest';
import { KeptValues } from '../../src/store/kept-values.js';

function later<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

describe('kept values', () => {
  it('keep what was read, frozen, until it is written', async () => {
    const kept = new KeptValues<{ n: number }>(2);
    await kept.whileReading('a', () => Promise.resolve({ n: 1 }));
    expect(kept.get('a')).toEqual({ n: 1 });
    expect(Object.isFrozen(kept.get('a'))).toBe(true);
    const write = later<boolean>();
    const written = kept.whileWriting('a', () => write.promise);
    expect(kept.get('a')).toBeUndefined();
    write.resolve(true);
    await written;
    expect(kept.get('a')).toBeUndefined();
  });

  it('never keep what a write may have changed while it was read, in whichever order they end', async () => {
    for (const readFirst of [true, false]) {
      for (const endsFirst of ['read', 'write']) {
        const kept = new KeptValues<{ n: number }>(2);
        const read = later<{ n: number }>();
        const write = later<boolean>();
        const begin = [
          () => kept.whileReading('a', () => read.promise),
          () => kept.whileWriting('a', () => write.promise),
        ];
        const both = (readFirst ? begin : begin.reverse()).map((start) => start());
        if (endsFirst === 'read') read.resolve({ n: 1 });
        else write.resolve(true);
        await Promise.resolve();
        read.resolve({ n: 1 });
        write.resolve(true);
        await Promise.all(both);
        expect(kept.get('a'), `${String(readFirst)} ${endsFirst}`).toBeUndefined();
      }
    }
  });

  it('forget the oldest beyond their number, and keep nothing when they may keep none', async () => {
    const kept = new KeptValues<{ n: number }>(2);
    for (const key of ['a', 'b', 'c']) await kept.whileReading(key, () => Promise.resolve({ n: 1 }));
    expect(['a', 'b', 'c'].map((key) => kept.get(key) !== undefined)).toEqual([false, true, true]);
    const none = new KeptValues<{ n: number }>(0);
    await none.whileReading('a', () => Promise.resolve({ n: 1 }));
    expect(none.get('a')).toBeUndefined();
  });
});
