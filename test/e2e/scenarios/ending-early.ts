import { expect } from 'vitest';
import {
  cards,
  inBerlin,
  posted,
  proposalId,
  proposing,
  publicMessages,
  roleId,
  settled,
  stamp,
  told,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE } from '../../support/stage.js';

const SHOWN = { proposal: 'Picket at the gate' };

export const endingEarly: Theme = {
  about: 'ending a vote early',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'closing is brought forward to the notice from now, and posted with the card',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Jonas');
        await voting(stage, card, { Mei: 'For' });
        const done = told(await stage.at('Jonas').command('proposal close', SHOWN));
        const closes = Number(/now closes <t:(\d+):F>/u.exec(done.text)?.[1]) * 1_000;
        const now = stage.local.clock.now().getTime();
        expect(Math.abs(closes - (now + HOUR))).toBeLessThan(5_000);
        await settled(stage);
        const [notice] = posted(stage.at('Kofi'), 'Voting closes earlier: Picket at the gate');
        expect(notice?.text).toContain(stamp(closes));
        expect(notice?.text).toContain('Vote on the card until then.');
        expect(cards(stage.at('Kofi'))[0]?.text).toContain(`Voting closes ${stamp(closes)}`);
        await voting(stage, card, { Priya: 'For' });
        await stage.advance(HOUR + MINUTE);
        expect(posted(stage.at('Kofi'), 'Agreed: Picket')).toHaveLength(1);
        expect(posted(stage.at('Kofi'), 'For 2 · Against 0 · Abstain 0')).toHaveLength(1);
        // The first closing time passes without a second outcome.
        await stage.advance(2 * DAY);
        expect(posted(stage.at('Kofi'), 'Agreed: Picket')).toHaveLength(1);
      },
    },
    {
      name: 'it is refused where voting closes by then anyway',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Jonas', { closes: 'in 40 minutes' });
        const before = await snapshot(stage);
        const refused = told(await stage.at('Jonas').command('proposal close', SHOWN));
        expect(refused.text).toContain('closes anyway on');
        expect(refused.text).toContain('Nothing was changed.');
        expect(await snapshot(stage)).toEqual(before);
        expect(posted(stage.at('Kofi'), 'Voting closes earlier')).toEqual([]);
        expect(card.text).toContain('Voting closes');
      },
    },
    {
      name: 'others than the proposer and organisers can neither close nor withdraw',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Jonas');
        const before = await snapshot(stage);
        for (const act of ['proposal close', 'proposal withdraw']) {
          const refused = told(await stage.at('Mei').command(act, SHOWN));
          expect(refused.text).toBe(
            'Only whoever proposed “Picket at the gate”, and organisers of this server, can do that. Ask one of them.',
          );
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a withdrawn proposal says so on its card, takes no votes and has no outcome',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Jonas');
        await voting(stage, card, { Mei: 'For' });
        const done = told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
        expect(done.text).toContain('“Picket at the gate” is withdrawn.');
        await settled(stage);
        const withdrawn = cards(stage.at('Mei'))[0];
        expect(withdrawn?.text).toContain('Withdrawn on <t:');
        expect(withdrawn?.buttons.map(({ disabled }) => disabled)).toEqual([true, true, true, false]);
        const before = await snapshot(stage);
        const refused = told(await stage.at('Mei').forge(card, `card:against:${proposalId(card)}:1`));
        expect(refused.text).toContain('Your vote was not recorded: “Picket at the gate” was withdrawn.');
        expect(refused.text).toContain('/proposal list');
        const twice = told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
        expect(twice.text).toContain('is no longer open');
        expect(await snapshot(stage)).toEqual(before);
        const messages = publicMessages(stage.at('Mei')).length;
        await stage.advance(3 * DAY);
        expect(publicMessages(stage.at('Mei'))).toHaveLength(messages);
      },
    },
    {
      name: 'an organiser by role may do both, once the settings name the role',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Jonas');
        expect(told(await stage.at('Tomasz').command('proposal close', SHOWN)).text).toContain(
          'Only whoever',
        );
        told(await stage.at('Amara').command('settings set', { 'organiser-role': 'Organiser' }));
        expect((await stage.app.deps.settings.get(stage.at('Amara').guildId ?? ''))?.organiserRoleId).toBe(
          roleId(stage, 'Organiser'),
        );
        expect(told(await stage.at('Tomasz').command('proposal close', SHOWN)).text).toContain('now closes');
        expect(told(await stage.at('Leila').command('proposal withdraw', SHOWN)).text).toContain(
          'is withdrawn',
        );
      },
    },
    {
      name: 'the title is suggested for each, and only in the server where it was proposed',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Jonas');
        const wanted = [{ name: 'Picket at the gate', value: proposalId(card) }];
        for (const act of ['proposal close', 'proposal withdraw', 'proposal show']) {
          expect(await stage.at('Jonas').suggest(act, { proposal: 'PICK' }, 'proposal')).toEqual(wanted);
          expect(await stage.at('Jonas').suggest(act, { proposal: 'nothing' }, 'proposal')).toEqual([]);
        }
      },
    },
  ],
};
