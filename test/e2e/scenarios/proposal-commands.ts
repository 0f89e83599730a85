import { expect } from 'vitest';
import {
  dmOf,
  HARBOUR,
  inBerlin,
  proposalId,
  proposing,
  told,
  UNIVERSITY,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** Seven proposals, a minute between each: numbered from the oldest. */
async function seven(stage: Stage): Promise<void> {
  for (let number = 1; number <= 7; number += 1) {
    await proposing(stage, 'Amara', { title: `Action ${String(number)}` });
    await stage.advance(MINUTE);
  }
}

export const proposalCommands: Theme = {
  about: 'looking at proposals',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'where nothing was proposed the list says how to begin',
      async run(stage) {
        const list = told(await stage.at('Mei').command('proposal list'));
        expect(list.text).toBe(
          `Proposals in ${HARBOUR}\nNothing has been proposed here yet. Propose something with /propose.`,
        );
        expect(list.menus).toEqual([]);
      },
    },
    {
      name: 'the list has five to a page, newest first, and a menu that opens one',
      alone: true,
      async run(stage) {
        await seven(stage);
        const kofi = stage.at('Kofi');
        const first = told(await kofi.command('proposal list'));
        const titles = (menu: typeof first) => menu.menus[0]?.options.map(({ label }) => label);
        expect(titles(first)).toEqual(['Action 7', 'Action 6', 'Action 5', 'Action 4', 'Action 3']);
        expect(first.buttons.map(({ label, disabled }) => [label, disabled])).toEqual([
          ['Newer', true],
          ['Older', false],
          ['Past actions', false],
        ]);
        const second = told(await kofi.press(first, 'Older'));
        expect(second.id).toBe(first.id);
        expect(titles(second)).toEqual(['Action 2', 'Action 1']);
        expect(second.text).toContain('**Action 2**\nOpen, closes <t:');
        expect(second.buttons.map(({ disabled }) => disabled)).toEqual([false, true, false]);
        const opened = told(await kofi.choose(second, 'Open a proposal', 'Action 1'));
        expect(opened.text).toMatch(/^Action 1\n/u);
        const back = told(await kofi.press(told(await kofi.command('proposal list')), 'Older'));
        expect(titles(told(await kofi.press(back, 'Newer')))).toEqual(titles(first));
      },
    },
    {
      name: 'the list says of each how it stands',
      alone: true,
      async run(stage) {
        const agreed = await proposing(stage, 'Amara', { title: 'First' });
        await voting(stage, agreed, { Jonas: 'For' });
        await proposing(stage, 'Amara', { title: 'Second' });
        await proposing(stage, 'Amara', { title: 'Third', when: 'Saturday 10am' });
        told(await stage.at('Amara').command('proposal withdraw', { proposal: 'Third' }));
        await stage.advance(2 * DAY + MINUTE);
        await proposing(stage, 'Amara', { title: 'Fourth' });
        const { text } = told(await stage.at('Mei').command('proposal list'));
        expect(text).toMatch(/\*\*First\*\*\nAgreed on <t:\d+:F>/u);
        expect(text).toMatch(/\*\*Second\*\*\nNot agreed on <t:\d+:F>/u);
        expect(text).toMatch(/\*\*Third\*\*\nWithdrawn on <t:\d+:F>/u);
        expect(text).toMatch(/\*\*Fourth\*\*\nOpen, closes <t:\d+:R>/u);
      },
    },
    {
      name: 'show tells the text, how many voted, and only the person their own vote',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { details: 'Bring water.' });
        await voting(stage, card, { Jonas: 'Against', Mei: 'For' });
        // Counts are at most ten seconds old.
        await stage.advance(10_000);
        const show = async (who: string) =>
          told(await stage.at(who).command('proposal show', { proposal: 'picket at the GATE' })).text;
        expect(await show('Jonas')).toContain('Your vote on “Picket at the gate”: Against.');
        expect(await show('Mei')).toContain('Your vote on “Picket at the gate”: For.');
        expect(await show('Kofi')).toContain('You have no vote on “Picket at the gate”.');
        expect(await show('Kofi')).toMatch(/2 of about \d+ voted; more For than Against needed/u);
        expect(await show('Kofi')).toContain('**Details**\nBring water.');
        expect(await show('Kofi')).not.toMatch(/For \d/u);
        expect(await show('Kofi')).not.toContain('<@');
      },
    },
    {
      name: 'names are listed only after closing, and only in the server that voted',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For', Mei: 'For', Priya: 'Against' });
        await stage.advance(2 * DAY + HOUR);
        const id = (name: string) => `<@${stage.local.person(name).id}>`;
        const { text } = told(
          await stage.at('Kofi').command('proposal show', { proposal: proposalId(card) }),
        );
        expect(text).toContain('Agreed on <t:');
        expect(text).toContain('For 2 · Against 1 · Abstain 0');
        expect(text).toContain('**Votes by name** (open ballot, this server only)');
        expect(text).toContain(`Against: ${id('Priya')}`);
        expect(text).toMatch(new RegExp(`For: (?:${id('Jonas')} ${id('Mei')}|${id('Mei')} ${id('Jonas')})`));
        expect(text).toContain('Abstain: –');
        const elsewhere = stage.at('Freya', `${UNIVERSITY}#joint-action`);
        const refused = told(await elsewhere.command('proposal show', { proposal: proposalId(card) }));
        expect(refused.text).not.toContain('<@');
        const after = told(await stage.at('Mei').press(card, 'More'));
        const mine = told(await stage.at('Mei').press(after, 'My vote'));
        expect(mine.text).toContain('Your vote on “Picket at the gate” was: For.');
      },
    },
    {
      name: 'a title that nothing has is refused with where to look',
      async run(stage) {
        for (const act of ['proposal show', 'proposal close', 'proposal withdraw']) {
          const refused = told(await stage.at('Mei').command(act, { proposal: 'No such thing' }));
          expect(refused.text).toContain('There is no such proposal in this server.');
          expect(refused.text).toContain('see /proposal list');
        }
      },
    },
    {
      name: 'a card that could not be posted is said to wait, and comes when the bot may post again',
      alone: true,
      async run(stage) {
        const preview = told(
          await stage.at('Amara').command('propose', {
            title: 'Late card',
            how: 'leaflet',
            whom: 'employer: Harbour Ltd',
            when: 'Friday 6pm',
          }),
        );
        // Between the look at the rights and the post.
        const undo = stage.local.intercept(({ route }) =>
          route === 'POST /channels/:id/messages'
            ? { status: 403, body: { message: 'Missing Permissions', code: 50_013 } }
            : undefined,
        );
        told(await stage.at('Amara').press(preview, 'Publish'));
        await stage.app.tick();
        const show = async () =>
          told(await stage.at('Amara').command('proposal show', { proposal: 'Late card' })).text;
        expect(await show()).toContain(
          `The card could not be posted yet in: ${HARBOUR}. It is tried for three days.`,
        );
        undo();
        await stage.advance(HOUR);
        expect(await show()).not.toContain('could not be posted');
        expect(stage.at('Mei').messages().at(-1)?.text).toMatch(/^Late card\n/u);
      },
    },
    {
      name: 'none of it works in a DM, which says where it does',
      async run(stage) {
        const dm = dmOf(stage, 'Mei');
        for (const path of ['proposal list', 'proposal show', 'propose', 'settings show']) {
          const answer = await dm.commandRaw(path, path === 'proposal show' ? { proposal: 'x' } : {});
          expect(answer.kind === 'message' && answer.message.text).toBe(
            'This works in a server only. Open a channel of your server and use the command there.',
          );
        }
      },
    },
  ],
};
