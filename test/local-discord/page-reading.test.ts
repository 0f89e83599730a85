import { expect, it } from 'vitest';
import { paced } from '../../src/local-discord/page/latest.js';

it('a thousand changes told while one reading is under way are one more reading', async () => {
  let readings = 0;
  let end = (): void => undefined;
  const read = paced(() => {
    readings += 1;
    return new Promise((resolve) => (end = resolve));
  });
  const first = read();
  await Promise.resolve();
  expect(readings).toBe(1);
  const rest = Array.from({ length: 1_000 }, () => read());
  end();
  await first;
  await expect.poll(() => readings).toBe(2);
  end();
  await Promise.all(rest);
  expect(readings).toBe(2);
});

it('a reading answers only what was true after it was asked for', async () => {
  let truth = 'before';
  const seen: string[] = [];
  const read = paced(async () => {
    const found = truth;
    await new Promise((resolve) => setTimeout(resolve, 10));
    seen.push(found);
  });
  const first = read();
  await Promise.resolve();
  truth = 'after';
  await Promise.all([first, read()]);
  expect(seen).toEqual(['before', 'after']);
});

it('a reading that fails says so to those who asked, and the next one is made', async () => {
  let readings = 0;
  const read = paced(() => {
    readings += 1;
    return readings === 1 ? Promise.reject(new Error('gone')) : Promise.resolve();
  });
  await expect(read()).rejects.toThrow('gone');
  await read();
  expect(readings).toBe(2);
});
