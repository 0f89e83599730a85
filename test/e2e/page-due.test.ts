import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDue } from '../../src/local-discord/page-api.js';
import { texts } from '../../src/local-discord/page/texts.js';
import { findChromium, keepScreenshot, openTab, startBrowser } from '../support/browser.js';
import { DAY, HOUR, MINUTE, setStage, type Stage } from '../support/stage.js';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
const JOINT_ACTION = 'Harbour City Coalition#joint-action';

async function dueOf(stage: Stage, rows = 200): Promise<Extract<PageDue, { told: true }>> {
  const answer = await fetch(`${stage.local.origin}/page/due?rows=${String(rows)}`);
  const due = (await answer.json()) as PageDue;
  if (!due.told) throw new Error('Nothing is told of what is due');
  return due;
}

async function prepare(stage: Stage): Promise<void> {
  await stage.at('Amara').command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' });
}

/** A reminder for the channel in ten minutes, where the bot may then not write until it is let again. */
async function oweInVain(stage: Stage): Promise<void> {
  const reminder = { text: 'Assembly', when: 'in 10 minutes', channel: 'joint-action' };
  await stage.at('Amara').command('remind create', reminder);
  stage.local.setBotPermission(JOINT_ACTION, ['SendMessages']);
}

describe('what is due, as the page is told', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage();
    await prepare(stage);
  });
  afterAll(() => stage.close());

  it('is all there is, in order of time, and the instant of the next', async () => {
    expect(await dueOf(stage)).toEqual({ told: true, rows: [], more: 0 });
    await stage.at('Amara').command('remind create', { text: 'Banner', when: 'in 2 days' });
    await stage.at('Jonas').command('remind create', { text: 'Leaflets', when: 'in 3 hours' });
    const { rows, next } = await dueOf(stage);
    expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
      ['reminder', 'once'],
      ['reminder', 'once'],
    ]);
    const [first, second] = rows.map(({ at }) => Date.parse(at));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(DAY);
    expect(next).toBe(rows[0]?.at);
    expect((await dueOf(stage, 0)).rows).toEqual([]);
    expect((await dueOf(stage, 1)).more).toBe(1);
  });

  it('tells of a message how often it was tried and why it waits', async () => {
    await oweInVain(stage);
    await stage.advance(11 * MINUTE);
    const message = async () => (await dueOf(stage)).rows.find(({ kind }) => kind === 'outbox');
    expect(await message()).toMatchObject({ about: 'reminder', to: 'channel', state: 'owed', attempts: 1 });
    expect((await message())?.reason).toBeTruthy();
    await stage.advance(HOUR);
    expect((await message())?.attempts).toBeGreaterThan(1);
    stage.local.setBotPermission(JOINT_ACTION, []);
    await stage.advance(HOUR);
    expect((await message())?.state ?? 'sent').toBe('sent');
    // A row left over is looked at once more after a minute.
    for (let nth = 0; nth < 2; nth += 1) await stage.advance(2 * MINUTE);
    expect(await message()).toBeUndefined();
  });

  it('says nothing of who anybody is, nor what they wrote', async () => {
    const { rows } = await dueOf(stage);
    const told = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(1);
    for (const { id, name } of stage.local.world.state.people) {
      expect(told).not.toContain(id);
      expect(told).not.toContain(name);
    }
    for (const text of ['Banner', 'Leaflets', 'Assembly']) expect(told).not.toContain(text);
  });

  it('is as much as was asked for, and how many more there are, counted up to a thousand', async () => {
    const later = new Date(stage.local.clock.now().getTime() + 30 * DAY).toISOString();
    const add = (count: number, of: string) =>
      Promise.all(
        Array.from({ length: count }, (_, nth) =>
          stage.app.deps.due.add({ kind: 'draft', id: `${of}${String(nth)}`, at: later }),
        ),
      );
    const before = (await dueOf(stage)).rows.length;
    await add(250, 'some');
    const some = await dueOf(stage);
    expect([some.rows.length, some.more]).toEqual([200, before + 50]);
    await add(1_500, 'many');
    expect((await dueOf(stage)).more).toBe(1_000);
  });

  it('is not told while the bot is stopped, and again when it is back', async () => {
    const asked = async () => (await fetch(`${stage.local.origin}/page/due`)).json();
    await stage.stopBot();
    expect(await asked()).toEqual({ told: false });
    await stage.startBot();
    expect(await asked()).toMatchObject({ told: true });
  });
});

it('every kind of due work, and everything a message is about, has words on the page', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const kinds = files.flatMap((name) =>
    [...readFileSync(path.join(SOURCE, name), 'utf8').matchAll(/due\.add\(\{\s*kind: '([^']+)'/gu)].map(
      (found) => found[1] ?? '',
    ),
  );
  expect(kinds).toEqual(expect.arrayContaining(['close', 'draft', 'outbox', 'reminder']));
  expect(kinds.filter((kind) => texts.due.kinds[kind] === undefined)).toEqual([]);
  const item = readFileSync(path.join(SOURCE, 'outbox/item.ts'), 'utf8').split('export type About')[0] ?? '';
  const abouts = [...item.matchAll(/kind: z\.literal\('([^']+)'\)/gu)].map((found) => found[1] ?? '');
  expect(abouts).toEqual(expect.arrayContaining(['card', 'reminder']));
  expect(abouts.filter((about) => texts.due.about[about] === undefined)).toEqual([]);
});

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the table of due work, in Chromium', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    await prepare(stage);
    browser = await startBrowser(chromium ?? '');
    page = await openTab(browser, complaints);
    await page.goto(`${stage.local.origin}/#person=Amara&channel=${stage.at('Amara').channelId}`);
    await page.getByTestId('help-dismiss').click();
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  const rows = () => page.getByTestId('due-row');
  const next = () => page.getByTestId('clock-next');

  it('opens beside the clock, and the clock moves exactly to what is next', { timeout: 60_000 }, async () => {
    await page.getByTestId('due-open').press('Enter');
    await page.getByTestId('due-body').getByText('Nothing is due.').waitFor();
    await next().and(page.locator(':disabled')).waitFor();

    await stage.at('Amara').command('remind create', { text: 'Bring the banner', when: 'in 3 days' });
    await rows().getByText('reminder', { exact: true }).waitFor();
    expect(await rows().innerText()).toMatch(/in 2 days|in 3 days/u);
    const { at = '' } = (await dueOf(stage)).rows[0] ?? {};
    await next().and(page.locator(':enabled')).waitFor();
    await next().press('Enter');
    // Sent, it leaves the table; what is left tidies up.
    await rows().getByText('tidying up after a reminder').waitFor();
    const past = stage.local.clock.now().getTime() - Date.parse(at);
    expect(past).toBeGreaterThanOrEqual(0);
    expect(past).toBeLessThan(10_000);
    await page.getByTestId(/^dm-/u).click();
    await page.getByText('A reminder you set is due').waitFor();

    await next().press('Enter');
    await page.getByTestId('due-body').getByText('Nothing is due.').waitFor();
    await next().and(page.locator(':disabled')).waitFor();
    await page.getByTestId('due-close').press('Enter');
    expect(await page.getByTestId('due').isVisible()).toBe(false);
    expect(await page.locator(':focus').getAttribute('data-testid')).toBe('due-open');
  });

  it('shows what cannot be delivered, how often it was tried, and why', { timeout: 60_000 }, async () => {
    await oweInVain(stage);
    await page.getByTestId('due-open').click();
    await page.getByTestId('clock-advance-60').click();
    const row = rows().filter({ hasText: 'message to a channel' });
    await row
      .getByText(/^because of: /u)
      .first()
      .waitFor();
    expect(await row.first().locator('td').last().innerText()).toBe('1');
    await keepScreenshot(page, '10-due-work');
    stage.local.setBotPermission(JOINT_ACTION, []);
    await page.getByTestId('clock-advance-60').click();
    await expect.poll(() => row.getByText('to be sent').count()).toBe(0);
    for (let nth = 0; nth < 2; nth += 1) await page.getByTestId('clock-advance-10').click();
    await expect.poll(() => row.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows two hundred rows, and how many more there are', { timeout: 60_000 }, async () => {
    const later = new Date(stage.local.clock.now().getTime() + 300 * DAY).toISOString();
    for (let nth = 0; nth < 260; nth += 1)
      await stage.app.deps.due.add({ kind: 'draft', id: `d${String(nth)}`, at: later });
    const total = (await dueOf(stage)).rows.length + (await dueOf(stage)).more;
    await page
      .getByTestId('due-more')
      .getByText(`and ${String(total - 200)} later`)
      .waitFor();
    expect(await rows().count()).toBe(200);
    await page.getByTestId('due-close').click();
  });

  it('a full channel shows its last hundred messages, and more when asked', { timeout: 60_000 }, async () => {
    const amara = stage.at('Amara');
    const messages = stage.local.world.messages(amara.channelId);
    const [sample] = messages.filter(({ privateTo }) => privateTo === undefined);
    if (sample === undefined) throw new Error('Nothing was posted');
    for (let nth = messages.length; nth < 250; nth += 1) {
      const message = { ...sample.message, id: String(BigInt(sample.message.id) + BigInt(nth)) };
      messages.push({ ...sample, message });
    }
    await page.getByTestId(`channel-${amara.channelId}`).click();
    const shown = () => page.locator('discord-message').count();
    await page.getByTestId('messages-earlier').waitFor();
    expect(await shown()).toBe(100);
    await page.getByTestId('messages-earlier').press('Enter');
    await expect.poll(shown).toBe(200);
    await page.getByTestId('messages-earlier').press('Enter');
    await page.getByTestId('messages-earlier').waitFor({ state: 'detached' });
    expect(await shown()).toBe(250);
    expect(complaints).toEqual([]);
  });
});
