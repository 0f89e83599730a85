import { expect } from 'vitest';
import type { Fault, Hook, Seat, SeenMessage } from '../../../src/local-discord/index.js';
import {
  dmOf,
  dms,
  HARBOUR,
  inBerlin,
  posted,
  proposing,
  publicMessages,
  seen,
  told,
} from '../../support/acting.js';
import { newId } from '../../../src/id.js';
import { writeReminder } from '../../../src/reminders/save.js';
import { momentOf } from '../../../src/time/moment.js';
import type { Theme } from '../../support/scenario.js';
import { HOUR, MINUTE, type Stage } from '../../support/stage.js';

const POST = 'POST /channels/:id/messages';
const SOON = { when: 'in 2 hours' };

/** What can become of an answer after its effect. The library asks again by itself after a 502, and not after the others. */
const losses: [string, Fault][] = [
  ['behind a 502', { afterEffect: 502 }],
  ['with the connection', { afterEffect: 'drop' }],
];

/** A reminder to the channel and one to Mei, both due in two hours. */
async function remindBoth(stage: Stage): Promise<void> {
  const channel = { ...SOON, text: 'Tea', channel: '#general' };
  expect(told(await stage.at('Amara').command('remind create', channel)).text).toContain('It is set');
  expect(told(await stage.at('Mei').command('remind create', { ...SOON, text: 'x' })).text).toContain(
    'It is set',
  );
}

/** So many others to the channel, ten minutes later. */
async function remindOthers(stage: Stage, count: number): Promise<void> {
  const { guildId = '', channelId } = general(stage);
  const due = momentOf(new Date(stage.local.clock.now().getTime() + 2 * HOUR + 10 * MINUTE), 'UTC');
  const target = { kind: 'channel' as const, guildId, channelId };
  const ownerId = stage.local.person('Amara').id;
  const createdAt = stage.local.clock.now().toISOString();
  for (let index = 0; index < count; index += 1) {
    const text = `Number ${String(index)}`;
    const reminder = { id: newId(), ownerId, text, due, given: 0, target, createdAt };
    await writeReminder(stage.app.deps, reminder);
  }
}

function general(stage: Stage): Seat {
  return stage.at('Mei', `${HARBOUR}#general`);
}

/** What came of `remindBoth`, for everybody and for Mei. */
function came(stage: Stage): { channel: SeenMessage[]; dm: SeenMessage[] } {
  return { channel: publicMessages(general(stage)), dm: dms(stage.local.person('Mei')) };
}

/** Expects both to have come once, or neither. */
async function expectBoth(stage: Stage, times: 0 | 1, late?: boolean): Promise<void> {
  await expect
    .poll(() => Object.values(came(stage)).map((messages) => messages.length))
    .toEqual([times, times]);
  for (const [message] of Object.values(came(stage)))
    if (late !== undefined) expect(message?.text.includes('late')).toBe(late);
}

/** Spoils the first answer for each channel, and what follows as told. */
function firstLost(lost: Fault, then?: Fault): Hook {
  const seen = new Set<string>();
  return ({ route, path }) => {
    // Where the clock is moved, somebody has to tell the time.
    if (route === 'GET /gateway' || route === 'POST /users/@me/channels') return undefined;
    if (route !== POST || seen.has(path)) return then;
    seen.add(path);
    return lost;
  };
}

export const deliveryLost: Theme = {
  about: 'messages whose sending is interrupted',
  prepare: inBerlin,
  scenarios: [
    ...losses.map(([how, lost]) => ({
      name: `an answer lost ${how}: the message is there once, in a channel and in a DM`,
      alone: true as const,
      async run(stage: Stage) {
        await remindBoth(stage);
        stage.local.intercept(firstLost(lost));
        await stage.advance(2 * HOUR + 1_000);
        for (let round = 0; round < 12; round += 1) await stage.advance(10_000);
        await expectBoth(stage, 1, false);
        await stage.advance(HOUR);
        await expectBoth(stage, 1);
        expect(told(await stage.at('Mei').command('remind list')).text).toContain('No reminders');
      },
    })),
    {
      name: 'an answer lost, and nothing reaches Discord until it has forgotten the nonce: the message is found, and not sent again',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        const stop = stage.local.intercept(firstLost({ afterEffect: 'drop' }, 'drop'));
        await stage.advance(2 * HOUR + 1_000);
        await expectBoth(stage, 1, false);
        for (let minutes = 0; minutes < 20; minutes += 1) await stage.advance(MINUTE);
        stop();
        for (let hours = 0; hours < 4; hours += 1) await stage.advance(HOUR);
        await expectBoth(stage, 1, false);
        expect(told(await stage.at('Mei').command('remind list')).text).toContain('No reminders');
      },
    },
    {
      name: 'an answer lost, and more is said in the channel than Discord lists at once: the message is found all the same',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        await remindOthers(stage, 130);
        let there = false;
        const stop = stage.local.intercept(({ route, body }) => {
          if (route === 'GET /channels/:id/messages') return 'drop';
          if (route !== POST || !JSON.stringify(body).includes('Tea')) return undefined;
          if (there) return 'drop';
          there = true;
          return { afterEffect: 'drop' };
        });
        await stage.advance(2 * HOUR + 1_000);
        for (let minutes = 0; minutes < 20; minutes += 1) await stage.advance(MINUTE);
        expect(publicMessages(general(stage))).toHaveLength(131);
        stop();
        for (let hours = 0; hours < 4; hours += 1) await stage.advance(HOUR);
        const texts = publicMessages(general(stage)).map(({ text }) => text);
        expect(texts.filter((text) => text.includes('Tea'))).toHaveLength(1);
        expect(texts).toHaveLength(131);
      },
    },
    {
      name: 'a card whose answer is lost, and withdrawn before it is found: it is there once, and says so',
      alone: true,
      async run(stage) {
        let there = false;
        const stop = stage.local.intercept(({ route, body }) => {
          if (route === 'GET /channels/:id/messages') return 'drop';
          if (route !== POST || !JSON.stringify(body).includes('Picket')) return undefined;
          if (there) return 'drop';
          there = true;
          return { afterEffect: 'drop' };
        });
        await proposing(stage, 'Amara');
        told(await stage.at('Amara').command('proposal withdraw', { proposal: 'Picket at the gate' }));
        for (let minutes = 0; minutes < 20; minutes += 1) await stage.advance(MINUTE);
        expect(posted(stage.at('Mei'), 'Withdrawn')).toEqual([]);
        stop();
        for (let hours = 0; hours < 3; hours += 1) await stage.advance(HOUR);
        const cards = posted(stage.at('Mei'), 'Picket at the gate');
        expect(cards).toHaveLength(1);
        expect(cards[0]?.text).toContain('ithdrawn');
      },
    },
    {
      name: 'a bot that ends between sending and recording finds its messages when it is back, long after',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        const card = await proposing(stage, 'Amara');
        const stop = stage.local.intercept(({ route }) =>
          route === POST ? { afterEffect: 'hang' } : undefined,
        );
        void stage.advance(2 * HOUR + 1_000);
        await expectBoth(stage, 1, false);
        await stage.stopBot();
        stop();
        await stage.advance(30 * MINUTE);
        await stage.startBot();
        await stage.app.tick();
        await expectBoth(stage, 1, false);
        expect(told(await stage.at('Mei').command('remind list')).text).toContain('No reminders');
        // What it knew is as it was.
        expect(told(await stage.at('Mei').press(card, 'For')).text).toContain('Recorded: For');
      },
    },
    {
      name: 'the address of a DM lost with its answer: the message comes all the same, once',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        let lost = 0;
        stage.local.intercept(({ route }) =>
          route === 'POST /users/@me/channels' && lost++ < 2 ? { afterEffect: 'drop' } : undefined,
        );
        await stage.advance(2 * HOUR + 1_000);
        for (let round = 0; round < 6; round += 1) await stage.advance(10_000);
        await expectBoth(stage, 1);
      },
    },
    {
      name: 'a gateway lost for minutes: what is due comes in time all the same, and clicks work once it is back',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        const card = await proposing(stage, 'Amara', { closes: 'in 2 hours' });
        stage.local.gateway.outage(true);
        await stage.advance(2 * HOUR + 1_000);
        await expectBoth(stage, 1, false);
        await stage.advance(MINUTE);
        expect(posted(stage.at('Mei'), 'greed: Picket at the gate')).toHaveLength(1);
        for (let minutes = 0; minutes < 10; minutes += 1) await stage.advance(MINUTE);
        stage.local.gateway.outage(false);
        await stage.local.gateway.whenReady();
        await expectBoth(stage, 1);
        const [dm] = dms(stage.local.person('Mei'));
        expect(seen(await dmOf(stage, 'Mei').press(dm?.id ?? '', 'Show')).text).toContain('Due');
        told(await stage.at('Mei').press(card, 'More'));
      },
    },
    {
      name: 'no Discord at all for minutes: what fell due comes once, marked late',
      alone: true,
      async run(stage) {
        await remindBoth(stage);
        stage.local.gateway.outage(true);
        const stop = stage.local.intercept(({ route }) => (route === 'GET /gateway' ? undefined : 'drop'));
        await stage.advance(2 * HOUR + 1_000);
        for (let minutes = 0; minutes < 10; minutes += 1) await stage.advance(MINUTE);
        await expectBoth(stage, 0);
        stop();
        stage.local.gateway.outage(false);
        await stage.local.gateway.whenReady();
        for (let minutes = 0; minutes < 15; minutes += 1) await stage.advance(MINUTE);
        await expectBoth(stage, 1, true);
      },
    },
  ],
};
