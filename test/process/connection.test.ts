import { describe, expect, it } from 'vitest';
import { towards } from '../support/bot-process.js';
import { discord, folder, launch, saidBy, SOME_TOKEN } from './running.js';

describe('a bot that Discord lets in no more ends with 78, so that nothing starts it again and again', () => {
  it('after a 401 at login, with one line that says where to look and not the token', async () => {
    const local = await discord();
    const bot = launch(await folder(), { ...towards(local), DISCORD_TOKEN: SOME_TOKEN });
    expect(await bot.ended).toMatchObject({ code: 78 });
    expect(saidBy(bot)).toMatch(/"level":60.*Discord refused the token/u);
    expect(saidBy(bot)).not.toContain(SOME_TOKEN);
    expect(local.gateway.identified).toBe(0);
  });

  it.each([4004, 4010, 4011, 4012, 4013, 4014])(
    'after the gateway closed with %i, long after it was let in',
    async (code) => {
      const local = await discord();
      const bot = launch(await folder(), towards(local));
      await bot.ready();
      local.gateway.disconnect(code);
      expect(await bot.ended).toMatchObject({ code: 78 });
      expect(saidBy(bot)).toContain(`(${String(code)})`);
      expect(local.gateway.identified).toBe(1);
    },
  );

  it('but not after a close that can be resumed', async () => {
    const local = await discord();
    const bot = launch(await folder(), towards(local));
    await bot.ready();
    local.gateway.disconnect(4000);
    await bot.line(/the connection to Discord is back/u);
    const help = await local.person('Amara').in('Harbour City Coalition#general').command('help');
    expect(help.kind).toBe('message');
    expect(await bot.stop()).toMatchObject({ code: 0 });
  });
});

describe('a bot that cannot connect at its first try', () => {
  it.each(['Discord does not say where the gateway is', 'the gateway lets nobody in'])(
    'is ready once it can, with one session: %s',
    async (why) => {
      const local = await discord();
      let refused = 0;
      if (why.startsWith('Discord'))
        local.intercept(({ route }) =>
          route === 'GET /gateway/bot' && refused++ < 4 ? { status: 503 } : undefined,
        );
      else local.gateway.suffer('no upgrade');
      const bot = launch(await folder(), towards(local));
      await bot.line(/trying again/u);
      local.gateway.suffer();
      await bot.ready();
      const help = await local.person('Amara').in('Harbour City Coalition#general').command('help');
      expect(help.kind).toBe('message');
      expect(local.gateway.identified).toBe(1);
    },
  );
});
