import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openTab, startBrowser } from '../support/browser.js';
import { setStage, type Stage } from '../support/stage.js';

const chromium = findChromium();

/** What has to have a name, so that a screen reader can say more of it than what kind of thing it is. */
const NAMED =
  /^\s*- (?:button|textbox|combobox|searchbox|listbox|checkbox|radio|spinbutton|link|img|dialog|navigation|region)(?: \[[^\]]*\])*:?$/u;

/** Pairs of colours that text is shown in, by the page's own names: letters, then what is behind them. */
const PAIRS = ['--text', '--strong', '--soft', '--link', '--wrong'].flatMap((letters) =>
  ['--ground', '--side', '--deep'].map((behind) => [letters, behind] as const),
);

/** Contrast of two colours as WCAG 2 defines it, 1 to 21; 4.5 is what it asks of text. */
function contrast(one: string, other: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const unnamed = (tree: string) =>
  tree.split('\n').filter((line, at, lines) => NAMED.test(line) && !isSlash(lines.slice(at - 1, at + 2)));

/** The slash before a command's name in "somebody used /command", drawn by the library of message components. */
function isSlash([before = '', icon = '', after = '']: string[]): boolean {
  return /- text: .+ used$/u.test(before) && /- img$/u.test(icon) && /- text: [\w -]+$/u.test(after);
}

it('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('what has no name is noticed', () => {
  const tree = [
    '- banner:',
    '  - button "Help" [expanded]',
    '  - button',
    '  - img',
    '  - textbox [disabled]:',
    '    - text: a',
  ];
  expect(unnamed(tree.join('\n'))).toEqual(['  - button', '  - img', '  - textbox [disabled]:']);
});

describe.skipIf(chromium === undefined)('the page, for those who do not see it or use no mouse', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    browser = await startBrowser(chromium ?? '');
    page = await openTab(browser, []);
    await page.goto(`${stage.local.origin}/#person=Amara`);
    const channel = stage.local.person('Amara').in('Harbour City Coalition#joint-action').channelId;
    await page.getByTestId(`channel-${channel}`).click();
    await page.getByTestId('command-input').fill('/explain united front');
    await page.keyboard.press('Enter');
    await page
      .getByText(/From the article/u)
      .last()
      .waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  const tree = () => page.locator('body').ariaSnapshot();

  it('says its language, and everything that can be used has a name', async () => {
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^[a-z]{2}/u);
    const seen = await tree();
    expect(seen).toMatch(/- textbox|- combobox/u);
    expect(unnamed(seen)).toEqual([]);
  });

  it('has headings without a level left out', async () => {
    const levels = [...(await tree()).matchAll(/- heading .*\[level=(\d)\]/gu)].map(([, level]) =>
      Number(level),
    );
    expect(levels.length).toBeGreaterThan(0);
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1);
    expect(jumps, `levels in order: ${levels.join(' ')}`).toEqual([]);
  });

  it('a message is read in order: title, text, where it comes from, then menus and buttons', async () => {
    const seen = await tree();
    const parts = ['In short', 'From the article “', 'Read next', 'Show here', 'All topics'];
    const places = parts.map((part) => seen.lastIndexOf(part));
    expect(
      places.every((place) => place > 0),
      seen,
    ).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(seen.lastIndexOf('The united front', places[0])).toBeGreaterThan(0);
  });

  it('is walked through with Tab in the order it is read, past everything to the commands at once', async () => {
    expect(await page.locator('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').count()).toBe(0);
    await page.reload();
    await page.getByTestId('command-input').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('command-input');
  });

  it('has letters that stand out from what is behind them', async () => {
    const names = [...new Set(PAIRS.flat()), '--accent'];
    const colours = await page.evaluate<Record<string, string>>(
      `Object.fromEntries(${JSON.stringify(names)}.map((name) =>
        [name, getComputedStyle(document.documentElement).getPropertyValue(name).trim()]))`,
    );
    const colour = (name: string) => colours[name] ?? '';
    for (const name of names) expect(colour(name), name).toMatch(/^#[0-9a-f]{6}$/u);
    for (const [letters, behind] of PAIRS)
      expect(contrast(colour(letters), colour(behind)), `${letters} on ${behind}`).toBeGreaterThanOrEqual(
        4.5,
      );
    expect(contrast('#ffffff', colour('--accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
