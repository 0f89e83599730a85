import { expect } from 'vitest';
import { HARBOUR, PICKET, publicMessages, seen, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { HOUR, MINUTE, type Stage } from '../../support/stage.js';

const THREAD = `${HARBOUR}#joint-action-thread`;

/** Begins a thread in #joint-action, as the bot: it is the one whose rights count. */
async function thread(stage: Stage): Promise<void> {
  const parent = stage.at('Amara').channelId;
  const answer = await fetch(`${stage.local.apiUrl}/v10/channels/${parent}/threads`, {
    method: 'POST',
    headers: { Authorization: `Bot ${stage.local.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'joint-action-thread', type: 11 }),
  });
  expect(answer.status).toBe(201);
}

export const deliveryThreads: Theme = {
  about: 'threads that are archived or locked',
  scenarios: [
    {
      name: 'a reminder opens an archived thread, and so does a vote on a card in it',
      alone: true,
      // The edit that finds it archived.
      provokes: ({ code }) => code === 50083,
      async run(stage) {
        await thread(stage);
        told(await stage.at('Amara').command('settings set', { timezone: 'Europe/Berlin' }));
        const seat = (who: string) => stage.at(who, THREAD);
        const preview = told(await seat('Amara').command('propose', PICKET));
        told(await seat('Amara').press(preview, 'Publish'));
        await stage.app.tick();
        const card = publicMessages(seat('Mei'))[0];
        expect(card?.labels).toContain('Against');
        const at = { when: 'in 2 hours', text: 'Tea', channel: '#joint-action-thread' };
        expect(told(await seat('Amara').command('remind create', at)).text).toContain('It is set');

        stage.local.archiveThread(THREAD, 'archived');
        seen(await seat('Mei').press(card?.id ?? '', 'For'));
        await stage.advance(20_000);
        expect(seat('Mei').message(card?.id ?? '').text).toContain('1 of about');
        stage.local.archiveThread(THREAD, 'archived');
        await stage.advance(2 * HOUR + MINUTE);
        expect(publicMessages(seat('Mei')).filter(({ text }) => text.includes('Tea'))).toHaveLength(1);
      },
    },
    {
      name: 'in a locked thread nothing is posted until it is unlocked, and then at once',
      alone: true,
      async run(stage) {
        await thread(stage);
        told(await stage.at('Amara').command('settings set', { timezone: 'Europe/Berlin' }));
        const at = { when: 'in 2 hours', text: 'Tea', channel: '#joint-action-thread' };
        for (let count = 0; count < 3; count += 1)
          expect(told(await stage.at('Amara').command('remind create', at)).text).toContain('It is set');
        stage.local.archiveThread(THREAD, 'locked');
        await stage.advance(2 * HOUR + MINUTE);
        await stage.advance(HOUR);
        const there = () => publicMessages(stage.at('Mei', THREAD));
        expect(there()).toEqual([]);
        const asked = stage.local.requests.filter(({ code }) => code === 160005).length;
        expect(asked).toBeGreaterThanOrEqual(2);
        expect(asked).toBeLessThanOrEqual(4);
        stage.local.archiveThread(THREAD, false);
        await expect.poll(() => there().length).toBe(3);
      },
    },
  ],
};
