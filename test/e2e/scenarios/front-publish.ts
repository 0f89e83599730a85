import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { CHANNEL, dms, pressMore, previewing, publicMessages, told } from '../../support/acting.js';
import {
  adding,
  codeIn,
  amaraAt,
  DOCKERS,
  founding,
  channelsSet,
  inFront,
  joining,
  lastCard,
  SHOWN,
  sofiaAt,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
  watcher,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { addThirdServer, RIVERSIDE } from '../../support/third-server.js';
import { DAY, HOUR, MINUTE } from '../../support/stage.js';

/** The hash at the bottom of a card. */
function hashOn(card: SeenMessage | undefined): string {
  return /text ([0-9a-f]{8})$/u.exec(card?.text ?? '')?.[1] ?? '';
}

export const frontPublish: Theme = {
  about: 'putting a proposal to the front',
  ballots: 'secret',
  scenarios: [
    {
      name: 'the same text is in every server’s channel, each with its own organisations',
      alone: true,
      async run(stage) {
        await inFront(stage);
        const preview = await previewing(stage, 'Jonas', { to: 'the front' });
        expect(preview.text).toContain('It is put to the united front Harbour Front, in 2 servers;');
        expect(preview.text).toContain('agreed when 2 organisations are in.');
        for (const line of ['- Dockworkers (Harbour', '- Tenants (Harbour', '- Students (University'])
          expect(preview.text).toContain(line);
        expect(preview.text).toContain('Dockworkers, Students: **This is a secret ballot.**');
        expect(preview.text).toContain('Tenants: **This is an open ballot.**');
        expect(preview.text).toContain('from 10 on they are, also if all vote alike');
        told(await stage.at('Jonas').press(preview, 'Publish'));
        await stage.app.tick();
        const cards = [lastCard(stage.at('Mei')), lastCard(stage.at('Hana', THERE))];
        expect(hashOn(cards[0])).toMatch(/^[0-9a-f]{8}$/u);
        expect(hashOn(cards[0])).toBe(hashOn(cards[1]));
        expect(cards[0]?.text).toContain('**Tenants**: 0 of 5 voted; more For than Against needed');
        expect(cards[0]?.text).toContain('**Dockworkers**: 5 can vote;');
        expect(cards[0]?.text).not.toContain('Students');
        expect(cards[1]?.text).toContain('**Students**: 4 can vote;');
        expect(cards[1]?.text).not.toMatch(/Dockworkers|Tenants/u);
        for (const card of cards) {
          expect(card.text).toContain('Agreed when 2 organisations are in');
          expect(card.text.split(/\s+/u).length).toBeLessThanOrEqual(90);
        }
        for (const seat of [stage.at('Mei'), stage.at('Hana', THERE)])
          expect(told(await seat.command('proposal list')).text).toContain('**Picket at the gate**');
      },
    },
    {
      name: 'without a front it says so before anything is published',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        const preview = await previewing(stage, 'Jonas', { to: 'the front' });
        expect(preview.text).toContain('It cannot go to the front, because this server is in none.');
        expect(preview.labels).not.toContain('Publish');
        const again = await previewing(stage, 'Jonas', { to: 'this server' });
        expect(again.labels).toContain('Publish');
      },
    },
    {
      name: 'a server where the card cannot be posted is named to the proposer, and it is posted once it can be',
      alone: true,
      async run(stage) {
        await inFront(stage);
        stage.local.setBotPermission(THERE, ['SendMessages']);
        const preview = await previewing(stage, 'Jonas', { to: 'the front' });
        expect(preview.text).toContain('In University Alliance the bot may not post as things are');
        expect(told(await stage.at('Jonas').press(preview, 'Publish')).text).toContain('Published.');
        await stage.app.tick();
        const waits = 'The card could not be posted yet in: University Alliance.';
        expect(told(await stage.at('Jonas').command('proposal show', SHOWN)).text).toContain(waits);
        expect(lastCard(stage.at('Mei')).text).toContain('Picket at the gate');
        stage.local.setBotPermission(THERE, []);
        await stage.advance(HOUR);
        expect(hashOn(lastCard(stage.at('Hana', THERE)))).toBe(hashOn(lastCard(stage.at('Mei'))));
        expect(told(await stage.at('Jonas').command('proposal show', SHOWN)).text).not.toContain(waits);
      },
    },
    {
      name: 'a server has at most three open proposals to the front; another server may propose still',
      alone: true,
      async run(stage) {
        await inFront(stage);
        for (const title of ['One', 'Two', 'Three']) await toTheFront(stage, 'Jonas', { title });
        const preview = await previewing(stage, 'Mei', { title: 'Four', to: 'the front' });
        const refused = told(await stage.at('Mei').press(preview, 'Publish'));
        expect(refused.text).toMatch(
          /^This server has 3 open proposals to the front, which is the most\. Wait/u,
        );
        // To this server alone it can go.
        await stage.at('Mei').command('propose', { to: 'this server' });
        const seat = stage.at('Freya', THERE);
        const freya = told(
          await seat.command('propose', {
            title: 'From there',
            how: 'picket',
            whom: 'employer: Harbour Ltd',
            when: 'Friday 6pm',
            to: 'the front',
          }),
        );
        expect(told(await seat.press(freya, 'Publish')).text).toContain('Published.');
        told(await stage.at('Jonas').command('proposal withdraw', { proposal: 'Two' }));
        await toTheFront(stage, 'Mei', { title: 'Four' });
      },
    },
    {
      name: 'five organisations by five rules in three servers: three in, one out, one without quorum, and nothing reaches the one that is out',
      alone: true,
      async run(stage) {
        const riverside = addThirdServer(stage, ['Neighbours', 'Gardeners']);
        stage.local.addPerson({ name: 'Rosa', roles: { [RIVERSIDE]: ['Neighbours', 'Coordinator'] } });
        stage.local.addPerson({ name: 'Noor', roles: { [RIVERSIDE]: ['Neighbours', 'Gardeners'] } });
        await inFront(
          stage,
          [
            { ...DOCKERS, ballots: 'open', tally: 'live', threshold: '2/3' },
            { ...TENANTS, voters: 'delegates', delegates: 'Organiser', base: 'all cast' },
          ],
          [{ ...STUDENTS, ballots: 'open', threshold: 'all' }],
          3,
        );
        const rosa = stage.at('Rosa', riverside);
        told(await rosa.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
        const neighbours = {
          name: 'Neighbours',
          members: 'Neighbours',
          threshold: '3/4',
          base: 'whole roll',
        };
        await adding(rosa, { ...neighbours, ballots: 'open' });
        await adding(rosa, { name: 'Gardeners', members: 'Gardeners', ballots: 'open', quorum: '2' });
        await joining(rosa, codeIn(told(await amaraAt(stage).command('front invite'))));
        const [harbour, university] = await toTheFront(stage, 'Jonas');
        const river = lastCard(watcher(stage, riverside));
        expect(new Set([harbour, university, river].map(hashOn)).size).toBe(1);
        await pressMore(stage, 'Jonas', harbour, 'Remind me');
        const behind = told(await stage.at('Hana', THERE).press(university.id, 'More'));
        told(await stage.at('Hana', THERE).press(behind, 'Remind me'));

        await votingIn(stage, harbour, { Jonas: 'For', Mei: 'For', Amara: 'Against' }, 'Dockworkers');
        await votingIn(stage, harbour, { Leila: 'For' }, 'Tenants');
        const member = told(await stage.at('Kofi').press(harbour.id, 'For'));
        expect(member.text).toContain('is not put to an organisation you belong to here');
        await votingIn(stage, university, { Hana: 'For', Yusuf: 'Against' }, 'Students', THERE);
        await votingIn(stage, river, { Rosa: 'For' }, 'Neighbours', riverside);
        const asked = told(await stage.at('Noor', riverside).press(river.id, 'For'));
        expect(asked.labels).toEqual(['Gardeners', 'Neighbours']);
        told(await stage.at('Noor', riverside).press(asked, 'Neighbours'));
        const heard = publicMessages(stage.at('Hana', THERE)).length;

        await stage.advance(2 * DAY + MINUTE);
        const wanted = [
          'Agreed: Picket at the gate',
          'Dockworkers is in\nFor 2 · Against 1 · Abstain 0',
          'Tenants is in\nFor 1 · Against 0 · Abstain 0',
          'Students is out\nFor 1 · Against 1 · Abstain 0',
          'Neighbours is in\nFor 2 · Against 0 · Abstain 0',
          'Gardeners: too few voted\nFor 0 · Against 0 · Abstain 0',
        ];
        for (const channel of [CHANNEL, THERE, riverside]) {
          const who = channel === CHANNEL ? 'Jonas' : channel === THERE ? 'Hana' : 'Rosa';
          const outcome = publicMessages(stage.at(who, channel)).at(-1)?.text ?? '';
          for (const line of wanted) expect(outcome).toContain(line);
          expect(outcome.match(/ is in$| is out$|: too few voted$/gmu)).toHaveLength(5);
          expect(outcome).not.toMatch(/For 6|all organisations together|in total/u);
        }
        // To the server that is out only the outcome came.
        expect(publicMessages(stage.at('Hana', THERE))).toHaveLength(heard + 1);
        await stage.advance(3 * DAY);
        expect(dms(stage.local.person('Jonas')).length).toBeGreaterThan(0);
        expect(dms(stage.local.person('Hana'))).toEqual([]);
        expect(publicMessages(stage.at('Hana', THERE))).toHaveLength(heard + 1);
      },
    },
    {
      name: 'somebody who is in and somebody who is out both see the outcome of a front they were in when it opened',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        await adding(sofiaAt(stage), STUDENTS);
        await joining(sofiaAt(stage), await founding(stage));
        // A server without organisations takes part as one.
        const [card] = await toTheFront(stage, 'Jonas');
        expect(card?.text).toMatch(/about \d+ can vote; how many|fewer than 10 of about \d+ voted/u);
        expect(card?.text).toContain('Proposed by Harbour City Coalition');
      },
    },
  ],
};
