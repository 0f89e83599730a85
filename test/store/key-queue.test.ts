import { beforeEach, describe, expect, it } from 'vitest';
import { createKeyQueue } from '../../src/store/key-queue.js';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue per name', () => {
  let queue: ReturnType<typeof createKeyQueue>;
  let log: string[];

  beforeEach(() => {
    queue = createKeyQueue();
    log = [];
  });

  /** Work that says when it begins and ends, and takes a moment. */
  const work = (label: string) => async (): Promise<string> => {
    log.push(`${label} begins`);
    await tick();
    await tick();
    log.push(`${label} ends`);
    return label;
  };

  it('runs exclusive work one after the other, in order of arrival', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((label) => queue.exclusive('x', work(label))));
    expect(results).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('runs shared work side by side', async () => {
    await Promise.all([queue.shared('x', work('a')), queue.shared('x', work('b'))]);
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it('lets closing wait for earlier casts, and later casts wait for closing', async () => {
    await Promise.all([
      queue.shared('x', work('cast 1')),
      queue.shared('x', work('cast 2')),
      queue.exclusive('x', work('close')),
      queue.shared('x', work('cast 3')),
      queue.shared('x', work('cast 4')),
      queue.exclusive('x', work('count')),
    ]);
    expect(log).toEqual([
      'cast 1 begins',
      'cast 2 begins',
      'cast 1 ends',
      'cast 2 ends',
      'close begins',
      'close ends',
      'cast 3 begins',
      'cast 4 begins',
      'cast 3 ends',
      'cast 4 ends',
      'count begins',
      'count ends',
    ]);
  });

  it('keeps names apart', async () => {
    await Promise.all([queue.exclusive('x', work('a')), queue.exclusive('y', work('b'))]);
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it('frees the name when work throws, at once or later, and passes the error on', async () => {
    const atOnce = queue.exclusive('x', () => {
      throw new Error('at once');
    });
    const later = queue.shared('x', () => Promise.reject(new Error('later')));
    const after = queue.exclusive('x', work('after'));
    await expect(atOnce).rejects.toThrow('at once');
    await expect(later).rejects.toThrow('later');
    await expect(after).resolves.toBe('after');
  });

  it('remembers no name once nobody is there', async () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      queue[index % 3 === 0 ? 'exclusive' : 'shared'](`name ${String(index % 10)}`, work('w')).catch(
        () => undefined,
      ),
    );
    expect(queue.size).toBe(10);
    await Promise.all(many);
    expect(queue.size).toBe(0);
  });
});
