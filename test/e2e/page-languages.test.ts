import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, keepScreenshot, openTab, startBrowser } from '../support/browser.js';
import { setStage, type Stage } from '../support/stage.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the page in a browser’s language', () => {
  let stage: Stage;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    browser = await startBrowser(chromium ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  async function open(who: string, query: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openTab(browser, complaints, options);
    await page.goto(`${stage.local.origin}/${query}#person=${who}`);
    const channel = stage.local.person(who).in('Harbour City Coalition#joint-action').channelId;
    await page.getByTestId(`channel-${channel}`).click();
    await page.getByTestId('command-input').waitFor();
    return page;
  }
  const language = (page: Page) => page.evaluate('document.documentElement.lang');

  it('is Spanish for a Spanish browser, and says so', async () => {
    const page = await open('Diego', '', { locale: 'es-MX' });
    expect(await language(page)).toBe('es');
    expect(await page.title()).toMatch(/Discord local$/u);
    await page.getByText('Prueba el bot sin una cuenta de Discord').waitFor();
    await page.getByTestId('person-picker').click();
    const people = page.getByRole('dialog');
    await people.getByText("integrante de Tenants' Union, usa Discord en español").waitFor();
    expect(await people.innerText()).not.toMatch(/member of|organiser|may manage/u);
    await keepScreenshot(page, 'spanish-page');
    await page.close();
  });

  it('is what ?lang= asks for, and English for any other browser', async () => {
    const asked = await open('Mei', '?lang=es', { locale: 'en-US' });
    expect(await language(asked)).toBe('es');
    await asked.close();
    const other = await open('Mei', '', { locale: 'fi-FI' });
    expect(await language(other)).toBe('en');
    expect(await other.title()).toMatch(/Local Discord$/u);
    await other.close();
  });

  it('shows commands in the person’s language, whatever the browser’s; either name can be typed', async () => {
    const page = await open('Diego', '', { locale: 'en-GB' });
    const line = page.getByTestId('command-input');
    await line.fill('/');
    const offered = await page.getByTestId('suggestion').allInnerTexts();
    expect(offered.join('\n')).toContain('/proponer');
    for (const typed of ['/propose ', '/proponer ']) {
      await line.fill(typed);
      const panel = page.getByTestId('command-panel');
      await panel.waitFor();
      expect(await panel.getByRole('textbox').count()).toBeGreaterThan(3);
      await panel.getByText('título', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
    }
    await line.fill('/explicar');
    await page.keyboard.press('Enter');
    await page.getByText('¿Sobre qué te gustaría leer?').waitFor({ timeout: 10_000 });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('an option whose name has a hyphen can be typed by name', async () => {
    const page = await open('Mei', '', { locale: 'en-GB' });
    await page.getByTestId('command-input').fill('/settings set my-timezone: Berlin');
    await page.getByTestId('command-panel').waitFor();
    expect(await page.getByTestId('option-my-timezone').inputValue()).toBe('Berlin');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
