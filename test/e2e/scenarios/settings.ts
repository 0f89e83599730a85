import { expect } from 'vitest';
import {
  cards,
  HARBOUR,
  previewing,
  proposing,
  publicMessages,
  roleId,
  stamp,
  told,
  UNIVERSITY,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot, stored } from '../../support/store-snapshot.js';
import { MINUTE, type Stage } from '../../support/stage.js';
import type { TypedOptions } from '../../../src/local-discord/index.js';

/** Changes settings as somebody who may, and returns what is shown then. */
async function set(stage: Stage, options: TypedOptions): Promise<string> {
  const { text } = told(await stage.at('Amara').command('settings set', options));
  expect(text).toContain('Saved. This is what is set now.');
  return text;
}

async function kept(stage: Stage): Promise<unknown> {
  return stage.app.deps.settings.get(stage.at('Amara').guildId ?? '');
}

export const settings: Theme = {
  about: 'settings',
  scenarios: [
    {
      name: 'before anything is set, everybody is shown what applies',
      async run(stage) {
        const { text } = told(await stage.at('Mei').command('settings show'));
        expect(text).toContain('Channel\nthe channel something is proposed in');
        expect(text).toContain('Organiser role\nnone: people with Manage Server');
        expect(text).toContain('Who may propose\neveryone');
        expect(text).toContain('Shortest vote\n1 minute');
        expect(text).toContain('Notice before closing\n60 minutes');
        expect(text).toContain('Your own time zone\nnot set');
      },
    },
    {
      name: 'each setting is shown as set, and kept for this server alone',
      alone: true,
      async run(stage) {
        const general = stage.at('Amara', `${HARBOUR}#general`).channelId;
        expect(await set(stage, { channel: '#general' })).toContain(`Channel\n<#${general}>`);
        const role = roleId(stage, 'Organiser');
        expect(await set(stage, { 'organiser-role': 'Organiser' })).toContain(`Organiser role\n<@&${role}>`);
        expect(await set(stage, { proposers: 'organisers' })).toContain('Who may propose\norganisers');
        expect(await set(stage, { timezone: 'berlin' })).toContain('Time zone\nEurope/Berlin');
        expect(await set(stage, { language: 'en' })).toContain('Language\nEnglish');
        expect(await set(stage, { 'conduct-line': 'Be *kind*.' })).toContain('Conduct line\nBe \\*kind\\*.');
        expect(await set(stage, { 'shortest-vote': 30 })).toContain('Shortest vote\n30 minutes');
        expect(await set(stage, { notice: 1 })).toContain('Notice before closing\n1 minute');
        const all = {
          channelId: general,
          organiserRoleId: role,
          proposers: 'organisers',
          timezone: 'Europe/Berlin',
          language: 'en',
          conductLine: 'Be *kind*.',
          shortestVoteMinutes: 30,
          noticeMinutes: 1,
        };
        expect(await kept(stage)).toEqual(all);
        await stage.restart();
        expect(await kept(stage)).toEqual(all);
        const sofia = stage.at('Sofia', `${UNIVERSITY}#joint-action`);
        expect(told(await sofia.command('settings show')).text).toContain('Shortest vote\n1 minute');
      },
    },
    {
      name: 'they take effect: who may propose, where cards go, conduct line, shortest vote, notice',
      alone: true,
      async run(stage) {
        await set(stage, { timezone: 'Europe/Berlin', proposers: 'organisers', channel: '#general' });
        await set(stage, { 'conduct-line': 'Nobody blocks the ambulance gate.', 'shortest-vote': 60 });
        await set(stage, { notice: 10, 'organiser-role': 'Organiser' });
        const before = await snapshot(stage);
        const refused = told(await stage.at('Mei').command('propose', { title: 'No' }));
        expect(refused.text).toMatch(/^In this server only organisers may propose\. Ask an organiser/u);
        expect(await snapshot(stage)).toEqual(before);
        const short = await previewing(stage, 'Tomasz', { closes: 'in 10 minutes' });
        expect(short.text).toContain('A vote here stays open for at least 60 minutes.');
        expect(short.labels).not.toContain('Publish');
        expect((await previewing(stage, 'Tomasz')).text).toContain('Nobody blocks the ambulance gate.');
        const preview = await previewing(stage, 'Tomasz');
        told(await stage.at('Tomasz').press(preview, 'Publish'));
        await stage.app.tick();
        expect(cards(stage.at('Mei'))).toEqual([]);
        expect(cards(stage.at('Mei', `${HARBOUR}#general`))).toHaveLength(1);
        // Notice is counted from now, but a vote is never cut below its shortest time.
        await stage.advance(55 * MINUTE);
        const moved = told(
          await stage.at('Tomasz').command('proposal close', { proposal: 'Picket at the gate' }),
        );
        const closes = Number(/now closes <t:(\d+):F>/u.exec(moved.text)?.[1]) * 1_000;
        expect(Math.abs(closes - stage.local.clock.now().getTime() - 600_000)).toBeLessThan(5_000);
      },
    },
    {
      name: 'a draft follows when the channel of the settings changes',
      alone: true,
      async run(stage) {
        await set(stage, { timezone: 'Europe/Berlin' });
        stage.local.setBotPermission(`${HARBOUR}#joint-action`, ['SendMessages']);
        const stuck = await previewing(stage, 'Amara');
        expect(stuck.text).toContain('An organiser can grant that');
        await set(stage, { channel: '#general' });
        const again = told(await stage.at('Amara').command('propose'));
        expect(again.text).toContain(`it goes to <#${stage.at('Amara', `${HARBOUR}#general`).channelId}>`);
        expect(again.labels).toContain('Publish');
      },
    },
    {
      name: "everybody sets their own time zone, which is theirs in every server and goes before the server's",
      alone: true,
      async run(stage) {
        await set(stage, { timezone: 'Europe/Berlin' });
        const mei = stage.at('Mei');
        const [first] = await mei.suggest('settings set', { 'my-timezone': 'new yo' }, 'my-timezone');
        expect(first).toMatchObject({ value: 'America/New_York' });
        const saved = told(await mei.command('settings set', { 'my-timezone': 'America/New_York' }));
        expect(saved.text).toContain('Your own time zone\nAmerica/New_York');
        expect(Object.values(await stored(stage.app.deps.people))).toEqual([
          { timezone: 'America/New_York' },
        ]);
        expect((await previewing(stage, 'Mei')).text).toContain(stamp('2027-03-05T23:00:00Z'));
        expect((await proposing(stage, 'Jonas')).text).toContain(stamp('2027-03-05T17:00:00Z'));
      },
    },
    {
      name: "without Manage Server nothing else can be set, not even along with one's own zone",
      async run(stage) {
        const before = await snapshot(stage);
        const tries: TypedOptions[] = [
          { channel: '#general' },
          { 'organiser-role': "Dockworkers' Branch" },
          { proposers: 'everyone' },
          { timezone: 'Europe/Paris' },
          { language: 'en' },
          { 'conduct-line': 'Anything goes' },
          { 'shortest-vote': 5 },
          { notice: 5 },
          { 'discussion-threads': 'on' },
          { 'ping-role': "Dockworkers' Branch" },
          { notice: 5, 'my-timezone': 'Europe/Paris' },
        ];
        for (const options of tries) {
          for (const who of ['Mei', 'Tomasz']) {
            const refused = told(await stage.at(who).command('settings set', options));
            expect(refused.text).toMatch(/^Only people with the Manage Server right/u);
            expect(refused.text).toContain('my-timezone');
          }
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'zones and languages are suggested while they are typed',
      async run(stage) {
        const amara = stage.at('Amara');
        const zones = await amara.suggest('settings set', { timezone: 'ber' }, 'timezone');
        expect(zones.map(({ value }) => value)).toContain('Europe/Berlin');
        const languages = await amara.suggest('settings set', {}, 'language');
        expect(languages).toContainEqual({ name: 'English', value: 'en' });
      },
    },
    {
      name: 'what cannot be set is refused with what can, and changes nothing',
      async run(stage) {
        const before = await snapshot(stage);
        const messages = publicMessages(stage.at('Amara')).length;
        const refusals: [TypedOptions, RegExp][] = [
          [{}, /Nothing was changed: choose at least one option/u],
          [{ timezone: 'Nowhere' }, /“Nowhere” is not a time zone this bot knows\. .+ for example Berlin/u],
          [{ 'my-timezone': 'CST' }, /“CST” is not a time zone/u],
          [
            { language: 'tlh' },
            /There are no texts in that language yet\. Choose one of: English, Español\./u,
          ],
          [{ 'organiser-role': '@everyone' }, /Everyone cannot be the organiser role\. Choose a role/u],
          [{ channel: '#announcements' }, /The bot may not post in <#\d+>: it lacks Send Messages there/u],
          [{ 'conduct-line': '\u200b \u2800' }, /There is no readable text in it\. Write at least one word/u],
          [{ 'conduct-line': 'x'.repeat(301) }, /It has 301 characters; at most 300 fit\. Shorten it/u],
          // One that is wrong keeps the others from being set.
          [{ notice: 5, timezone: 'Nowhere' }, /“Nowhere”/u],
        ];
        for (const [options, sentence] of refusals)
          expect(told(await stage.at('Amara').command('settings set', options)).text).toMatch(sentence);
        const raw = told(await stage.at('Amara').commandRaw('settings set', { notice: 0 }));
        expect(raw.text).not.toContain('Saved.');
        expect(await snapshot(stage)).toEqual(before);
        expect(publicMessages(stage.at('Amara'))).toHaveLength(messages);
      },
    },
  ],
};
