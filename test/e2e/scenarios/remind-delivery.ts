import { expect } from 'vitest';
import {
  CHANNEL,
  dmOf,
  dms,
  HARBOUR,
  inBerlin,
  makeMentionable,
  posted,
  publicMessages,
  seen,
  told,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import { HOUR, MINUTE } from '../../support/stage.js';

const SOON = { when: 'in 2 hours' };

export const remindDelivery: Theme = {
  about: 'reminders to a channel, late ones, and those that do not arrive',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'an organiser reminds a channel, and only the role chosen is pinged',
      alone: true,
      async run(stage) {
        const tenants = makeMentionable(stage, "Tenants' Union");
        const dockers = makeMentionable(stage, "Dockworkers' Branch");
        const set = told(
          await stage.at('Amara').command('remind create', {
            ...SOON,
            text: `Rent hearing <@&${dockers}> @everyone`,
            channel: '#general',
            mention: "Tenants' Union",
          }),
        );
        expect(set.text).toMatch(/^It is set\. It is posted in <#\d+> <t:/u);
        await stage.advance(2 * HOUR + 1_000);
        const general = stage.at('Jonas', `${HARBOUR}#general`);
        const [post, ...others] = publicMessages(general);
        expect(others).toEqual([]);
        expect(post?.raw.content).toBe(`<@&${tenants}>`);
        expect(post?.raw.mention_roles).toEqual([tenants]);
        expect(post?.text).toMatch(new RegExp(`Rent hearing \\\\<\\\\?@&${dockers}\\\\>`, 'u'));
        expect(dms(stage.local.person('Amara'))).toEqual([]);
      },
    },
    {
      name: 'without a mention nobody is pinged',
      alone: true,
      async run(stage) {
        told(await stage.at('Amara').command('remind create', { ...SOON, text: 'Tea', channel: '#general' }));
        await stage.advance(2 * HOUR + 1_000);
        const [post] = publicMessages(stage.at('Jonas', `${HARBOUR}#general`));
        expect(post?.raw.content).toBe('');
        expect(post?.raw.mention_roles).toEqual([]);
      },
    },
    {
      name: 'members cannot remind a channel; an organiser by role can, and can delete what others set',
      alone: true,
      async run(stage) {
        const typed = { ...SOON, text: 'Tea', channel: '#general' };
        const before = await snapshot(stage);
        for (const who of ['Mei', 'Tomasz']) {
          const refused = told(await stage.at(who).command('remind create', typed));
          expect(refused.text).toMatch(/^Only organisers of this server can do that/u);
          expect(refused.text).toContain('without choosing a channel');
        }
        expect(await snapshot(stage)).toEqual(before);
        told(await stage.at('Amara').command('settings set', { 'organiser-role': 'Organiser' }));
        expect(told(await stage.at('Tomasz').command('remind create', typed)).text).toContain('It is set.');
        expect(told(await stage.at('Leila').command('remind list')).text).toContain('Tea');
        expect(told(await stage.at('Mei').command('remind list')).text).not.toContain('Tea');
        expect(told(await stage.at('Leila').command('remind delete', { reminder: 'tea' })).text).toBe(
          'Deleted: Tea',
        );
      },
    },
    {
      name: 'a mention without a channel, and a channel the bot cannot post in, are refused with what to do',
      async run(stage) {
        const before = await snapshot(stage);
        const amara = stage.at('Amara');
        const mention = told(
          await amara.command('remind create', { ...SOON, text: 'x', mention: 'Organiser' }),
        );
        expect(mention.text).toBe(
          'A role can be mentioned only in a channel. Choose a channel as well, or leave the mention out.',
        );
        const closed = told(
          await amara.command('remind create', { ...SOON, text: 'x', channel: '#announcements' }),
        );
        expect(closed.text).toMatch(/^The bot may not post in <#\d+>: it lacks Send Messages there\./u);
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'what fell due while the bot was stopped is sent once and says "late"',
      alone: true,
      async run(stage) {
        told(await stage.at('Mei').command('remind create', { ...SOON, text: 'Secret thing' }));
        told(await stage.at('Amara').command('remind create', { ...SOON, text: 'Tea', channel: '#general' }));
        await stage.stopBot();
        await stage.advance(5 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        const [dm, ...others] = dms(stage.local.person('Mei'));
        expect(others).toEqual([]);
        expect(dm?.text).toMatch(/^A reminder you set is due\. It is late\b/u);
        expect(dm?.text).not.toContain('Secret');
        const shown = seen(await dmOf(stage, 'Mei').press(dm?.id ?? '', 'Show'));
        expect(shown.text).toMatch(/Secret thing\n\nThis reminder is late: it was due <t:\d+:F>\./u);
        const post = publicMessages(stage.at('Mei', `${HARBOUR}#general`))[0];
        expect(post?.text).toContain('This reminder is late: it was due');
      },
    },
    {
      name: 'with closed DMs it waits in the list and in the next private answer, and never in a channel',
      alone: true,
      async run(stage) {
        const kofi = stage.at('Kofi');
        told(await kofi.command('remind create', { ...SOON, text: 'Doctor at four' }));
        await stage.advance(2 * HOUR + MINUTE);
        expect(dms(stage.local.person('Kofi'))).toEqual([]);
        const next = told(await kofi.command('help'));
        expect(next.text).toContain('A reminder could not reach you\n- Doctor at four (due <t:');
        expect(next.text).toContain('It stays in /remind list.');
        // Told once; the list keeps it.
        expect(told(await kofi.command('help')).text).not.toContain('Doctor');
        const list = told(await kofi.command('remind list'));
        expect(list.text).toContain('Doctor at four');
        expect(list.text).toContain('your private messages are closed to this bot');
        for (const channel of [CHANNEL, `${HARBOUR}#general`])
          expect(JSON.stringify(publicMessages(stage.at('Mei', channel)))).not.toContain('Doctor');
        told(await kofi.command('remind delete', { reminder: 'Doctor' }));
        expect(told(await kofi.command('remind list')).text).toContain('No reminders are waiting');
      },
    },
    {
      name: 'once DMs are open again, later reminders come as usual',
      alone: true,
      async run(stage) {
        const kofi = stage.at('Kofi');
        told(await kofi.command('remind create', { ...SOON, text: 'Doctor at four' }));
        told(await kofi.command('remind create', { when: 'in 5 hours', text: 'Bread' }));
        await stage.advance(2 * HOUR + MINUTE);
        stage.local.person('Kofi').acceptsDms(true);
        await stage.advance(3 * HOUR);
        const [dm] = dms(stage.local.person('Kofi')).slice(-1);
        expect(seen(await dmOf(stage, 'Kofi').press(dm?.id ?? '', 'Show')).text).toContain('Bread');
        expect(told(await kofi.command('remind list')).text).toContain('Doctor at four');
      },
    },
    {
      name: 'the notice about closed DMs is not in what everybody sees, and survives a restart',
      alone: true,
      async run(stage) {
        const kofi = stage.at('Kofi');
        told(await kofi.command('remind create', { ...SOON, text: 'Doctor at four' }));
        await stage.advance(2 * HOUR + MINUTE);
        await stage.restart();
        const anything = stage.local.world.messages(kofi.channelId).at(-1);
        seen(await kofi.forge(anything?.message.id ?? '', 'explain:show:united-front'));
        expect(posted(stage.at('Mei'), 'Doctor')).toEqual([]);
        expect(told(await kofi.command('remind list')).text).toContain('A reminder could not reach you');
      },
    },
    {
      name: 'where the channel is gone the person who set it is told',
      alone: true,
      async run(stage) {
        const amara = stage.at('Amara');
        told(await amara.command('remind create', { ...SOON, text: 'Tea', channel: '#general' }));
        stage.local.deleteChannel(`${HARBOUR}#general`);
        await stage.advance(2 * HOUR + MINUTE);
        const list = told(await amara.command('remind list'));
        expect(list.text).toContain('its channel is no longer there. Delete it and set a new one.');
        expect(list.text).toContain('A reminder could not reach you');
        // Their own DMs have nothing to do with it.
        expect(list.text).toContain('It stays in /remind list, which says why.');
        expect(list.text).not.toContain('private messages');
      },
    },
  ],
};
