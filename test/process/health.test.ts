import { describe, expect, it } from 'vitest';
import { towards } from '../support/bot-process.js';
import { discord, folder, launch, SOME_TOKEN } from './running.js';
import type { BotProcess } from '../support/bot-process.js';

async function portOf(bot: BotProcess): Promise<number> {
  const line = await bot.line(/answering \/healthz/u);
  return (JSON.parse(line) as { port: number }).port;
}

describe('the health answers of a running bot', () => {
  it('are there before Discord is reached, and tell the two apart', async () => {
    const nowhere = { DISCORD_TOKEN: SOME_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api' };
    const bot = launch(await folder(), { ...nowhere, HEALTH_PORT: '0' });
    const origin = `http://127.0.0.1:${String(await portOf(bot))}`;
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const ready = await fetch(`${origin}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ gateway: 'not connected', store: 'writable' });
  });

  it('say ready when it is, and do not keep it from stopping', async () => {
    const local = await discord();
    const bot = launch(await folder(), { ...towards(local), HEALTH_PORT: '0' });
    const origin = `http://127.0.0.1:${String(await portOf(bot))}`;
    await bot.ready();
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(await bot.stop()).toMatchObject({ code: 0 });
  });
});
