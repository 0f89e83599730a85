import { expect } from 'vitest';
import type { TypedOptions } from '../../../src/local-discord/index.js';
import { CHANNEL, HARBOUR, posted, told, UNIVERSITY } from '../../support/acting.js';
import {
  adding,
  amaraAt,
  channelsSet,
  codeIn,
  DOCKERS,
  FRONT,
  founding,
  frontsKept,
  inFront,
  joining,
  lastCard,
  SHOWN,
  sofiaAt,
  STUDENTS,
  TENANTS,
  THERE,
  puttingToTheFront,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { addThirdServer, RIVERSIDE } from '../../support/third-server.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

/** Somebody with Manage Server in a third server, where a channel is set. */
async function thirdServer(stage: Stage): Promise<ReturnType<Stage['at']>> {
  const channel = addThirdServer(stage, ['Neighbours']);
  stage.local.addPerson({ name: 'Rosa', roles: { [RIVERSIDE]: ['Neighbours', 'Coordinator'] } });
  const rosa = stage.at('Rosa', channel);
  told(await rosa.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
  return rosa;
}

export const fronts: Theme = {
  about: 'fronts of servers',
  scenarios: [
    {
      name: 'from nothing to two servers with two organisations each takes eight commands',
      alone: true,
      async run(stage) {
        stage.local.addRole(UNIVERSITY, 'Staff Council');
        await inFront(stage, [DOCKERS, TENANTS], [STUDENTS, { name: 'Staff', members: 'Staff Council' }]);
        const commands = stage.local.interactions.filter(({ kind }) => kind === 'command');
        expect(commands.length).toBeLessThanOrEqual(8);
        const shown = told(await stage.at('Hana', THERE).command('front show')).text;
        for (const name of ['Dockworkers', 'Tenants', 'Students', 'Staff'])
          expect(shown).toContain(`- ${name}: `);
        expect(shown).toContain(`**${HARBOUR}**`);
        expect(shown).toContain(`**${UNIVERSITY}**`);
        expect(shown).toContain('Agreed when 2 organisations are in.');
      },
    },
    {
      name: 'found answers with a code and the invite link, join shows what is shared and asks',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        await adding(amaraAt(stage), DOCKERS);
        const founded = told(await amaraAt(stage).command('front found', { name: FRONT, needed: 1 }));
        expect(founded.text).toContain('agreed when 1 organisation');
        expect(founded.text).toContain('It can be used once, within seven days:\n`');
        expect(founded.text).toMatch(/<\/front join:\d+>/u);
        const link = /<(https:\/\/discord\.com\/oauth2\/authorize\?[^>]+)>/u.exec(founded.text)?.[1] ?? '';
        const query = new URL(link).searchParams;
        expect(query.get('client_id')).toBe(stage.local.world.state.botId);
        expect(query.get('scope')).toContain('bot');
        const asked = told(await sofiaAt(stage).command('front join', { code: codeIn(founded) }));
        expect(asked.text).toContain(`Join ${FRONT}?`);
        expect(asked.text).toContain('- Dockworkers: Secret ballots;');
        expect(asked.text).toContain('If this server joins, servers of the front see its name');
        expect(asked.labels).toEqual(['Join', 'Don’t join']);
        const before = await frontsKept(stage);
        expect(told(await sofiaAt(stage).press(asked, 'Don’t join')).text).toBe(
          'Nothing was joined. The code can still be used.',
        );
        expect(await frontsKept(stage)).toEqual(before);
        // A code is read as people copy it.
        await joining(sofiaAt(stage), ` ${codeIn(founded).toUpperCase()} `);
        expect(JSON.stringify(await frontsKept(stage))).not.toContain(codeIn(founded));
      },
    },
    {
      name: 'a wrong code, one over seven days old and one used already are each refused',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        const code = await founding(stage);
        const wrong = told(await sofiaAt(stage).command('front join', { code: 'abc' }));
        expect(wrong.text).toBe(
          'This code is not known here. Ask for a new one: they are made with /front invite.',
        );
        const rosa = await thirdServer(stage);
        const late = told(await rosa.command('front join', { code }));
        await joining(sofiaAt(stage), code);
        const kept = await frontsKept(stage);
        for (const answer of [await rosa.command('front join', { code }), await rosa.press(late, 'Join')])
          expect(told(answer).text).toMatch(/^This code was used already; each can be used once\. Ask for/u);
        expect(await frontsKept(stage)).toEqual(kept);
        const next = codeIn(told(await amaraAt(stage).command('front invite')));
        await stage.advance(7 * DAY + MINUTE);
        const expired = told(await rosa.command('front join', { code: next }));
        expect(expired.text).toMatch(/^This code is over seven days old\. Ask for a new one/u);
        await joining(rosa, codeIn(told(await sofiaAt(stage).command('front invite'))));
      },
    },
    {
      name: 'without a channel, or where the bot may not post in it, a front is neither founded nor joined',
      alone: true,
      async run(stage) {
        const [amara, sofia] = [amaraAt(stage), sofiaAt(stage)];
        const none = /^No channel is set in this server\. Choose one first with \/settings set channel/u;
        expect(told(await amara.command('front found', { name: FRONT })).text).toMatch(none);
        expect(told(await sofia.command('front join', { code: 'any' })).text).toMatch(none);
        await channelsSet(stage);
        for (const channel of [CHANNEL, THERE]) stage.local.setBotPermission(channel, ['SendMessages']);
        const kept = await frontsKept(stage);
        const may = /^The bot may not post in <#\d+>: it lacks Send Messages there\. .+ Then try again\.$/u;
        expect(told(await amara.command('front found', { name: FRONT })).text).toMatch(may);
        expect(told(await sofia.command('front join', { code: 'any' })).text).toMatch(may);
        expect(await frontsKept(stage)).toEqual(kept);
      },
    },
    {
      name: 'a server is in one front at a time, and only managers act for it',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        const none = /^This server is in no front\. Join one with a code and \/front join, or found one/u;
        for (const command of ['front show', 'front invite', 'front leave'])
          expect(told(await amaraAt(stage).command(command)).text).toMatch(none);
        const code = await founding(stage);
        const kept = await frontsKept(stage);
        const tries: [string, TypedOptions][] = [
          ['front found', { name: 'Other' }],
          ['front invite', {}],
          ['front join', { code }],
          ['front leave', {}],
        ];
        for (const [command, options] of tries) {
          const refused = told(await stage.at('Tomasz').command(command, options));
          expect(refused.text).toBe(
            'Only people with the Manage Server right can do that for this server. Ask one of them.',
          );
        }
        const twice = told(await amaraAt(stage).command('front found', { name: 'Other' }));
        expect(twice.text).toMatch(/^This server is in a front already, and can be in one at a time\. See/u);
        const own = told(await amaraAt(stage).command('front join', { code }));
        const refused = own.labels.includes('Join') ? told(await amaraAt(stage).press(own, 'Join')) : own;
        expect(refused.text).toMatch(/^This server is in a front already/u);
        expect((await frontsKept(stage)).memberships).toEqual(kept.memberships);
        expect((await frontsKept(stage)).codes).toEqual(kept.codes);
        // Who is asked "Join?" has to be allowed to when pressing.
        const asked = told(await sofiaAt(stage).command('front join', { code }));
        const join = asked.buttons[0]?.customId ?? '';
        const hana = stage.at('Hana', THERE);
        expect(told(await hana.forge(told(await hana.command('help')), join)).text).toMatch(
          /^Only people with the Manage Server right/u,
        );
      },
    },
    {
      name: 'a name nobody can read, or too long, is no name of a front',
      alone: true,
      async run(stage) {
        await channelsSet(stage);
        const kept = await frontsKept(stage);
        const found = (name: string) => amaraAt(stage).command('front found', { name });
        expect(told(await found('\u200b')).text).toMatch(/no readable text in it/u);
        expect(told(await found('x'.repeat(101))).text).toMatch(/It has 101 characters; at most 100 fit/u);
        expect(await frontsKept(stage)).toEqual(kept);
      },
    },
    {
      name: 'who leaves is named in every server, and takes its organisations and their votes out of what is open',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS, TENANTS], [STUDENTS], 1);
        const [card, there] = await toTheFront(stage, 'Jonas');
        await votingIn(stage, there, { Hana: 'For', Yusuf: 'For', Freya: 'For' }, 'Students', THERE);
        await votingIn(stage, card, { Leila: 'Against' }, 'Tenants');
        const left = told(await sofiaAt(stage).command('front leave'));
        expect(left.text).toMatch(
          /^This server has left \*\*Harbour Front\*\*\. .+ the other servers are told\.$/u,
        );
        await stage.advance(15_000);
        for (const seat of [stage.at('Jonas'), stage.at('Hana', THERE)]) {
          const [notice, ...more] = posted(seat, `${UNIVERSITY} has left ${FRONT}.`);
          expect(more).toEqual([]);
          expect(notice?.text).toContain('A server has left the front');
        }
        expect(lastCard(stage.at('Hana', THERE)).text).toContain(
          `${UNIVERSITY} has left the front and takes no part.`,
        );
        const refused = told(await stage.at('Hana', THERE).press(there.id, 'Against'));
        expect(refused.text).toMatch(/^Your vote was not recorded: “Picket at the gate” is not put to/u);
        // Whoever had voted there can vote elsewhere without being asked.
        await votingIn(stage, card, { Freya: 'For' }, 'Tenants');
        await stage.advance(2 * DAY + MINUTE);
        const shown = told(await stage.at('Jonas').command('proposal show', SHOWN)).text;
        expect(shown).toContain('Not agreed on');
        expect(shown).not.toMatch(/Students (is in|is out)|Students: too few/u);
        expect(shown).toContain('Students has left the front and takes no part.');
        expect(shown).toContain('Tenants is out\nFor 1 · Against 1 · Abstain 0');
        expect(told(await sofiaAt(stage).command('front show')).text).toContain('in no front');
        expect(told(await amaraAt(stage).command('front show')).text).not.toContain(UNIVERSITY);
        await puttingToTheFront(stage, 'Jonas', { title: 'Next' });
        expect(lastCard(stage.at('Jonas')).text).toContain('Next');
        expect(posted(stage.at('Hana', THERE), 'Next')).toEqual([]);
        // And it can come back.
        await joining(sofiaAt(stage), codeIn(told(await amaraAt(stage).command('front invite'))));
      },
    },
  ],
};
