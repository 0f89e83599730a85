import { expect } from 'vitest';
import {
  HARBOUR,
  more,
  posted,
  pressMore,
  proposalId,
  settled,
  told,
  UNIVERSITY,
} from '../../support/acting.js';
import {
  DOCKERS,
  inFront,
  lastCard,
  opened,
  SHOWN,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, MINUTE } from '../../support/stage.js';

const LIVE = { ...TENANTS, tally: 'live' };

export const frontVotes: Theme = {
  about: 'voting in the front',
  scenarios: [
    {
      name: 'who is in several organisations is asked once for which, and one click is one answer otherwise',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage);
        const asked = told(await stage.at('Priya').press(here, 'For'));
        expect(asked.text).toContain('In which one do you vote? You have one vote in the whole front.');
        expect(asked.labels).toEqual(['Dockworkers', 'Tenants']);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        const done = told(await stage.at('Priya').press(asked, 'Tenants'));
        expect(done.text).toMatch(
          /^Recorded: For, in Tenants\. You can change it or take it back until <t:/u,
        );
        // The answer given stands for the next click, too.
        await votingIn(stage, here, { Priya: 'Against' }, 'Tenants');
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        expect(await countIn(stage.app.deps.ballots)).toBe(2);
      },
    },
    {
      name: 'in another server one is told where one voted, and the vote is moved only when that is pressed',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        await votingIn(stage, here, { Freya: 'For' }, 'Tenants');
        const freya = stage.at('Freya', THERE);
        const asked = told(await freya.press(there, 'Against'));
        expect(asked.text).toBe(
          `You voted as Tenants in ${HARBOUR}. You have one vote in the whole front. Move it to Students, as Against?`,
        );
        expect(asked.labels).toEqual(['Move it', 'Leave it']);
        const stays = told(await freya.press(asked, 'Leave it'));
        expect(stays.text).toMatch(/Your vote .*: For|stays as it was/u);
        const again = told(await freya.press(there, 'Against'));
        expect(told(await freya.press(again, 'Move it')).text).toContain('Recorded: Against, in Students.');
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
        const back = told(await stage.at('Freya').press(here, 'For'));
        expect(back.text).toContain(`You voted as Students in ${UNIVERSITY}.`);
        await stage.advance(2 * DAY + MINUTE);
        const [outcome] = posted(stage.at('Mei'), 'greed: Picket at the gate');
        expect(outcome?.text).toContain('Tenants: too few voted\nFor 0 · Against 0 · Abstain 0');
        expect(outcome?.text).toContain('Students is out');
      },
    },
    {
      name: 'who took a vote back votes elsewhere without being asked',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        await votingIn(stage, here, { Freya: 'For' }, 'Tenants');
        const back = await pressMore(stage, 'Freya', here, 'Take back my vote');
        expect(back.text).toContain('Recorded: your vote on “Picket at the gate” is taken back.');
        await votingIn(stage, there, { Freya: 'Abstain' }, 'Students', THERE);
      },
    },
    {
      name: 'who is in no organisation, joined later, or is no delegate is told why the vote is not recorded',
      alone: true,
      async run(stage) {
        stage.local.addPerson({ name: 'Nobody', roles: { [HARBOUR]: [] } });
        await inFront(stage, [DOCKERS, { ...TENANTS, voters: 'delegates', delegates: 'Organiser' }]);
        const [here] = await toTheFront(stage, 'Jonas');
        await stage.advance(MINUTE);
        const joinedAt = stage.local.clock.now();
        stage.local.addPerson({ name: 'Later', roles: { [HARBOUR]: [DOCKERS.members] }, joinedAt });
        const none = told(await stage.at('Nobody').press(here, 'For'));
        expect(none.text).toBe(
          'Your vote was not recorded: “Picket at the gate” is not put to an organisation you belong to here.',
        );
        expect(told(await stage.at('Kofi').press(here, 'For')).text).toBe(none.text);
        const later = told(await stage.at('Later').press(here, 'For'));
        expect(later.text).toMatch(
          /^Your vote was not recorded: only people who were in this server before the vote opened on <t:\d+:F>/u,
        );
        await votingIn(stage, here, { Leila: 'For' }, 'Tenants');
        // Only somebody with an own client can name an organisation they are not in.
        const forged = `cast:in:for:${proposalId(here)}:1:1`;
        expect(told(await stage.at('Jonas').forge(here, forged)).text).toMatch(
          /^Your vote was not recorded:/u,
        );
        expect(
          told(await stage.at('Jonas').forge(here, `cast:move:for:${proposalId(here)}:1:2`)).text,
        ).toMatch(/^Your vote was not recorded:/u);
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
        // A role given since counts: the roll is only a count.
        stage.local.person('Nobody').setRoles(HARBOUR, [DOCKERS.members]);
        await votingIn(stage, here, { Nobody: 'For' }, 'Dockworkers');
      },
    },
    {
      name: 'an open ballot with a live tally shows it on its own server’s card, and nowhere else',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS, LIVE], [STUDENTS]);
        const [here] = await toTheFront(stage, 'Jonas');
        await votingIn(stage, here, { Leila: 'For', Freya: 'For', Kofi: 'Against' }, 'Tenants');
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        await settled(stage);
        const card = lastCard(stage.at('Mei')).text;
        expect(card).toContain(
          '**Tenants**: 3 of 5 voted; more For than Against needed\nSo far: For 2 · Against 1 · Abstain 0',
        );
        expect(card.match(/So far:/gu)).toHaveLength(1);
        expect(card).not.toContain('<@');
        expect(lastCard(stage.at('Hana', THERE)).text).not.toMatch(/So far|Tenants/u);
        expect(told(await stage.at('Hana', THERE).command('proposal show', SHOWN)).text).not.toContain(
          'For 2',
        );
        const sees = told(
          await stage.at('Freya').press(await more(stage, 'Freya', here), 'Who can see what'),
        );
        expect(sees.text).toContain('Tenants: **This is an open ballot with votes shown as they come in.**');
        expect(sees.text).toContain('Dockworkers: **This is a secret ballot.**');
      },
    },
    {
      name: 'after closing an open ballot lists names in its own server only',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage);
        await votingIn(stage, here, { Leila: 'For', Kofi: 'Against' }, 'Tenants');
        const open = told(await stage.at('Leila').command('proposal show', SHOWN)).text;
        expect(open).not.toContain('<@');
        await stage.advance(2 * DAY + MINUTE);
        const shown = told(await stage.at('Jonas').command('proposal show', SHOWN)).text;
        expect(shown).toContain(`For: <@${stage.local.person('Leila').id}>`);
        expect(shown).toContain(`Against: <@${stage.local.person('Kofi').id}>`);
        const elsewhere = told(await stage.at('Hana', THERE).command('proposal show', SHOWN)).text;
        expect(elsewhere).not.toContain('<@');
        expect(elsewhere).toContain('Tenants is out\nFor 1 · Against 1 · Abstain 0');
        expect(JSON.stringify(posted(stage.at('Mei'), 'greed: Picket')[0]?.raw.embeds)).not.toContain('<@');
        const mine = told(await stage.at('Leila').command('proposal show', SHOWN)).text;
        expect(mine).toContain('Your vote on “Picket at the gate” was: For.');
      },
    },
    {
      name: 'what grew while the vote was open is said with the outcome',
      alone: true,
      async run(stage) {
        await opened(stage);
        await stage.advance(MINUTE);
        const joinedAt = stage.local.clock.now();
        for (const name of ['New 1', 'New 2'])
          stage.local.addPerson({ name, roles: { [HARBOUR]: [TENANTS.members] }, joinedAt });
        await stage.advance(2 * DAY + MINUTE);
        const [outcome] = posted(stage.at('Mei'), 'Not agreed: Picket at the gate');
        expect(outcome?.text).toContain('2 more people could be counted here at closing than at opening.');
      },
    },
  ],
};
