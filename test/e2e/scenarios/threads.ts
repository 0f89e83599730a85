import { expect } from 'vitest';
import type { Fault } from '../../../src/local-discord/index.js';
import {
  CHANNEL,
  form,
  HARBOUR,
  PICKET,
  proposalId,
  proposing,
  publicMessages,
  settled,
  told,
  voting,
} from '../../support/acting.js';
import {
  amaraAt,
  inFront,
  lastCard,
  SHOWN,
  sofiaAt,
  STUDENTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

const MAKE = 'POST /channels/:id/messages/:message/threads';

/** How often a thread was asked for. */
function tries(stage: Stage): number {
  return stage.local.requests.filter(({ route }) => route === MAKE).length;
}

async function threadsOn(stage: Stage, options: Record<string, string> = {}): Promise<string> {
  const set = { timezone: 'Europe/Berlin', channel: '#joint-action', 'discussion-threads': 'on', ...options };
  return told(await amaraAt(stage).command('settings set', set)).text;
}

export const threads: Theme = {
  about: 'discussion threads',
  scenarios: [
    {
      name: 'where the setting is on each card has one thread named after it, which pings nobody and stays open; elsewhere none',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        expect(told(await amaraAt(stage).command('settings show')).text).toContain('Discussion threads\noff');
        expect(await threadsOn(stage)).toContain('Discussion threads\non: one below each card');
        const title = `${'Picket '.repeat(13)}@everyone`;
        const [here, there] = await toTheFront(stage, 'Jonas', { title });
        const card = () => stage.at('Mei').message(here.id);
        expect(card().thread).toMatchObject({ name: title, archived: false, locked: false });
        expect(title).toHaveLength(100);
        expect(stage.at('Hana', THERE).message(there.id).thread).toBeUndefined();
        await votingIn(stage, here, { Mei: 'For', Jonas: 'For' }, HARBOUR);
        await settled(stage);
        await stage.restart();
        const shown = form(await stage.at('Jonas').command('proposal amend', { proposal: title }));
        const preview = told(await shown.submit({ How: 'picket and a stall' }));
        told(await stage.at('Jonas').press(preview, 'Publish'));
        await settled(stage);
        await stage.advance(3 * DAY);
        await settled(stage);
        expect(tries(stage)).toBe(1);
        expect(card().thread).toMatchObject({ archived: false, locked: false });
        expect(publicMessages(stage.at('Mei')).filter(({ thread }) => thread !== undefined)).toHaveLength(1);
      },
    },
    {
      name: 'without the right the settings say so and the card is posted all the same; once it is given, the thread comes',
      alone: true,
      async run(stage) {
        stage.local.setBotPermission(CHANNEL, ['CreatePublicThreads', 'SendMessagesInThreads']);
        const saved = await threadsOn(stage);
        expect(saved).toContain('Saved. This is what is set now.');
        expect(saved).toMatch(
          /Threads cannot be made in <#\d+> yet: the bot lacks Create Public Threads, Send Messages in Threads there\./u,
        );
        const card = await proposing(stage, 'Jonas');
        await voting(stage, card, { Mei: 'For' });
        await settled(stage);
        expect(stage.at('Mei').message(card.id).text).toContain('1 of about');
        expect(tries(stage)).toBe(0);
        expect(stage.at('Mei').message(card.id).thread).toBeUndefined();
        stage.local.setBotPermission(CHANNEL, []);
        await stage.advance(11 * MINUTE);
        await voting(stage, card, { Priya: 'For' });
        await stage.advance(11 * MINUTE);
        expect(stage.at('Mei').message(card.id).thread).toMatchObject({ name: PICKET.title });
      },
    },
    {
      name: 'refused by Discord itself, it keeps no post from the channel',
      alone: true,
      async run(stage) {
        await threadsOn(stage);
        const off = stage.local.intercept(({ route }) =>
          route === MAKE ? { status: 403, body: { code: 50013, message: 'Missing Permissions' } } : undefined,
        );
        const card = await proposing(stage, 'Jonas');
        await proposing(stage, 'Jonas', { title: 'Second picket' });
        await proposing(stage, 'Jonas', { title: 'Third picket' });
        off();
        await voting(stage, card, { Mei: 'For' });
        await settled(stage);
        expect(stage.at('Mei').message(card.id).text).toContain('1 of about');
        expect(tries(stage)).toBe(3);
      },
    },
    ...(['drop', 502] as const).map((afterEffect) => ({
      name: `an answer lost (${String(afterEffect)}): the thread is there once`,
      alone: true as const,
      // A message has one thread; asking again is told so.
      provokes: ({ code }: { code?: number }) => code === 160004,
      async run(stage: Stage) {
        await threadsOn(stage);
        let asked = 0;
        stage.local.intercept(({ route }): Fault | undefined => {
          if (route !== MAKE) return undefined;
          asked += 1;
          if (asked > 1) return undefined;
          return { afterEffect };
        });
        const card = await proposing(stage, 'Jonas');
        await stage.advance(MINUTE);
        const { deps } = stage.app;
        const guildId = amaraAt(stage).guildId ?? '';
        const item = await deps.outbox.find(`thread-${proposalId(card)}-${guildId}`);
        expect(item).toMatchObject({ state: 'sent' });
        expect(asked).toBe(2);
        expect(stage.at('Mei').message(card.id).thread).toMatchObject({ name: PICKET.title });
      },
    })),
    {
      name: 'cards in a thread, cards that are hidden and those of votes that are over get none',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        const [, there] = await toTheFront(stage, 'Jonas', { closes: 'in 3 hours' });
        const opened = told(await sofiaAt(stage).press(there, 'More'));
        told(await sofiaAt(stage).press(opened, 'Hide here'));
        for (const seat of [amaraAt(stage), sofiaAt(stage)])
          told(await seat.command('settings set', { 'discussion-threads': 'on' }));
        await stage.advance(4 * 60 * MINUTE);
        await settled(stage);
        expect(tries(stage)).toBe(0);
        const parent = stage.at('Amara').channelId;
        const answer = await fetch(`${stage.local.apiUrl}/v10/channels/${parent}/threads`, {
          method: 'POST',
          headers: { Authorization: `Bot ${stage.local.token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ name: 'planning', type: 11 }),
        });
        expect(answer.status).toBe(201);
        expect(await threadsOn(stage, { channel: '#planning' })).toMatch(/In <#\d+> cards get no threads/u);
        const preview = told(await stage.at('Mei').command('propose', { ...PICKET, title: 'Second picket' }));
        told(await stage.at('Mei').press(preview, 'Publish'));
        await stage.app.tick();
        expect(lastCard(stage.at('Mei', `${HARBOUR}#planning`)).text).toContain('Second picket');
        expect(tries(stage)).toBe(0);
      },
    },
    {
      name: 'turned on, cards of open votes get theirs when they next change; turned off, later cards get none',
      alone: true,
      async run(stage) {
        told(await amaraAt(stage).command('settings set', { timezone: 'Europe/Berlin' }));
        const card = await proposing(stage, 'Jonas');
        await threadsOn(stage);
        expect(tries(stage)).toBe(0);
        await voting(stage, card, { Mei: 'For' });
        await settled(stage);
        expect(stage.at('Mei').message(card.id).thread).toMatchObject({ name: PICKET.title });
        const off = await threadsOn(stage, { 'discussion-threads': 'off' });
        expect(off).toContain('Discussion threads\noff');
        const second = await proposing(stage, 'Jonas', { title: 'Second picket' });
        await settled(stage);
        expect(stage.at('Mei').message(second.id).thread).toBeUndefined();
        told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
      },
    },
  ],
};
