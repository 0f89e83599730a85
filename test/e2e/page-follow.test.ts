import { deflateSync, crc32 } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askWithFiles } from '../local-discord/raw.js';
import { findChromium, keepScreenshot, openTab, startBrowser } from '../support/browser.js';
import { DAY, HOUR, setStage, type Stage } from '../support/stage.js';

const chromium = findChromium();
const HARBOUR = 'Harbour City Coalition';
const ALT = 'Two bars: the Dockworkers are in with 31 for and 4 against, the Tenants are out.';

/** Bars in two colours, as a PNG. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = (y: number): Buffer => {
    const long = y % 80 < 20 ? 0 : (y < height / 2 ? 0.8 : 0.3) * width;
    const colours = Array.from({ length: width }, (_, x) => (x < long ? [86, 180, 233] : [35, 36, 40]));
    return Buffer.from([0, ...colours.flat()]);
  };
  const rows = Buffer.concat(Array.from({ length: height }, (_, y) => row(y)));
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Test//Test//EN',
  'BEGIN:VEVENT',
  'UID:3f9a01c2@example.org',
  'SEQUENCE:2',
  'STATUS:CONFIRMED',
  'SUMMARY:Picket at the harbour\\, gate 2',
  'DTSTART;TZID=America/New_York:20270501T100000',
  'DTEND:20270501T160000Z',
  'LOCATION:Harbour gate 2',
  'DESCRIPTION:First line\\nSecond line that goes on <img src=x onerror=alert(1)> and is f',
  ' olded here',
  'BEGIN:VALARM',
  'TRIGGER:-PT2H',
  'END:VALARM',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

describe.skipIf(chromium === undefined)('what follows a decision, on the page, in Chromium', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  let guild: string;
  let channel: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await setStage({ at: Date.now() });
    ({ channelId: channel, guildId: guild = '' } = stage.at('Amara'));
    browser = await startBrowser(chromium ?? '');
    page = await openTab(browser, complaints, { timezoneId: 'Europe/Berlin' });
    await page.goto(`${stage.local.origin}/#person=Amara&channel=${channel}`);
    await page.getByTestId('help-dismiss').click();
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  async function bot(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await ask(stage.local, method, path, body);
    expect([answer.errors, answer.status < 300]).toEqual([undefined, true]);
    return String(answer.body.id);
  }

  async function postFiles(body: object, files: Parameters<typeof askWithFiles>[4]): Promise<string> {
    const answer = await askWithFiles(stage.local, 'POST', `/channels/${channel}/messages`, body, files);
    expect([answer.errors, answer.status]).toEqual([undefined, 200]);
    return String(answer.body.id);
  }

  const inAnHour = (hours: number) => new Date(stage.local.clock.now().getTime() + hours * HOUR);

  it(
    'lists scheduled events with time, place, text and what became of them',
    { timeout: 60_000 },
    async () => {
      const events = `/guilds/${guild}/scheduled-events`;
      const event = (name: string, from: number, more: object = {}) =>
        bot('POST', events, {
          name,
          privacy_level: 2,
          entity_type: 3,
          scheduled_start_time: inAnHour(from).toISOString(),
          scheduled_end_time: inAnHour(from + 2).toISOString(),
          entity_metadata: { location: 'Harbour gate 2' },
          ...more,
        });
      const entry = page.getByTestId(`events-open-${guild}`);
      await entry.press('Enter');
      await page.getByTestId('events').getByText('There are no events here yet.').waitFor();
      const picket = await event('Picket at the harbour', 26, {
        description: '**Bring** water.\n- signs\n- <b>songs</b>',
      });
      const rally = await event('Rally for homes', 50);
      await page.getByTestId(`event-${rally}`).getByText('Planned').waitFor();
      expect(await entry.getAttribute('aria-label')).toBe(`Events of ${HARBOUR}, 2 planned`);
      const card = page.getByTestId(`event-${picket}`);
      expect(await card.locator('strong').innerText()).toBe('Bring');
      expect(await card.innerText()).toContain('<b>songs</b>');
      expect(await card.innerText()).toContain('Harbour gate 2');
      const start = stage.local.events(HARBOUR)[0]?.start.toISOString() ?? '';
      const shown = card.locator(`time[datetime="${start}"]`);
      const inBerlin = new Date(start).toLocaleTimeString('en-GB', {
        timeZone: 'Europe/Berlin',
        hour: '2-digit',
        minute: '2-digit',
      });
      expect(await shown.first().innerText()).toContain(inBerlin);
      await bot('PATCH', `${events}/${rally}`, { status: 4 });
      await page.getByTestId(`event-${rally}`).getByText('Called off').waitFor();
      await keepScreenshot(page, '11-events');
      await stage.advance(27 * HOUR);
      await card.getByText('Happening now').waitFor();
      await stage.advance(2 * HOUR);
      await card.getByText('Over').waitFor();
      await page.keyboard.press('Escape');
      expect(await page.locator(':focus').getAttribute('data-testid')).toBe(`events-open-${guild}`);
      expect(await page.getByTestId('events').isHidden()).toBe(true);
    },
  );

  it('draws pictures and shows what is in calendar, table and text files', { timeout: 60_000 }, async () => {
    const card = await postFiles(
      {
        embeds: [
          {
            title: 'Agreed: Picket',
            description: 'Dockworkers is in',
            image: { url: 'attachment://outcome.png' },
            footer: { text: 'text 3f9a01c2' },
          },
        ],
        attachments: [
          { id: '0', description: ALT },
          { id: '1', filename: 'action.ics' },
        ],
      },
      [
        { name: 'outcome.png', data: png(800, 400) },
        { name: 'action.ics', data: calendar },
      ],
    );
    const message = page.getByTestId(`message-${card}`);
    const picture = message.getByRole('img', { name: ALT });
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(800);
    const text = await message.getByText('Dockworkers is in').boundingBox();
    const drawn = await picture.boundingBox();
    expect([drawn?.x, (drawn?.y ?? 0) > (text?.y ?? Infinity)]).toEqual([text?.x, true]);
    const [opened] = await Promise.all([page.context().waitForEvent('page'), picture.click()]);
    expect(opened.url()).toMatch(/\/attachments\/.*outcome\.png$/u);
    await opened.close();
    expect(await page.getByText(ALT).count()).toBe(0);
    await message.getByText('Alt text').click();
    await message.getByText(ALT).waitFor();

    await page.getByTestId('show-action.ics').press('Enter');
    const entry = page.getByTestId('calendar-entry');
    const property = (name: string) => entry.locator(`[data-property="${name}"] dd`).innerText();
    await entry.waitFor();
    expect(await entry.locator('h4').innerText()).toBe('Picket at the harbour, gate 2');
    expect(await property('DTSTART')).toMatch(
      /Saturday,? 1 May 2027 at 10:00 \(America\/New_York\)\s+Saturday,? 1 May 2027 at 16:00 in your zone/u,
    );
    expect(await property('DTEND')).toMatch(/16:00 \(UTC\)\s+.*18:00 in your zone/u);
    expect(await property('DESCRIPTION')).toContain('First line\nSecond line that goes on <img');
    expect(await property('DESCRIPTION')).toContain('is folded here');
    for (const [name, value] of [
      ['UID', '3f9a01c2@example.org'],
      ['SEQUENCE', '2'],
      ['STATUS', 'CONFIRMED'],
      ['LOCATION', 'Harbour gate 2'],
      ['VALARM', '-PT2H'],
    ] as const) {
      expect(await property(name)).toBe(value);
    }
    // All of it can be seen from its beginning.
    const box = await entry.locator('h4').boundingBox();
    const pane = await page.getByRole('region', { name: 'Messages in #joint-action' }).boundingBox();
    expect(box?.y ?? 0).toBeGreaterThan(pane?.y ?? Infinity);
    await keepScreenshot(page, '12-calendar');
    await page.getByTestId('content-action.ics').getByText('The file as it is').click();
    expect(await page.getByTestId('content-action.ics').getByTestId('file-raw').innerText()).toContain(
      'BEGIN:VALARM',
    );

    // What was opened stays open when the message changes.
    await bot('PATCH', `/channels/${channel}/messages/${card}`, { content: 'Corrected' });
    await message.getByText('Corrected').waitFor();
    expect(await entry.isVisible()).toBe(true);
    await page.getByTestId('show-action.ics').click();
    expect(await page.getByTestId('content-action.ics').isHidden()).toBe(true);

    await postFiles({ content: 'The votes' }, [
      { name: 'votes.csv', data: 'organisation,for\r\n"Tenants, ""north""",12\r\n<b>x</b>,3\r\n' },
      { name: 'outcome.json', data: '{"a": "<script>alert(1)</script>"}' },
    ]);
    await page.getByTestId('show-votes.csv').click();
    const table = page.getByTestId('content-votes.csv').locator('table');
    await table.waitFor();
    expect(await table.locator('th').allInnerTexts()).toEqual(['organisation', 'for']);
    expect(await table.locator('td').allInnerTexts()).toEqual(['Tenants, "north"', '12', '<b>x</b>', '3']);
    await page.getByTestId('show-outcome.json').click();
    await page.getByText('<script>alert(1)</script>').waitFor();
    expect(await page.getByTestId('content-outcome.json').innerText()).toContain('<script>alert(1)</script>');
    await keepScreenshot(page, '13-files');
  });

  it('shows a thread below its message and in the sidebar, and opens it', { timeout: 60_000 }, async () => {
    const message = await bot('POST', `/channels/${channel}/messages`, { content: 'A proposal' });
    await bot('POST', `/channels/${channel}/messages/${message}/threads`, { name: 'About the picket' });
    await bot('POST', `/channels/${message}/messages`, { content: 'Talk here.' });
    const link = page.getByTestId(`thread-${message}`);
    await link.getByText('1 message').waitFor();
    expect(await link.getAttribute('aria-label')).toBe('Open the thread “About the picket”, 1 message');
    await keepScreenshot(page, '14-thread-link');
    await link.press('Enter');
    await page.getByText('Talk here.').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('About the picket');
    expect(await page.title()).toContain('“About the picket”');
    const place = page.getByTestId(`channel-${message}`);
    expect(await place.getAttribute('aria-current')).toBe('page');
    await keepScreenshot(page, '15-thread');
    await page.getByTestId('thread-back').press('Enter');
    await link.waitFor();

    // Four quiet days archive it: gone from the sidebar, still found by its message.
    await stage.advance(4 * DAY);
    await link.getByText('1 message · archived').waitFor();
    expect(await place.count()).toBe(0);
    await link.click();
    await page.getByText('Talk here.').waitFor();
    expect(await place.count()).toBe(1);
  });

  it('fits a narrow screen', { timeout: 60_000 }, async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 800 });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBe(390);
    await keepScreenshot(page, '16-narrow-thread');
    await page.getByTestId('thread-back').click();
    await page.getByTestId('show-action.ics').click();
    await page.getByTestId('calendar-entry').waitFor();
    expect(await width()).toBe(390);
    await keepScreenshot(page, '17-narrow-calendar');
    await page.getByTestId('sidebar-toggle').click();
    await page.getByTestId(`events-open-${guild}`).click();
    await page.getByTestId('events').waitFor();
    expect(await width()).toBe(390);
    await keepScreenshot(page, '18-narrow-events');
    expect(complaints).toEqual([]);
  });
});
