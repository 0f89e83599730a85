import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../src/discord/components/all.js';
import { allActs, customId, FAMILIES, readCustomId } from '../../src/discord/custom-ids.js';
import { newId } from '../../src/id.js';

const RUNS = 3_000;

/** One id of every kind there is. */
const ALL = [
  ...['for', 'against', 'abstain', 'more'].map((act) =>
    customId('card', { act, proposal: 'abcdefghjk', version: '1' }),
  ),
  ...['sees', 'what', 'mine', 'take-back', 'remind', 'nudge', 'no-nudge', 'report', 'hide'].map((act) =>
    customId('more', { act, proposal: '0123456789', version: '999999' }),
  ),
  ...['in', 'move', 'leave'].flatMap((act) =>
    ['for', 'against', 'abstain'].map((choice) =>
      customId('cast', { act, choice, proposal: 'abcdefghjk', version: '12', entry: '0' }),
    ),
  ),
  ...['join', 'decline'].map((act) => customId('front', { act, code: '0123456789abcdef'.repeat(2) })),
  ...['publish', 'edit', 'discard', 'form', 'ping-on', 'ping-off'].map((act) =>
    customId('draft', { act, draft: 'abcdefghjk' }),
  ),
  ...['choose', 'other', 'form'].flatMap((act) =>
    ['none', 'propose', 'remind'].map((then) => customId('zone', { act, then })),
  ),
  ...['page', 'open'].map((act) => customId('proposals', { act, page: '0' })),
  ...['notice', 'ask', 'erase', 'keep'].map((act) => customId('privacy', { act })),
  ...['open', 'page', 'show', 'words', 'glossary'].map((act) =>
    customId('explain', { act, topic: 'a'.repeat(60) }),
  ),
  ...['show', 'done', 'snooze-10', 'snooze-60', 'tomorrow'].map((act) =>
    customId('reminder', { act, reminder: 'abcdefghjk', due: 'mdx3kq00' }),
  ),
  customId('nudge', { act: 'show', proposal: 'abcdefghjk', version: '2' }),
  ...['show', 'took-place', 'called-off', 'later', 'line', 'form'].map((act) =>
    customId('afterwards', { act, proposal: 'abcdefghjk' }),
  ),
  ...['front', 'server'].map((act) => customId('past', { act, page: '3' })),
  ...['save', 'discard'].map((act) => customId('plan', { act, reminder: 'abcdefghjk' })),
  customId('reminders', { act: 'page', page: '55' }),
  ...['vote', 'more', 'mine', 'take-back', 'choose', 'pick', 'again', 'done', 'propose'].map((act) =>
    customId('poll', { act, poll: 'abcdefghjk', rank: '20' }),
  ),
];

describe('custom ids', () => {
  it.each(ALL)('%s reads back as what it was built from', (text) => {
    const read = readCustomId(text);
    expect(read).toBeDefined();
    const { family, ...parts } = read as { family: 'card' } & Record<string, string>;
    expect(customId(family, parts as never)).toBe(text);
  });

  it.each(ALL)('%s fits', (text) => {
    expect(text.length).toBeLessThanOrEqual(100);
  });

  it('are there for every act of every family', () => {
    const built = new Set(ALL.map((text) => text.split(':').slice(0, 2).join(':')));
    expect([...built].sort()).toEqual(allActs().sort());
  });

  it('have somebody who answers, in every family', () => {
    expect([...COMPONENTS.keys()].sort()).toEqual([...FAMILIES].sort());
    for (const [family, component] of COMPONENTS) expect(component.family).toBe(family);
  });

  it('take every new id', () => {
    for (let count = 0; count < 200; count += 1) {
      expect(readCustomId(customId('draft', { act: 'edit', draft: newId() }))).toBeDefined();
    }
  });

  it.each([
    [
      'an act that is not there',
      () => customId('card', { act: 'win', proposal: 'abcdefghjk', version: '1' }),
    ],
    ['a longer id', () => customId('draft', { act: 'edit', draft: 'abcdefghjkm' })],
    ['an id with a colon', () => customId('draft', { act: 'edit', draft: 'abcd:fghjk' })],
    [
      'a version that is no number',
      () => customId('card', { act: 'for', proposal: 'abcdefghjk', version: '1e3' }),
    ],
    ['a number with a leading zero', () => customId('reminders', { act: 'page', page: '01' })],
    ['a page below zero', () => customId('reminders', { act: 'page', page: '-1' })],
    ['a topic with other characters', () => customId('explain', { act: 'show', topic: 'é' })],
    [
      'a choice that is not there',
      () =>
        customId('cast', {
          act: 'in',
          choice: 'taken back',
          proposal: 'abcdefghjk',
          version: '1',
          entry: '0',
        }),
    ],
    [
      'an entry that is no number',
      () => customId('cast', { act: 'in', choice: 'for', proposal: 'abcdefghjk', version: '1', entry: '-1' }),
    ],
    ['a code instead of its hash', () => customId('front', { act: 'join', code: 'ABCD-EFGH' })],
    ['nothing', () => customId('explain', { act: 'show', topic: '' })],
  ])('cannot be built with %s', (_what, build) => {
    expect(build).toThrow('Not a custom id');
  });

  it.each([
    '',
    ':',
    'card',
    'card:',
    'card:for:abcdefghjk',
    'card:for:abcdefghjk:1:2',
    'card:for:abcdefghjk:1 ',
    ' card:for:abcdefghjk:1',
    'card:for:ABCDEFGHJK:1',
    'card:for:abcdefghjk:1\n',
    'card:for\n:abcdefghjk:1',
    'card:fo:abcdefghjk:1',
    'card:forr:abcdefghjk:1',
    'card:for|against:abcdefghjk:1',
    'card:for:abcdefghjk:1000000',
    'card:for:abcdefghjk:٣',
    'constructor:for:abcdefghjk:1',
    '__proto__:a',
    'toString',
    'hasOwnProperty:x',
    `explain:show:${'a'.repeat(61)}`,
    `explain:show:${'a'.repeat(200)}`,
  ])('that were made up are refused: %j', (text) => {
    expect(readCustomId(text)).toBeUndefined();
  });

  it('are refused unless they are exactly what would be built', () => {
    const part = fc.oneof(
      fc.constantFrom('for', 'more', 'show', 'page', 'edit', 'abcdefghjk', '0', '12', '', 'choose', 'none'),
      fc.string({ maxLength: 12 }),
    );
    const made = fc.oneof(
      fc.string({ maxLength: 120 }),
      fc
        .tuple(fc.constantFrom(...FAMILIES, 'other'), fc.array(part, { maxLength: 4 }))
        .map(([family, parts]) => [family, ...parts].join(':')),
      fc.tuple(fc.constantFrom(...ALL), fc.nat(99), fc.string({ maxLength: 2 })).map(([text, at, other]) => {
        const place = at % text.length;
        return text.slice(0, place) + other + text.slice(place + 1);
      }),
    );
    fc.assert(
      fc.property(made, (text) => {
        const read = readCustomId(text);
        if (read === undefined) return;
        const { family, ...parts } = read as { family: 'card' } & Record<string, string>;
        expect(customId(family, parts as never)).toBe(text);
        expect(text).toMatch(/^[a-z]+(?::[a-z0-9-]{1,60}){2,5}$/u);
      }),
      { numRuns: RUNS },
    );
  });
});
