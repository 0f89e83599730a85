import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, keepScreenshot, openTab, startBrowser } from '../support/browser.js';
import { setStage, type Stage } from '../support/stage.js';

const chromium = findChromium();
const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';

describe.skipIf(chromium === undefined)('a united front on the page, in Chromium', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    browser = await startBrowser(chromium ?? '');
    page = await openTab(browser, complaints);
    await foundFront();
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  /** Two servers in one front, an organisation in each. */
  async function foundFront(): Promise<void> {
    const [amara, sofia] = [stage.at('Amara'), stage.at('Sofia', `${UNIVERSITY}#joint-action`)];
    for (const seat of [amara, sofia]) {
      await seat.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' });
    }
    await amara.command('organisation add', { name: 'Tenants', members: "Tenants' Union" });
    await sofia.command('organisation add', { name: 'Students', members: 'Student Group' });
    const founded = await amara.command('front found', { name: 'Harbour Front' });
    if (founded.kind !== 'message') throw new Error(`/front found answered ${founded.kind}`);
    const code = /`([^`]+)`/u.exec(founded.message.text)?.[1] ?? '';
    const asked = await sofia.command('front join', { code });
    if (asked.kind !== 'message') throw new Error(`/front join answered ${asked.kind}`);
    await sofia.press(asked.message, 'Join');
  }

  async function propose(title: string): Promise<void> {
    const proposer = stage.at('Leila');
    const preview = await proposer.command('propose', {
      title,
      how: 'Rally with speeches',
      whom: 'institution: City Council',
      when: 'in 5 days at 6pm',
      where: 'Town Hall Square',
      to: 'the front',
    });
    if (preview.kind !== 'message') throw new Error(`/propose answered ${preview.kind}`);
    await proposer.press(preview.message, 'Publish');
    await stage.app.tick();
  }

  const idOf = (server: string) =>
    stage.local.world.state.guilds.find((guild) => guild.name === server)?.id ?? '';
  const column = (server: string): Locator => page.getByTestId(`side-${idOf(server)}`);
  const press = (server: string, label: string) =>
    column(server).getByRole('button', { name: label, exact: true }).last().click();
  const says = (server: string, text: string | RegExp) =>
    column(server).getByText(text).last().waitFor({ timeout: 10_000 });
  const be = (server: string, id: string) => page.getByTestId(`side-person-${idOf(server)}`).selectOption(id);

  it(
    'lets a newcomer join and vote, and shows one proposal in both servers',
    { timeout: 60_000 },
    async () => {
      await propose('Rally before she came');
      await page.goto(`${stage.local.origin}/#person=Leila&channel=${stage.at('Leila').channelId}`);
      await page.getByTestId('help-dismiss').click();

      // By keyboard, as far as choosing goes.
      await page.getByTestId('people-open').press('Enter');
      await page.getByTestId('join-new').fill('Ines');
      await page.keyboard.press('Enter');
      await page.getByTestId('members-status').getByText(`Ines joined ${HARBOUR}.`).waitFor();
      const ines = stage.local.person('Ines');
      const count = page.locator('.role-counts li', { hasText: "Tenants' Union" });
      expect(await count.innerText()).toMatch(/5$/u);
      const box = page.getByTestId(`member-${ines.id}`).getByLabel("Tenants' Union");
      await box.focus();
      await page.keyboard.press('Space');
      await page.getByTestId('members-status').getByText("Ines now has the role Tenants' Union.").waitFor();
      expect(await box.isChecked()).toBe(true);
      expect(await page.locator(':focus').getAttribute('data-testid')).toContain(`role-${ines.id}-`);
      expect(await count.innerText()).toMatch(/6$/u);
      expect(ines.roles(HARBOUR)).toEqual(["Tenants' Union"]);
      await keepScreenshot(page, '7-people');
      await page.keyboard.press('Escape');

      // What was opened before is not hers to decide; what comes after is.
      await page.getByTestId('side-open').press('Enter');
      await be(HARBOUR, ines.id);
      await says(HARBOUR, 'Rally before she came');
      await says(UNIVERSITY, 'Rally before she came');
      await press(HARBOUR, 'For');
      await says(HARBOUR, /only people who were in this server before the vote opened/u);
      await propose('Rally for homes');
      await says(HARBOUR, 'Rally for homes');
      await says(UNIVERSITY, 'Rally for homes');
      await press(HARBOUR, 'For');
      await says(HARBOUR, /Recorded: For, in Tenants/u);
      const hana = stage.local.person('Hana').id;
      await be(UNIVERSITY, hana);
      await press(UNIVERSITY, 'For');
      await says(UNIVERSITY, /Recorded: For, in Students/u);
      await keepScreenshot(page, '8-side-by-side');

      // The address holds who looks where.
      await page.reload();
      await says(UNIVERSITY, /Recorded: For, in Students/u);
      expect(await page.getByTestId(`side-person-${idOf(UNIVERSITY)}`).inputValue()).toBe(hana);

      for (let day = 0; day < 2; day += 1) await page.getByTestId('clock-advance-1440').click();
      for (const server of [HARBOUR, UNIVERSITY]) {
        await says(server, 'Agreed: Rally for homes');
        await says(server, /Tenants is in[\s\S]*Students is in/u);
      }
      await keepScreenshot(page, '9-side-by-side-outcome');
      await page.getByTestId(`side-alone-${idOf(UNIVERSITY)}`).press('Enter');
      await page.getByTestId('person-picker').getByText('Hana').waitFor();
      expect(complaints).toEqual([]);
    },
  );
});
