import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ROWS, type Chart, type ChartRow, type Filling } from '../../src/pictures/chart.js';
import { layOut, type FontMeasure } from '../../src/pictures/layout.js';
import type { Element, Scene, Shape, Words } from '../../src/pictures/scene.js';
import { shares, THINNEST } from '../../src/pictures/shares.js';

/** A font in which every character is as wide as it is high, so that texts are cut early. */
const fonts: FontMeasure = {
  holds: (point) => point < 0x3000,
  width: (text, { size }) => [...text].length * size * 0.6,
};

const FILLINGS: readonly Filling[] = ['solid', 'striped', 'dotted'];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom('', 'اتحاد المستأجرين', 'W'.repeat(100), 'Tenants of Harbour Street'),
);
const mark = fc.constantFrom('check' as const, 'cross' as const, 'ring' as const, 'dash' as const);
const bar: fc.Arbitrary<ChartRow['bar']> = fc.oneof(
  text.map((withheld) => ({ withheld })),
  fc
    .tuple(fc.tuple(fc.nat(), fc.nat(50), fc.nat(3)), fc.option(fc.nat(1_000), { nil: undefined }))
    .map(([counts, more]) => ({
      parts: counts.map((count, at) => ({ filling: FILLINGS[at]!, count })),
      ...(more === undefined ? {} : { of: counts.reduce((a, b) => a + b, more) }),
      figures: counts.join(' · '),
    })),
);
const row: fc.Arbitrary<ChartRow> = fc
  .record({ label: text, note: fc.option(fc.record({ text, mark }), { nil: undefined }), bar })
  .map(({ note, ...rest }) => ({
    ...rest,
    labelInstead: 'Organisation 1',
    ...(note === undefined ? {} : { note }),
  }));
const chart: fc.Arbitrary<Chart> = fc.record({
  language: fc.constant('en'),
  direction: fc.constantFrom('ltr' as const, 'rtl' as const),
  verdict: fc.record({ text, mark }),
  title: text,
  lines: fc.array(text, { maxLength: 3 }),
  legend: fc.array(fc.record({ filling: fc.constantFrom(...FILLINGS), label: text }), { maxLength: 3 }),
  rows: fc.array(row, { maxLength: 25 }),
  rest: text,
  footer: text,
});

const check = (claim: (scene: Scene, chart: Chart) => void, numRuns = 100) =>
  fc.assert(
    fc.property(chart, (one) => claim(layOut(one, fonts), one)),
    { numRuns },
  );
const ofKind = (scene: Scene, of: Shape['of']) =>
  scene.elements.filter((element): element is Shape => element.kind === 'rect' && element.of === of);
const words = (scene: Scene) => scene.elements.filter((element): element is Words => element.kind === 'text');
const right = ({ x, width }: Element) => x + width;
const below = ({ y, height }: Element) => y + height;
const covers = (one: Element, other: Element) =>
  one.x < right(other) && other.x < right(one) && one.y < below(other) && other.y < below(one);

describe('the layout of a picture', () => {
  it('has nothing outside the frame', () => {
    check((scene) => {
      for (const { x, y, width, height } of scene.elements) {
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(scene.width);
        expect(y + height).toBeLessThanOrEqual(scene.height);
      }
    });
  });

  it('has nothing over anything else, save parts on their track and all on the ground', () => {
    check((scene) => {
      const apart = scene.elements.filter(
        (element) => element.kind !== 'rect' || (element.of !== 'ground' && element.of !== 'track'),
      );
      apart.forEach((one, at) => {
        for (const other of apart.slice(at + 1))
          if (covers(one, other)) expect.fail(JSON.stringify([one, other]));
      });
      const tracks = ofKind(scene, 'track');
      for (const part of ofKind(scene, 'part'))
        expect(tracks.filter((track) => covers(part, track))).toHaveLength(1);
      for (const track of tracks)
        for (const one of apart)
          expect(covers(track, one) && !(one.kind === 'rect' && one.of === 'part')).toBe(false);
    });
  });

  it('has every text in its box, in letters of at least 28 pixels at 1,200 across', () => {
    check((scene) => {
      expect(scene.width).toBe(1_200);
      for (const { lines, width, style } of words(scene)) {
        expect(style.size).toBeGreaterThanOrEqual(28);
        for (const line of lines)
          if (line !== '…') expect(fonts.width(line, style)).toBeLessThanOrEqual(width);
      }
    });
  });

  it('shows every count over zero, in proportion, with the filling of the legend', () => {
    check((scene, { rows }) => {
      const bars = rows.slice(0, MOST_ROWS).flatMap(({ bar: one }) => ('parts' in one ? [one] : []));
      const parts = ofKind(scene, 'part');
      const tracks = ofKind(scene, 'track');
      expect(tracks).toHaveLength(bars.length);
      tracks.forEach((track, at) => {
        const mine = parts.filter((part) => covers(part, track));
        const shown = bars[at]!.parts.filter(({ count }) => count > 0);
        expect(mine.map(({ filling }) => filling)).toEqual(shown.map(({ filling }) => filling));
        const whole = bars[at]!.of ?? shown.reduce((sum, { count }) => sum + count, 0);
        mine.forEach(({ width }, part) => {
          expect(width).toBeGreaterThanOrEqual(THINNEST - 1);
          expect(Math.abs(width - (shown[part]!.count / whole) * track.width)).toBeLessThanOrEqual(
            3 * THINNEST,
          );
        });
      });
    });
  });

  it('has as many elements whatever the texts are', () => {
    const kinds = ({ elements }: Scene) => elements.map((one) => (one.kind === 'mark' ? one.kind : one.of));
    check((scene, one) => {
      const plain: Chart = {
        ...one,
        title: 'Picket',
        rows: one.rows.map((each) => ({ ...each, label: 'Tenants' })),
      };
      expect(kinds(scene)).toEqual(kinds(layOut(plain, fonts)));
    });
  });

  it('is turned over where the language is read from the right', () => {
    check((scene, one) => {
      const other = layOut({ ...one, direction: one.direction === 'rtl' ? 'ltr' : 'rtl' }, fonts);
      scene.elements.forEach((element, at) => {
        expect(right(other.elements[at]!)).toBe(scene.width - element.x);
        expect(other.elements[at]!.y).toBe(element.y);
      });
    });
  });

  it('draws no more than twenty rows, and says what is left out', () => {
    const [one] = fc.sample(chart, 1);
    const rows: ChartRow[] = Array.from({ length: 30 }, (_row, at) => ({
      label: `Organisation ${String(at)}`,
      labelInstead: '',
      bar: { withheld: 'Not shown' },
    }));
    const scene = layOut({ ...one!, rows, rest: 'and 10 more' }, fonts);
    expect(words(scene).filter(({ of }) => of === 'label')).toHaveLength(20);
    expect(words(scene).find(({ of }) => of === 'rest')?.lines).toEqual(['and 10 more']);
  });
});

describe('the parts of a bar', () => {
  it.each([
    [[1, 1], 100, undefined, [50, 50]],
    [[3, 1], 100, undefined, [75, 25]],
    [[0, 0], 100, undefined, [0, 0]],
    [[0, 5, 0], 100, undefined, [0, 100, 0]],
    [[1_000, 1, 0], 600, undefined, [600 - THINNEST, THINNEST, 0]],
    [[25], 100, 100, [25]],
    [[1], 600, 1_000_000, [THINNEST]],
    // What is given to the thin ones makes no other one thinner than them.
    [[10_000, 1, 205], 600, undefined, [576, THINNEST, THINNEST]],
  ])('%j on %i pixels of %s are %j', (counts, length, of, expected) => {
    expect(shares(counts, length, of)).toEqual(expected);
  });

  it('are together as long as the bar, and the longer the more there are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 }), (counts) => {
        const lengths = shares(counts, 600);
        const any = counts.some((count) => count > 0);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(any ? 600 : 0);
        counts.forEach((count, at) => {
          counts.forEach((other, beside) => {
            if (count > other) expect(lengths[at]! + 1).toBeGreaterThanOrEqual(lengths[beside]!);
          });
        });
      }),
    );
  });
});
