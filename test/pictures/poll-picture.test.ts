import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pollFiles } from '../../src/discord/poll-files.js';
import { createLog } from '../../src/log.js';
import { pollAltText, pollChart } from '../../src/pictures/poll-picture.js';
import { resultOf } from '../../src/polls/close.js';
import { countAnswers, METHODS, type Choices, type Method } from '../../src/polls/count.js';
import { SMALLEST_SHOWN, type Poll } from '../../src/polls/poll.js';
import { loadTexts, type Translate } from '../../src/texts/texts.js';
import { differenceOf } from './pixels.js';

let t: Translate;
beforeAll(async () => {
  t = (await loadTexts('data/locales', true)).in('en');
});

const OPTIONS = [
  'Saturday 5 June',
  'الأحد ٦ يونيو',
  'Monday 7 June, from the old harbour to the town hall',
  '🌹',
];
const times = (count: number, choices: Choices) => Array.from({ length: count }, () => choices);
const RANKED = [
  ...times(9, [0]),
  ...times(8, [1, 0]),
  ...times(5, [2, 1]),
  ...times(3, [3, 2, 1]),
  ...times(1, [3]),
];
const COUNTED = [...times(12, [0]), ...times(7, [1]), ...times(1, [3])];

/** A poll that these answers were given to. */
function poll(method: Method, answers: readonly Choices[], options = OPTIONS): Poll {
  return {
    id: '0123456789',
    guildId: 'guild1',
    channelId: 'channel1',
    makerId: 'person1',
    question: 'On which day shall we march, and from where to where?',
    options: [...options],
    method,
    openedAt: '2027-03-01T12:00:00.000Z',
    closesAt: '2027-03-03T12:00:00.000Z',
    closedAt: '2027-03-03T12:00:05.000Z',
    result: resultOf(countAnswers(method, options.length, answers), 0),
  };
}

describe('what the picture of a poll shows', () => {
  it('is a bar for each option, in the order of the card, of all who answered', () => {
    const chart = pollChart(t, poll('single', COUNTED));
    expect(chart?.lines).toEqual(['20 people answered.']);
    expect(chart?.rows.map(({ label, note, bar }) => [label, note?.text, bar])).toEqual([
      [
        '1. Saturday 5 June',
        'won',
        { parts: [{ filling: 'solid', count: 12 }], of: 20, figures: '12 of 20' },
      ],
      [
        '2. الأحد ٦ يونيو',
        undefined,
        { parts: [{ filling: 'solid', count: 7 }], of: 20, figures: '7 of 20' },
      ],
      [
        expect.any(String),
        undefined,
        { parts: [{ filling: 'solid', count: 0 }], of: 20, figures: '0 of 20' },
      ],
      ['4. 🌹', undefined, { parts: [{ filling: 'solid', count: 1 }], of: 20, figures: '1 of 20' }],
    ]);
  });

  it('is, of a ranked poll, what each held at the end or when it was out, and where that came from', () => {
    const chart = pollChart(t, poll('ranked', RANKED));
    expect(chart?.rows.map(({ label, note, bar }) => [label.slice(0, 2), note?.text, bar])).toMatchObject([
      ['2.', 'won', { parts: [{ count: 8 }, { count: 8 }], figures: '16 of 26: 8 first, 8 moved' }],
      ['1.', 'in the last round', { figures: '9 of 26: 9 first, 0 moved' }],
      ['3.', 'out in round 2', { figures: '8 of 26: 5 first, 3 moved' }],
      ['4.', 'out in round 1', { figures: '4 of 26: 4 first, 0 moved' }],
    ]);
    expect(chart?.lines).toContain('1 answer named none of the options left at the end.');
    expect(chart?.footer).toBe('Ranked, counted by instant-runoff voting in 3 rounds.');
  });

  it('says that a tie was decided by the order on the card', () => {
    const tied = pollChart(t, poll('approval', [...times(10, [0, 1]), ...times(2, [2])]));
    expect(tied?.lines[1]).toMatch(/^It was a tie/u);
    expect(tied?.rows.filter(({ note }) => note !== undefined)).toHaveLength(1);
  });

  it.each(METHODS)(
    'is nothing with fewer answers than are shown (%s), or none, or while it is open',
    (method) => {
      const few = poll(method, times(SMALLEST_SHOWN - 1, [1]));
      expect(pollChart(t, few)).toBeUndefined();
      expect(pollAltText(t, few)).toMatch(/^Result of the poll: .* Chosen: الأحد ٦ يونيو\.$/u);
      expect(pollChart(t, poll(method, times(SMALLEST_SHOWN, [1])))).toBeDefined();
      expect(pollChart(t, poll(method, []))).toBeUndefined();
      const { result: _none, ...open } = poll(method, COUNTED);
      expect(pollChart(t, open)).toBeUndefined();
    },
  );

  it('holds every option once, and the figures of the count, of any poll', () => {
    const answers = fc.array(fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 6 }), {
      minLength: 10,
      maxLength: 60,
    });
    fc.assert(
      fc.property(answers, fc.constantFrom(...METHODS), (given, method) => {
        const each = method === 'single' ? given.map(([first]) => [first!]) : given;
        const one = poll(method, each, ['a', 'b', 'c', 'd', 'e', 'f']);
        const { rows = [] } = pollChart(t, one) ?? {};
        expect(rows.map(({ label }) => label).toSorted()).toEqual(
          ['a', 'b', 'c', 'd', 'e', 'f'].map((option, at) => `${String(at + 1)}. ${option}`),
        );
        const { rounds = [], votes = [] } = one.result!.figures!;
        for (const { label, bar } of rows) {
          const at = Number(label[0]) - 1;
          if (!('parts' in bar)) throw new Error('There is no bar');
          const shown = bar.parts.reduce((sum, { count }) => sum + count, 0);
          const held = rounds.map((round) => round.votes[at] ?? null).filter((count) => count !== null);
          expect(shown).toBe(method === 'ranked' ? held.at(-1) : votes[at]);
          if (method === 'ranked') expect(bar.parts[0]?.count).toBe(held[0]);
          for (const { count } of bar.parts) expect(count).toBeGreaterThanOrEqual(0);
        }
        expect(rows.filter(({ note }) => note?.text === 'won')).toHaveLength(1);
        expect(pollAltText(t, one).split('\n')).toHaveLength(7);
      }),
    );
  });

  it.each([
    ['poll-single.png', () => poll('single', COUNTED)],
    ['poll-ranked.png', () => poll('ranked', RANKED)],
  ])('is drawn as %s was', async (name, made) => {
    const [file] = await pollFiles({ log: createLog('silent') }, t, made());
    const kept = new URL(name, import.meta.url);
    const data = file?.data as Buffer;
    if (process.env.UPDATE_PICTURES === '1') await writeFile(kept, data);
    expect(await differenceOf(data, await readFile(kept))).toBeLessThan(0.0005);
    expect(file?.altText).toContain('people answered.');
  });
});
