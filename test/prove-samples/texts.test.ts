import { describe, expect, it } from 'vitest';
import { ContentInvalid, type Problem } from '../../src/explainers/problem.js';
import { mutateTexts, wrongness } from '../prove/texts/mutate.js';

const refusing = (...problems: Partial<Problem>[]) =>
  Promise.reject(
    new ContentInvalid(problems.map((some) => ({ file: 'f', line: 1, problem: 'p', hint: 'h', ...some }))),
  );

/** A short run of `npm run prove texts`, with a fixed seed. */
describe('a good text, changed at random', () => {
  it('is read or refused with file and line, and never changes anything else', async () => {
    const counts = await mutateTexts({ seed: 2027, files: 200 });
    expect(counts['changed texts']).toBe(200);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['crashes', '! threw TypeError: x', () => Promise.reject(new TypeError('x'))],
    ['blames a line there is not', '! blames line 3 of 2', () => refusing({ line: 1 }, { line: 3 })],
    ['blames another file', '! blames g', () => refusing({ file: 'g' })],
    ['says not what to do', '! says nothing', () => refusing({ hint: '' })],
    ['refuses without a reason', '! refused without a problem', () => refusing()],
    [
      'changes what all objects have',
      '! changed what all objects have',
      () => {
        Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
        return Promise.resolve();
      },
    ],
  ])('would be noticed where reading it %s', async (_what, expected, load) => {
    try {
      expect(await wrongness(load, 'one\ntwo', 'f')).toBe(expected);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'polluted');
    }
  });
});
