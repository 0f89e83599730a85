import { describe, expect, it } from 'vitest';
import { CapturedLog, leaksIn } from '../support/log-search.js';
import { expectWellBehaved } from '../support/well-behaved.js';
import { setStage } from '../support/stage.js';

const ID = '120123456789012345';
const NAME = '0123456789abcdef0123456789abcdef';
const PRIVATE = { names: ['Amara'], texts: ['Picket at the gate', 'a "quoted" one'] };

/** What is found in one line that was planted. */
function found(plant: (log: CapturedLog['log']) => void): string[] {
  const captured = new CapturedLog('silent');
  plant(captured.log);
  return leaksIn(captured.lines, PRIVATE).map((leak) => leak.split(':')[0] ?? '');
}

describe('the search of the log', () => {
  it.each<[string, (log: CapturedLog['log']) => void, string[]]>([
    ['an id at info', (log) => log.info({ user: ID }, 'voted'), ['an id']],
    ['an id at debug', (log) => log.debug(`seen ${ID}`), ['an id']],
    ['a pseudonym', (log) => log.warn({ key: `person:${NAME}` }, 'x'), ['a pseudonym']],
    ['a choice at debug', (log) => log.debug({ choice: 'for' }, 'x'), ['a choice']],
    ['a button that is a choice', (log) => log.debug('card:for:abcdefghij:1'), ['a choice']],
    ['a name at info', (log) => log.info('Amara voted'), ['a name or a text']],
    ['a text at warn', (log) => log.warn({ title: 'Picket at the gate' }, 'x'), ['a name or a text']],
    [
      'a text with quotation marks',
      (log) => log.info({ about: 'a "quoted" one' }, 'x'),
      ['a name or a text'],
    ],
    ['a name at debug, where it may be', (log) => log.debug('Amara is here'), []],
    ['part of a word', (log) => log.info('Amaranth'), []],
    ['a time and a count', (log) => log.info({ count: 1_234_567_890_123 }, 'x'), []],
  ])('finds %s', (_what, plant, leaks) => {
    expect(found(plant)).toEqual(leaks);
  });

  it.each([
    new Error(`No member Amara (${ID})`),
    new SyntaxError('Unexpected token in "Picket at the gate"'),
    new RangeError('Invalid time zone specified: Picket at the gate', { cause: new Error('Amara') }),
  ])('finds nothing of an error, at info and above: %s', (error) => {
    expect(found((log) => log.error({ err: error }, 'failed'))).toEqual([]);
    const lines: string[] = [];
    const captured = new CapturedLog('silent');
    captured.log.error({ err: error }, 'failed');
    lines.push(...captured.lines);
    expect(lines).toHaveLength(2);
    // What it said is at debug, for whoever looks for a fault.
    expect(lines[0]).not.toContain('Picket');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { name: error.name }, msg: 'failed' });
    expect(lines[0]).toContain('log-search.test.ts');
  });

  it('fails a scenario in which the bot logs who somebody is', async () => {
    const stage = await setStage();
    try {
      const amara = stage.local.person('Amara');
      await stage.at('Amara').command('help');
      expectWellBehaved(stage);
      stage.app.deps.log.info({ user: amara.id }, 'asked for help');
      expect(() => expectWellBehaved(stage)).toThrow('private things in the log');
    } finally {
      await stage.close();
    }
  });
});
