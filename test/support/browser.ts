import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where screenshots are kept. */
export const SCREENSHOTS = fileURLToPath(new URL('../screenshots', import.meta.url));

/** An installed Chromium; undefined where there is none. Missing is an error where nothing may be skipped (CI). */
export function findChromium(): string | undefined {
  const found = CANDIDATES.find((file) => file !== undefined && file !== '' && existsSync(file));
  if (found === undefined && process.env.SKIP_NOTHING !== undefined) {
    throw new Error(
      'There is no Chromium here, and nothing may be skipped. Install it, or set CHROMIUM to its path.',
    );
  }
  return found;
}

/** Starts Chromium without a window, asking nothing of the network but what the page does. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens a tab that notes what goes wrong in the page. */
export async function openTab(
  browser: Browser,
  complaints: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

/** Keeps a picture of the page as it is. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}
