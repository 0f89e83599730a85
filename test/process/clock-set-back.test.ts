import { expect, it } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { publicMessages, told, HARBOUR } from '../support/acting.js';
import { BotProcess, towards } from '../support/bot-process.js';
import { folder } from './running.js';

const MESSAGES = 12;
const HOUR = 3_600_000;

it('a clock set back by an hour in the midst of a rate limit does not stop what is being sent', async () => {
  // The library keeps rate limits as moments of the host's clock, and would wait for that hour.
  const local = await startLocalDiscord({ port: 0, messageRate: { limit: 2, perMs: 1_000 } });
  const bot = new BotProcess({
    folder: await folder(),
    before: new URL('../prove/in-bot.ts', import.meta.url),
    environment: { ...towards(local), AHEAD_MS: '0' },
  });
  try {
    await bot.ready();
    const seat = local.person('Amara').in(`${HARBOUR}#general`);
    for (let count = 0; count < MESSAGES; count += 1) {
      const typed = {
        when: 'in 2 hours',
        timezone: 'UTC',
        text: `Tea ${String(count)}`,
        channel: '#general',
      };
      expect(told(await seat.command('remind create', typed)).text).toContain('It is set');
    }
    const there = () => publicMessages(seat).map(({ text }) => /Tea \d+/u.exec(text)?.[0]);
    await local.clock.advance(2 * HOUR);
    await bot.tell({ aheadMs: 2 * HOUR });
    await expect.poll(() => there().length, { timeout: 10_000, interval: 5 }).toBe(2);
    // Now the library sleeps until there is room for two more.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await bot.tell({ aheadMs: HOUR });
    await expect.poll(() => there().length, { timeout: 30_000 }).toBe(MESSAGES);
    expect(new Set(there()).size).toBe(MESSAGES);
    await bot.line(/the clock of this machine is wrong/u);
    await bot.tell({ aheadMs: 2 * HOUR });
    await bot.line(/the clock of this machine is right again/u);
    expect(await bot.stop()).toMatchObject({ code: 0 });
  } finally {
    bot.kill();
    await bot.ended;
    await local.close();
  }
}, 90_000);
