import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, keepScreenshot, openTab, startBrowser } from '../support/browser.js';
import { setStage, type Stage } from '../support/stage.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the page, in Chromium', () => {
  let stage: Stage;
  let browser: Browser;
  const outside: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    browser = await startBrowser(chromium ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  /** A tab of its own for somebody, in the channel where they decide. */
  async function openAs(name: string): Promise<Page> {
    const page = await openTab(browser, complaints);
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.local.origin) && !request.url().startsWith('data:'))
        outside.push(request.url());
    });
    await page.goto(`${stage.local.origin}/#person=${name}`);
    const channel = stage.local.person(name).in('Harbour City Coalition#joint-action').channelId;
    await page.getByTestId(`channel-${channel}`).click();
    await page.getByTestId('command-input').waitFor();
    return page;
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last();
  const says = (page: Page, text: string | RegExp) =>
    page.getByText(text).last().waitFor({ timeout: 10_000 });

  it('opens for somebody who has never been here', async () => {
    const page = await browser.newPage();
    await page.goto(stage.local.origin);
    await page.getByTestId('person-picker').waitFor();
    await page.getByTestId('help-card').waitFor();
    await keepScreenshot(page, '0-first-visit');
    await page.close();
  });

  it('carries a newcomer from an explainer to an outcome and a reminder', { timeout: 120_000 }, async () => {
    const amara = await openAs('Amara');
    if (await amara.getByTestId('help-dismiss').isVisible()) await amara.getByTestId('help-dismiss').click();
    await amara.getByTestId('command-input').fill('/explain united front');
    await amara.keyboard.press('Enter');
    await says(amara, 'The united front');
    await says(amara, /From the article/u);
    await keepScreenshot(amara, '1-explainer');

    await amara.getByTestId('command-input').fill('/propose');
    await amara.keyboard.press('Enter');
    await amara.getByTestId('modal').waitFor();
    await amara.getByTestId('modal-field-title').fill('Picket at the harbour gate');
    await amara.getByTestId('modal-field-how').fill('Picket with leaflets for the early shift');
    await amara.getByTestId('modal-field-whom').fill('employer: Harbour Ltd');
    await amara.getByTestId('modal-field-when-where').fill('in 4 days at 6am, Gate 2, Quay Street');
    await amara
      .getByTestId('modal-field-details')
      .fill('Bring warm clothes. We leave the gate free for ambulances.');
    await keepScreenshot(amara, '2-form');
    await amara.getByTestId('modal-submit').click();
    await amara.getByRole('combobox', { name: 'Choose your time zone' }).click();
    await amara.getByRole('option', { name: /Europe\/Berlin/u }).click();
    await says(amara, /Preview: Picket at the harbour gate/u);
    await keepScreenshot(amara, '3-preview');
    await button(amara, 'Publish').click();
    await says(amara, /Published/u);
    await says(amara, /0 of about 11 voted/u);

    const votes = { Jonas: 'For', Mei: 'For', Priya: 'Against', Leila: 'Abstain' };
    const tabs: Record<string, Page> = {};
    for (const [name, label] of Object.entries(votes)) {
      const page = await openAs(name);
      tabs[name] = page;
      await button(page, label).click();
      await says(page, new RegExp(`Recorded: ${label}`, 'u'));
    }
    const { Jonas: jonas, Priya: priya, Leila: leila } = tabs;
    if (jonas === undefined || priya === undefined || leila === undefined)
      throw new Error('A tab is missing');
    await button(priya, 'For').click();
    await says(priya, /Recorded: For/u);
    await button(leila, 'More').click();
    await button(leila, 'Take back my vote').click();
    await says(leila, /is taken back/u);
    await jonas.getByTestId('help-dismiss').click();
    await keepScreenshot(jonas, '4-voted');
    await button(jonas, 'More').click();
    await button(jonas, 'Remind me').click();
    await says(jonas, /You get a private message/u);
    for (let day = 0; day < 3; day += 1) await jonas.getByTestId('clock-advance-1440').click();
    await says(jonas, /Agreed: Picket at the harbour gate/u);
    await says(jonas, /For 3 · Against 0 · Abstain 0/u);
    await keepScreenshot(jonas, '5-outcome');
    await jonas.getByTestId('clock-advance-1440').click();
    await jonas.locator('[data-testid^="dm-"]').first().click();
    await says(jonas, /A reminder you set is due/u);
    await button(jonas, 'Show').click();
    await says(jonas, /Picket at the harbour gate/u);
    await keepScreenshot(jonas, '6-reminder');
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
