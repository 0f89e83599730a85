import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chart } from '../../src/pictures/chart.js';
import { drawChart } from '../../src/pictures/draw.js';
import { loadPen } from '../../src/pictures/fonts.js';
import { outcomeChart } from '../../src/pictures/outcome-picture.js';
import { loadTexts, type Translate } from '../../src/texts/texts.js';
import { closedFront, TWELVE, TWO } from './fronts.js';
import { chunksOf, differenceOf } from './pixels.js';

/** UPDATE_PICTURES=1 draws the kept images anew; then they have to be looked at. */
const UPDATE = process.env.UPDATE_PICTURES === '1';
/** Edges of letters may differ a little from one processor to another. */
const TOLERATED = 0.0005;

let t: Translate;
beforeAll(async () => {
  t = (await loadTexts('data/locales', true)).in('en');
});

const two = () => outcomeChart(t, closedFront(TWO));
const twelve = () =>
  outcomeChart(t, closedFront(TWELVE, { needed: 7, title: 'مسيرة المستأجرين – 1 May, “March & Strike”' }));
const turned = (): Chart => ({ ...two(), direction: 'rtl' });

describe('a picture', () => {
  it.each([
    ['outcome-2.png', two],
    ['outcome-12.png', twelve],
    ['outcome-2-turned.png', turned],
  ])('is drawn as %s was', async (name, chart) => {
    const file = new URL(name, import.meta.url);
    const picture = await drawChart(chart());
    if (UPDATE) await writeFile(file, picture);
    expect(await differenceOf(picture, await readFile(file))).toBeLessThan(TOLERATED);
  });

  it('would be seen to differ by one vote', async () => {
    const [first, ...rest] = TWO;
    const other = outcomeChart(t, closedFront([{ ...first!, votes: [30, 5, 2] }, ...rest]));
    const kept = await readFile(new URL('outcome-2.png', import.meta.url));
    expect(await differenceOf(await drawChart(other), kept)).toBeGreaterThan(TOLERATED);
  });

  it('is a PNG of pixels alone: no text, no time, no place is in the file', async () => {
    expect(new Set(chunksOf(await drawChart(twelve())))).toEqual(
      new Set(['IHDR', 'sBIT', 'sRGB', 'IDAT', 'IEND']),
    );
  });

  it('is drawn once for all servers of a front', async () => {
    const [one, other] = [drawChart(two()), drawChart(two())];
    expect(other).toBe(one);
    expect(await one).toBe(await other);
  });

  it('is drawn with our fonts alone, and leaves the environment as it was', async () => {
    const { canvas, holds } = await loadPen();
    expect(process.env).not.toHaveProperty('DISABLE_SYSTEM_FONTS_LOAD');
    expect(canvas.GlobalFonts.families.every(({ family }) => /^noto.sans/iu.test(family))).toBe(true);
    const held = (text: string) => [...text].every((character) => holds(character.codePointAt(0)!));
    expect(held('Straße Łódź Ελλάς Профсоюз اتحاد איגוד संघ Đoàn … · “” – ◌ 0123456789')).toBe(true);
    for (const none of ['学', '🌹', 'Ա', '\u0897', '\u{10FFFE}']) expect(held(none)).toBe(false);
  });
});
