import { expect } from 'vitest';
import { CHANNEL, posted, settled, told, UNIVERSITY } from '../../support/acting.js';
import { inFront, notices, opened, sofiaAt, THERE, votingIn } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

const LEFT = 'A server has left the front';

/** Takes the bot out of a server, or puts it back, and waits until it has noted that. */
async function kicked(stage: Stage, server: string): Promise<void> {
  stage.local.removeBot(server);
  await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(1);
}

async function invited(stage: Stage, server: string): Promise<void> {
  stage.local.inviteBot(server);
  await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(0);
}

/** When digests are due. */
async function digestsDue(stage: Stage): Promise<number> {
  const rows = await stage.app.deps.due.until(new Date('2099-01-01T00:00:00Z'), 1_000);
  return rows.filter(({ kind }) => kind === 'digest').length;
}

export const serversLeft: Theme = {
  about: 'a server that the bot is removed from',
  scenarios: [
    {
      name: 'after a day its organisations leave the front openly, as with /front leave, and not before',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage, { closes: 'in 3 days' });
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        await kicked(stage, UNIVERSITY);
        await stage.advance(23 * HOUR);
        expect(notices(stage, LEFT, [CHANNEL])).toEqual([0]);
        expect(await countIn(stage.app.deps.memberships)).toBe(2);
        await stage.advance(HOUR + MINUTE);
        const [notice, ...others] = posted(stage.at('Mei'), LEFT);
        expect(others).toEqual([]);
        expect(notice?.text).toContain('University Alliance has left Harbour Front.');
        expect(await countIn(stage.app.deps.memberships)).toBe(1);
        const shown = told(await stage.at('Mei').command('front show')).text;
        expect(shown).not.toContain(UNIVERSITY);
        await stage.advance(2 * DAY);
        await settled(stage);
        const [outcome] = posted(stage.at('Mei'), 'greed: Picket at the gate');
        expect(outcome?.text).toContain('Dockworkers is in');
        expect(outcome?.text).toContain('Students has left the front and takes no part.');
        expect(outcome?.text).not.toContain('Students is');
        await stage.restart();
        await stage.advance(HOUR);
        expect(posted(stage.at('Mei'), LEFT)).toHaveLength(1);
      },
    },
    {
      name: 'removed by mistake and back within a day, nothing has changed',
      alone: true,
      async run(stage) {
        const [, there] = await opened(stage, { closes: 'in 3 days' });
        const tea = { text: 'Tea', when: 'in 40 hours', channel: '#general' };
        told(await sofiaAt(stage).command('remind create', tea));
        told(await sofiaAt(stage).command('settings set', { digest: 'sunday' }));
        await kicked(stage, UNIVERSITY);
        await stage.advance(20 * HOUR);
        await invited(stage, UNIVERSITY);
        await stage.advance(21 * HOUR);
        expect(notices(stage, LEFT, [CHANNEL, THERE])).toEqual([0, 0]);
        expect(posted(stage.at('Hana', `${UNIVERSITY}#general`), 'Tea')).toHaveLength(1);
        expect(await digestsDue(stage)).toBe(1);
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        // Removed and back, and removed once more: the day counts from then.
        await kicked(stage, UNIVERSITY);
        await stage.advance(2 * HOUR);
        await invited(stage, UNIVERSITY);
        await kicked(stage, UNIVERSITY);
        await stage.advance(23 * HOUR);
        expect(await countIn(stage.app.deps.memberships)).toBe(2);
        await stage.advance(HOUR + MINUTE);
        expect(await countIn(stage.app.deps.memberships)).toBe(1);
      },
    },
    {
      name: 'its channel reminders are parked after a day, and whoever set them is told, elsewhere and once',
      alone: true,
      async run(stage) {
        told(await sofiaAt(stage).command('settings set', { 'organiser-role': 'Organiser' }));
        stage.local.person('Freya').setRoles(UNIVERSITY, ['Student Group', 'Organiser']);
        const there = stage.at('Freya', `${UNIVERSITY}#general`);
        const here = stage.at('Freya');
        for (const [text, when] of [
          ['Tea', 'in 5 days'],
          ['Cake', 'in 40 days'],
        ] as const)
          told(await there.command('remind create', { text, when, channel: '#general', timezone: 'UTC' }));
        told(await here.command('remind create', { text: 'Bread', when: 'in 5 days', timezone: 'UTC' }));
        await kicked(stage, UNIVERSITY);
        await stage.advance(23 * HOUR);
        expect(told(await here.command('help')).text).not.toContain('Tea');
        await stage.advance(HOUR + MINUTE);
        const next = told(await here.command('help')).text;
        expect(next).toContain('A reminder could not reach you');
        expect(next).toMatch(/- Tea \(due <t:\d+:F>\)/u);
        expect(next).toContain('The bot is in its server no more, so nothing is sent there.');
        expect(next).not.toContain('Bread');
        expect(told(await here.command('help')).text).not.toContain('Tea');
        await stage.advance(5 * DAY);
        await invited(stage, UNIVERSITY);
        expect(posted(there, 'Tea')).toEqual([]);
        const list = told(await there.command('remind list')).text;
        expect(list).toMatch(/Cake\n +Paused\./u);
        // Left for good, nothing of them is kept; what is the person's own is.
        await kicked(stage, UNIVERSITY);
        await stage.advance(30 * DAY + MINUTE);
        expect(await countIn(stage.app.deps.remindersByGuild)).toBe(0);
        const kept = (await stage.app.deps.reminders.range({ limit: 10 })).map(({ value }) => value.text);
        expect(kept).not.toContain('Cake');
      },
    },
    {
      name: 'what happened while the bot was not running is noticed at its start',
      alone: true,
      async run(stage) {
        await opened(stage, { closes: 'in 3 days' });
        await stage.stopBot();
        stage.local.removeBot(UNIVERSITY);
        await stage.startBot();
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(1);
        await stage.stopBot();
        stage.local.inviteBot(UNIVERSITY);
        await stage.advance(30 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(0);
        await stage.advance(HOUR);
        expect(await countIn(stage.app.deps.memberships)).toBe(2);
        expect(notices(stage, LEFT, [CHANNEL, THERE])).toEqual([0, 0]);
      },
    },
    {
      name: 'its weekly post is due no more, and again once the bot is back',
      alone: true,
      async run(stage) {
        await inFront(stage);
        told(await sofiaAt(stage).command('settings set', { digest: 'friday' }));
        await kicked(stage, UNIVERSITY);
        await stage.advance(25 * HOUR);
        expect(await digestsDue(stage)).toBe(0);
        await invited(stage, UNIVERSITY);
        expect(await digestsDue(stage)).toBe(1);
        // What was left is left: the server can join again with a code.
        expect(told(await sofiaAt(stage).command('front show')).text).toContain('in no front');
      },
    },
  ],
};
