import { beforeAll, describe, expect, it } from 'vitest';
import { drawChart } from '../../src/pictures/draw.js';
import { outcomeAltText, outcomeChart } from '../../src/pictures/outcome-picture.js';
import { outcomeFiles } from '../../src/discord/outcome-files.js';
import { createLog } from '../../src/log.js';
import { loadTexts, type Translate } from '../../src/texts/texts.js';
import { closedFront, TWELVE, TWO } from './fronts.js';

let t: Translate;
beforeAll(async () => {
  t = (await loadTexts('data/locales', true)).in('en');
});

describe('what the picture of an outcome shows', () => {
  it('is the verdict, when, what was needed, and each organisation with its own totals', () => {
    expect(outcomeChart(t, closedFront(TWO))).toMatchObject({
      verdict: { text: 'Agreed', mark: 'check' },
      title: 'Picket at the gate',
      lines: ['Friday 5 March 2027, 18:00 (Europe/Berlin)', 'Agreed when 2 organisations are in'],
      rows: [
        {
          label: 'Dockworkers’ Branch',
          note: { text: 'is in', mark: 'check' },
          bar: {
            parts: [{ count: 31 }, { count: 4 }, { count: 2 }],
            figures: 'For 31 · Against 4 · Abstain 2',
          },
        },
        {
          label: 'Tenants of Harbour Street',
          note: { text: 'is in', mark: 'check' },
          bar: { withheld: 'Totals not shown: fewer than 10 could vote or voted' },
        },
      ],
      footer: expect.stringMatching(/^text [0-9a-f]{8}$/u) as string,
    });
  });

  it('has nothing of withheld totals, whatever they were', () => {
    const shown = (votes: readonly [number, number, number]) => {
      const proposal = closedFront([TWO[0]!, { ...TWO[1]!, votes }]);
      return [outcomeChart(t, proposal), outcomeAltText(t, proposal)];
    };
    expect(shown([6, 0, 0])).toEqual(shown([4, 1, 1]));
  });

  it('says who has left, and that they take no part', () => {
    const { rows } = outcomeChart(t, closedFront(TWELVE));
    expect(rows).toHaveLength(12);
    expect(rows.at(-1)).toMatchObject({
      label: 'Đoàn Thanh niên Công nhân',
      note: { text: 'has left', mark: 'dash' },
      bar: { withheld: 'Takes no part' },
    });
  });

  it.each([
    ['agreed', 'Agreed', 'check'],
    ['took place', 'Agreed', 'check'],
    ['not agreed', 'Not agreed', 'cross'],
    ['called off', 'Agreed, later called off', 'dash'],
  ] as const)('says of one that is %s: %s', (state, text, mark) => {
    const proposal = { ...closedFront(TWO), state };
    expect(outcomeChart(t, proposal).verdict).toEqual({ text, mark });
    expect(outcomeAltText(t, proposal).startsWith(`${text}: Picket at the gate. `)).toBe(true);
  });

  it('has no legend where all totals are withheld, and names nobody', () => {
    const [, small] = TWO;
    expect(outcomeChart(t, closedFront([small!])).legend).toEqual([]);
    expect(JSON.stringify(outcomeChart(t, closedFront(TWELVE)))).not.toMatch(/\d{15}/u);
  });

  it('counts in words what is beyond twenty rows', () => {
    const many = Array.from({ length: 23 }, (_one, at) => ({ ...TWO[0]!, name: `Branch ${String(at)}` }));
    expect(outcomeChart(t, closedFront(many)).rest).toBe('and 3 more organisations');
    expect(outcomeChart(t, closedFront(many.slice(0, 20)))).not.toHaveProperty('rest');
  });
});

describe('its alt text', () => {
  it('says the same, a line for each organisation', () => {
    expect(outcomeAltText(t, closedFront(TWO)).split('\n')).toEqual([
      'Agreed: Picket at the gate. Friday 5 March 2027, 18:00 (Europe/Berlin). Agreed when 2 organisations are in.',
      '1. Dockworkers’ Branch is in. For 31 · Against 4 · Abstain 2.',
      '2. Tenants of Harbour Street is in. Totals not shown: fewer than 10 could vote or voted.',
    ]);
  });

  it('says names that the picture has no letters for, under the same number', () => {
    const alt = outcomeAltText(t, closedFront(TWELVE));
    expect(alt).toContain('\n7. 学生会 is out. For 3 · Against 3 · Abstain 1.\n');
    expect(outcomeChart(t, closedFront(TWELVE)).rows[6]?.labelInstead).toBe('Organisation 7');
  });

  it('is at most 1,000 characters, cut by whole organisations', () => {
    const many = Array.from({ length: 30 }, () => ({ ...TWO[0]!, name: 'W'.repeat(100) }));
    const alt = outcomeAltText(t, closedFront(many));
    expect(alt.length).toBeLessThanOrEqual(1_000);
    const lines = alt.split('\n');
    expect(lines.at(-1)).toBe(`and ${String(30 - (lines.length - 2))} more organisations`);
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^\d+\. W{100} is in\. .*Abstain 2\.$/u);
  });
});

describe('the file that goes out with an outcome', () => {
  const log = createLog('silent');

  it('is the picture with its alt text', async () => {
    const proposal = closedFront(TWO);
    const [file, ...more] = await outcomeFiles({ log }, t, proposal);
    expect(more).toEqual([]);
    expect(file).toMatchObject({ name: 'outcome.png', altText: outcomeAltText(t, proposal) });
    expect(file?.data).toEqual(await drawChart(outcomeChart(t, proposal)));
  });

  it('is left out where it cannot be drawn, and where there is no outcome', async () => {
    const broken: Translate = (key, values) => {
      if (key.startsWith('pictures:')) throw new Error('There is no such text');
      return t(key, values);
    };
    expect(await outcomeFiles({ log }, broken, closedFront(TWO))).toEqual([]);
    const { outcome: _none, ...open } = closedFront(TWO);
    expect(await outcomeFiles({ log }, t, { ...open, state: 'withdrawn' })).toEqual([]);
  });
});
