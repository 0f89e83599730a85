import { expect } from 'vitest';
import type { AnsweredRequest } from '../../../src/local-discord/index.js';
import { dms, HARBOUR, inBerlin, posted, publicMessages, told, UNIVERSITY } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { HOUR, MINUTE, type Stage } from '../../support/stage.js';

const GENERAL = `${HARBOUR}#general`;
const LISTED = { when: 'in 2 hours', channel: '#general' };

/** Sets so many reminders in #general of the first server, all due in two hours. */
async function remindChannel(stage: Stage, count: number, options = LISTED): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const text = `Tea ${String(index)}`;
    const set = told(await stage.at('Amara').command('remind create', { ...options, text }));
    expect(set.text).toContain('It is set');
  }
}

/** Posts asked for in a channel, as they were answered. */
function posts(stage: Stage, channelId: string): AnsweredRequest[] {
  return stage.local.requests.filter(
    ({ method, path }) => method === 'POST' && path === `/channels/${channelId}/messages`,
  );
}

/** Expects each reminder of `remindChannel` in the channel, once. */
async function expectAll(stage: Stage, count: number): Promise<void> {
  const there = () => publicMessages(stage.at('Mei', GENERAL)).map(({ text }) => /Tea \d+/u.exec(text)?.[0]);
  const wanted = Array.from({ length: count }, (_, index) => `Tea ${String(index)}`);
  await expect.poll(() => there().sort()).toEqual(wanted);
}

export const deliveryRefused: Theme = {
  about: 'messages that Discord refuses',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'after two refusals nothing more is tried in that channel for a growing while, and all comes once the bot has its rights again',
      alone: true,
      async run(stage) {
        const general = stage.at('Mei', GENERAL).channelId;
        await remindChannel(stage, 8);
        told(
          await stage
            .at('Amara')
            .command('remind create', { when: 'in 2 hours', text: 'Bread', channel: '#joint-action' }),
        );
        stage.local.setBotPermission(GENERAL, ['SendMessages']);
        await stage.advance(2 * HOUR + MINUTE);
        expect(posts(stage, general).map(({ status }) => status)).toEqual([403, 403]);
        // Nobody else waits for that.
        expect(posted(stage.at('Mei'), 'Bread')).toHaveLength(1);
        for (let minutes = 0; minutes < 6 * 60; minutes += 5) await stage.advance(5 * MINUTE);
        // Without the breaker each of the eight would have asked about eight times.
        const asked = posts(stage, general).length;
        expect(asked).toBeGreaterThan(4);
        expect(asked).toBeLessThanOrEqual(12);
        expect(told(await stage.at('Amara').command('remind list')).text).toContain(
          'the bot may not post in its channel',
        );
        stage.local.setBotPermission(GENERAL, []);
        // At once: the clock is not moved.
        await expectAll(stage, 8);
        await stage.advance(3 * HOUR);
        await expectAll(stage, 8);
      },
    },
    {
      name: 'the same when its role is taken and given back, in every channel',
      alone: true,
      async run(stage) {
        await remindChannel(stage, 3);
        stage.local.setBotServerPermission(HARBOUR, ['ViewChannel', 'SendMessages']);
        stage.local.setBotPermission(GENERAL, ['SendMessages']);
        await stage.advance(2 * HOUR + MINUTE);
        // A change that does not help tries nothing.
        const before = posts(stage, stage.at('Mei', GENERAL).channelId).length;
        stage.local.addRole(HARBOUR, 'Stewards');
        stage.local.setBotServerPermission(HARBOUR, []);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(posts(stage, stage.at('Mei', GENERAL).channelId)).toHaveLength(before);
        stage.local.setBotPermission(GENERAL, []);
        await expectAll(stage, 3);
      },
    },
    {
      name: 'after 72 hours it is given up, and the person who set it is told',
      alone: true,
      async run(stage) {
        await remindChannel(stage, 4);
        stage.local.setBotPermission(GENERAL, ['SendMessages']);
        await stage.advance(2 * HOUR + MINUTE);
        for (let hours = 0; hours < 70; hours += 1) await stage.advance(HOUR);
        expect(told(await stage.at('Amara').command('help')).text).not.toContain('could not reach you');
        for (let hours = 0; hours < 8; hours += 1) await stage.advance(HOUR);
        const told4 = told(await stage.at('Amara').command('help')).text;
        for (const index of [0, 1, 2, 3]) expect(told4).toContain(`Tea ${String(index)}`);
      },
    },
    {
      name: 'a channel that is gone is asked about at most twice, and everything for it is given up at once',
      alone: true,
      async run(stage) {
        const general = stage.at('Mei', GENERAL).channelId;
        await remindChannel(stage, 6);
        stage.local.deleteChannel(GENERAL);
        await stage.advance(2 * HOUR + MINUTE);
        expect(posts(stage, general).length).toBeLessThanOrEqual(2);
        const list = told(await stage.at('Amara').command('remind list')).text;
        expect(list.match(/its channel is no longer there/gu)).toHaveLength(6);
        await stage.advance(5 * HOUR);
        expect(posts(stage, general).length).toBeLessThanOrEqual(2);
      },
    },
    {
      name: 'while a server is unavailable nothing is tried in it, and what was due comes when it is back',
      alone: true,
      async run(stage) {
        const general = stage.at('Mei', GENERAL).channelId;
        await remindChannel(stage, 4);
        const sofia = stage.at('Sofia', `${UNIVERSITY}#joint-action`);
        const hall = { when: 'in 2 hours', text: 'Hall', channel: '#joint-action', timezone: 'UTC' };
        expect(told(await sofia.command('remind create', hall)).text).toContain('It is set');
        stage.local.setServerAvailable(HARBOUR, false);
        await stage.advance(2 * HOUR + MINUTE);
        for (let hours = 0; hours < 100; hours += 5) await stage.advance(5 * HOUR);
        expect(posts(stage, general)).toEqual([]);
        expect(posted(sofia, 'Hall')).toHaveLength(1);
        stage.local.setServerAvailable(HARBOUR, true);
        await expectAll(stage, 4);
        expect(posts(stage, general).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        for (const { text } of publicMessages(stage.at('Mei', GENERAL))) expect(text).toContain('late');
      },
    },
    {
      name: 'a body that Discord refuses is not sent again, and its owner is told',
      alone: true,
      provokes: ({ route }) => route === 'POST /channels/:id/messages',
      async run(stage) {
        const general = stage.at('Mei', GENERAL).channelId;
        await remindChannel(stage, 3);
        stage.local.intercept(({ route, body }) =>
          route === 'POST /channels/:id/messages' && JSON.stringify(body).includes('Tea 1')
            ? { status: 400, body: { code: 50035, message: 'Invalid Form Body' } }
            : undefined,
        );
        await stage.advance(2 * HOUR + MINUTE);
        for (let hours = 0; hours < 12; hours += 1) await stage.advance(HOUR);
        expect(
          posts(stage, general)
            .map(({ status }) => status)
            .sort(),
        ).toEqual([200, 200, 400]);
        expect(told(await stage.at('Amara').command('help')).text).toContain('Tea 1');
      },
    },
    {
      name: 'after 400 refusals within ten minutes only answers to people go out, and everything else later',
      alone: true,
      async run(stage) {
        told(await stage.at('Mei').command('remind create', { when: 'in 2 hours', text: 'Tea' }));
        await remindChannel(stage, 2);
        let refusals = 0;
        const stop = stage.local.intercept(({ route }) => {
          if (route !== 'POST /channels/:id/messages') return undefined;
          refusals += 1;
          const body = { message: 'You are being rate limited.', retry_after: 0.001, global: false };
          return { status: 429, body, headers: { 'X-RateLimit-Scope': 'user' } };
        });
        await stage.advance(2 * HOUR + 1_000);
        stop();
        // Some were under way when the last of them came.
        expect(refusals).toBeGreaterThan(400);
        expect(refusals).toBeLessThan(410);
        const before = stage.local.requests.length;
        for (let minutes = 0; minutes < 9; minutes += 1) {
          told(await stage.at('Mei').command('help'));
          await stage.advance(MINUTE);
        }
        const since = stage.local.requests.slice(before).map(({ route }) => route);
        expect([...new Set(since)].sort()).toEqual([
          'GET /gateway',
          'POST /interactions/:id/:token/callback',
        ]);
        expect(dms(stage.local.person('Mei'))).toEqual([]);
        await stage.advance(2 * MINUTE);
        expect(dms(stage.local.person('Mei'))).toHaveLength(1);
        await expectAll(stage, 2);
      },
    },
  ],
};
