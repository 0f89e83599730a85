import { expect } from 'vitest';
import {
  cards,
  inBerlin,
  previewing,
  proposalId,
  proposing,
  publicMessages,
  told,
} from '../../support/acting.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';

const OUTDATED =
  'This button or form is out of date, so nothing was changed. Use /help to see what you can do now.';

/** Ids that no version of the bot ever built. */
const JUNK: readonly [what: string, customId: string][] = [
  ['an unknown family', 'ballot:for:abcdefghij:1'],
  ['an unknown act', 'card:steal:abcdefghij:1'],
  ['too few parts', 'card:for'],
  ['too many parts', 'card:for:abcdefghij:1:1'],
  ['an id in capitals', 'card:for:ABCDEFGHIJ:1'],
  ['a number that is none', 'card:for:abcdefghij:-1'],
  ['a hundred characters of nothing', 'x'.repeat(100)],
  ['a word every object has', '__proto__:for:abcdefghij:1'],
  ['another such word', 'constructor'],
  ['a path', 'explain:open:../../keys'],
  ['a space', 'card:for:abcdefghij:1 '],
];

function junk([what, customId]: (typeof JUNK)[number]): Scenario {
  return {
    name: `a button with ${what} is answered as out of date`,
    async run(stage) {
      const mei = stage.at('Mei');
      const anything = told(await mei.command('help'));
      const before = await snapshot(stage);
      for (const [type, values] of [
        [2, undefined],
        [3, ['for']],
      ] as const) {
        const answer = await mei.forge(anything, customId, type, values && [...values]);
        expect(told(answer).text).toBe(OUTDATED);
      }
      expect(await snapshot(stage)).toEqual(before);
    },
  };
}

export const outdated: Theme = {
  about: 'outdated and forged buttons',
  prepare: inBerlin,
  scenarios: [
    ...JUNK.map(junk),
    {
      name: 'a vote on a proposal that is not there is not recorded, and says where to look',
      async run(stage) {
        const mei = stage.at('Mei');
        const anything = told(await mei.command('help'));
        const before = await snapshot(stage);
        const refused = told(await mei.forge(anything, 'card:for:zzzzzzzzzz:1'));
        expect(refused.text).toBe(
          'Your vote was not recorded: this proposal is no longer there. See /proposal list.',
        );
        for (const act of ['sees', 'what', 'mine', 'take-back', 'remind', 'report']) {
          const answer = told(await mei.forge(anything, `more:${act}:zzzzzzzzzz:1`));
          expect(answer.text).toContain('There is no such proposal in this server.');
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a vote on another version of the text is not recorded, and asks to read the new one',
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const before = await snapshot(stage);
        for (const version of ['0', '2', '999999']) {
          const refused = told(await stage.at('Mei').forge(card, `card:for:${proposalId(card)}:${version}`));
          expect(refused.text).toMatch(/^Your vote was not recorded: the text of .+ has changed\./u);
          expect(refused.text).toContain('vote there');
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: "somebody else's draft can be neither published, read, changed nor thrown away",
      async run(stage) {
        const preview = await previewing(stage, 'Jonas', { title: 'My own plan' });
        const mei = stage.at('Mei');
        // With one of her own, which is not to be taken for it.
        await previewing(stage, 'Mei', { title: 'Hers' });
        const anything = told(await mei.command('help'));
        const shown = publicMessages(mei).length;
        const before = await snapshot(stage);
        const ids = preview.buttons.map(({ customId }) => customId ?? '');
        for (const id of [...ids, (ids[0] ?? '').replace('publish', 'form')]) {
          const refused = told(await mei.forge(anything, id));
          expect(refused.text).toMatch(/^This draft is no longer there/u);
          expect(refused.text).not.toContain('My own plan');
        }
        expect(await snapshot(stage)).toEqual(before);
        expect(publicMessages(mei)).toHaveLength(shown);
        expect(told(await stage.at('Jonas').command('propose')).text).toContain('My own plan');
      },
    },
    {
      name: 'a menu answered with what it does not offer changes nothing',
      async run(stage) {
        const mei = stage.at('Mei');
        const anything = told(await mei.command('help'));
        const before = await snapshot(stage);
        for (const values of [['Mars/Base'], [], ['x'.repeat(100)]]) {
          const zone = told(await mei.forge(anything, 'zone:choose:none', 3, values));
          expect(zone.text).toContain('is not a time zone this bot knows');
          const open = told(await mei.forge(anything, 'proposals:open:0', 3, values));
          expect(open.text).toContain('There is no such proposal in this server.');
          const topic = told(await mei.forge(anything, 'explain:open:menu', 3, values));
          expect(topic.text).toContain('That text is no longer here');
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a page that is not there shows the nearest, or that nothing is there',
      async run(stage) {
        const mei = stage.at('Mei');
        told(await mei.command('remind create', { text: 'Only one', when: 'tomorrow 9am' }));
        await proposing(stage, 'Amara', { title: 'The only page' });
        const anything = told(await mei.command('help'));
        for (const page of ['7', '999999']) {
          const reminders = told(await mei.forge(anything, `reminders:page:${page}`));
          expect(reminders.text).toContain('Only one');
          const proposals = told(await mei.forge(anything, `proposals:page:${page}`));
          expect(proposals.text).toContain('The only page');
          const topics = told(await mei.forge(anything, `explain:page:${page}`));
          expect(topics.menus).toHaveLength(1);
        }
      },
    },
    {
      name: 'buttons work after a restart',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const preview = await previewing(stage, 'Jonas', { title: 'Second' });
        const list = told(await stage.at('Mei').command('proposal list'));
        const text = told(await stage.at('Mei').command('explain', { topic: 'united-front' }));
        await stage.restart();
        expect(told(await stage.at('Mei').press(card, 'For')).text).toMatch(/^Recorded: For/u);
        expect(told(await stage.at('Jonas').press(preview, 'Publish')).text).toContain('Published.');
        expect(told(await stage.at('Mei').choose(list, 0, 'Picket at the gate')).text).toContain(
          'Your vote on “Picket at the gate”: For.',
        );
        expect(told(await stage.at('Mei').press(text, 'All topics')).menus).toHaveLength(1);
        await stage.app.tick();
        expect(cards(stage.at('Mei'))).toHaveLength(2);
      },
    },
  ],
};
