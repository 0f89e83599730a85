import { expect, vi } from 'vitest';
import { HARBOUR, inBerlin, pressMore, told, UNIVERSITY } from '../../support/acting.js';
import { ALREADY_ANSWERED, watchClicks } from '../../support/clicks.js';
import {
  answersIn,
  choosing,
  opening,
  pick,
  pollId,
  pollCards,
  polling,
  results,
} from '../../support/poll-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, MINUTE } from '../../support/stage.js';

export const pollAnswers: Theme = {
  about: 'answering polls',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'one option is chosen with a click, changed with another, and taken back',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        const menu = await opening(stage, 'Jonas', card);
        expect(menu.menus[0]?.options.map(({ label }) => label)).toEqual([
          '1. River',
          '2. Market',
          '3. Station',
        ]);
        const first = told(await pick(stage, 'Jonas', menu, 'Market'));
        expect(first.text).toMatch(/^Recorded: Market\. You can change it or take it back until <t:/u);
        expect(await answersIn(stage, card)).toEqual([[1]]);
        expect((await choosing(stage, 'Jonas', card, 'Station')).text).toMatch(/^Recorded: Station\./u);
        expect(await answersIn(stage, card)).toEqual([[2]]);
        expect((await opening(stage, 'Jonas', card)).text).toContain(
          'Your answer: Station. You can change it',
        );
        expect((await pressMore(stage, 'Jonas', card, 'My answer')).text).toContain('Your answer: Station.');
        expect((await pressMore(stage, 'Jonas', card, 'Take back my answer')).text).toContain(
          'Recorded: your answer is taken back.',
        );
        expect(await answersIn(stage, card)).toEqual([[]]);
        expect((await pressMore(stage, 'Jonas', card, 'My answer')).text).toContain('You have no answer');
        const again = await pressMore(stage, 'Jonas', card, 'Take back my answer');
        expect(again.text).toMatch(/^There is nothing to take back/u);
      },
    },
    {
      name: 'any number is chosen at once in an approval poll',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara', { method: 'approval' });
        expect(card.text).toContain('choose as many options as you like');
        const both = await choosing(stage, 'Jonas', card, 'Station', 'River');
        expect(both.text).toMatch(/^Recorded: River, Station\./u);
        expect((await choosing(stage, 'Mei', card, 'River', 'Market', 'Station')).text).toMatch(
          /^Recorded: River, Market, Station\./u,
        );
        expect((await choosing(stage, 'Jonas', card, 'Market')).text).toMatch(/^Recorded: Market\./u);
        expect(await answersIn(stage, card)).toEqual([[0, 1, 2], [1]]);
      },
    },
    {
      name: 'options are ranked one after the other, each recorded at once; Done ends it, Start again begins anew',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara', { method: 'ranked' });
        const jonas = stage.at('Jonas');
        let message = await opening(stage, 'Jonas', card);
        expect(message.labels).toEqual([]);
        expect(message.menus[0]?.placeholder).toBe('Choice no. 1');
        message = told(await pick(stage, 'Jonas', message, 'Market'));
        expect(message.text).toMatch(/^Recorded: 1\. Market\./u);
        expect(message.menus[0]?.placeholder).toBe('Choice no. 2');
        expect(message.menus[0]?.options.map(({ label }) => label)).toEqual(['1. River', '3. Station']);
        expect(await answersIn(stage, card)).toEqual([[1]]);
        message = told(await pick(stage, 'Jonas', message, 'River'));
        expect(message.text).toMatch(/^Recorded: 1\. Market, 2\. River\./u);
        message = told(await jonas.press(message, 'Done'));
        expect(message.text).toMatch(/^Recorded: 1\. Market, 2\. River\./u);
        expect(message.labels).toEqual([]);
        expect(message.menus).toEqual([]);
        // Where it was left off.
        message = await opening(stage, 'Jonas', card);
        expect(message.text).toContain('Your answer: 1. Market, 2. River.');
        expect(message.menus[0]?.placeholder).toBe('Choice no. 3');
        message = told(await jonas.press(message, 'Start again'));
        expect(message.text).toContain('What you chose before stands until you do.');
        expect(await answersIn(stage, card)).toEqual([[1, 0]]);
        message = told(await pick(stage, 'Jonas', message, 'Station'));
        expect(message.text).toMatch(/^Recorded: 1\. Station\./u);
        message = told(await pick(stage, 'Jonas', message, 'River'));
        message = told(await pick(stage, 'Jonas', message, 'Market'));
        expect(message.text).toMatch(/^Recorded: 1\. Station, 2\. River, 3\. Market\./u);
        expect(message.menus).toEqual([]);
        expect(await answersIn(stage, card)).toEqual([[2, 0, 1]]);
      },
    },
    {
      name: 'an older menu of a ranked answer records nothing that was not chosen',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara', { method: 'ranked' });
        const old = told(await pick(stage, 'Mei', await opening(stage, 'Mei', card), 'River'));
        // In another window she starts again.
        expect((await choosing(stage, 'Mei', card, 'Station')).text).toMatch(/^Recorded: 1\. Station\./u);
        const refused = told(await pick(stage, 'Mei', old, 'Station'));
        expect(refused.text).toMatch(/^Your answer was not recorded: it no longer fits/u);
        expect(await answersIn(stage, card)).toEqual([[2]]);
      },
    },
    {
      name: 'a double click and a replayed one are one answer, and an older one that arrives late changes nothing',
      alone: true,
      provokes: ({ code }) => code === ALREADY_ANSWERED,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        const menu = await opening(stage, 'Mei', card);
        const both = await Promise.all([
          pick(stage, 'Mei', menu, 'River'),
          pick(stage, 'Mei', menu, 'River'),
        ]);
        for (const answer of both) expect(told(answer).text).toMatch(/^Recorded: River\./u);
        expect(await answersIn(stage, card)).toEqual([[0]]);
        const menus = [await opening(stage, 'Mei', card), await opening(stage, 'Mei', card)] as const;
        const clicks = watchClicks(stage);
        clicks.hold();
        const older = pick(stage, 'Mei', menus[0], 'Market');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(1));
        const newer = pick(stage, 'Mei', menus[1], 'Station');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(2));
        clicks.again(1);
        expect(told(await newer).text).toMatch(/^Recorded: Station\./u);
        clicks.again(0);
        expect(told(await older).text).toMatch(/^Recorded: Station\./u);
        clicks.again(0);
        clicks.again(1);
        await vi.waitFor(() => expect(clicks.refusedAsAnswered()).toBe(2));
        expect(await answersIn(stage, card)).toEqual([[2]]);
      },
    },
    {
      name: 'a choice that arrives after taking back does not bring the answer back',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        await choosing(stage, 'Mei', card, 'River');
        const menu = await opening(stage, 'Mei', card);
        const more = told(await stage.at('Mei').press(card, 'More'));
        const clicks = watchClicks(stage);
        clicks.hold();
        const older = pick(stage, 'Mei', menu, 'Market');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(1));
        const back = stage.at('Mei').press(more, 'Take back my answer');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(2));
        clicks.again(1);
        expect(told(await back).text).toContain('is taken back');
        clicks.again(0);
        expect(told(await older).text).toContain('is taken back');
        expect(await answersIn(stage, card)).toEqual([[]]);
      },
    },
    {
      name: 'whoever joined later, or clicks in another server, is told that nothing was recorded, and why',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        await stage.advance(MINUTE);
        const joinedAt = stage.local.clock.now();
        stage.local.addPerson({ name: 'New one', roles: { [HARBOUR]: [] }, joinedAt });
        const late = told(await stage.at('New one').press(card.id, 'Vote'));
        expect(late.text).toMatch(
          /^Your answer was not recorded: only people who were in this server before/u,
        );
        const there = stage.at('Sofia', `${UNIVERSITY}#joint-action`);
        const elsewhere = there.messages().at(-1) ?? told(await there.command('help'));
        for (const [act, menu] of [
          ['vote', 2],
          ['choose', 3],
        ] as const) {
          const id = `poll:${act}:${pollId(card)}:0`;
          const answer = told(await there.forge(elsewhere.id, id, menu, menu === 3 ? ['0'] : undefined));
          expect(answer.text).toMatch(/^Your answer was not recorded: only people in the server/u);
          expect(answer.text).not.toContain('route');
        }
        const more = told(await there.forge(elsewhere.id, `poll:more:${pollId(card)}:0`));
        expect(more.text).toMatch(/^This poll is no longer there, or is not of this server\./u);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
      },
    },
    {
      name: 'forged choices record nothing',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        const menu = await opening(stage, 'Mei', card);
        for (const values of [['3'], ['-1'], ['x'], ['0', '1'], ['1e0']]) {
          const forged = told(await stage.at('Mei').forge(menu, `poll:choose:${pollId(card)}:0`, 3, values));
          expect(forged.text).toMatch(/^Your answer was not recorded/u);
        }
        const ranked = told(await stage.at('Mei').forge(menu, `poll:pick:${pollId(card)}:1`, 3, ['0']));
        expect(ranked.text).toMatch(/^Your answer was not recorded/u);
        expect(await answersIn(stage, card)).toEqual([]);
        // A private answer never takes the place of what everybody sees.
        const forged = told(await stage.at('Mei').forge(card, `poll:choose:${pollId(card)}:0`, 3, ['0']));
        expect(forged.text).toMatch(/^Recorded: River\./u);
        expect(pollCards(stage).map(({ text }) => text)).toEqual([card.text]);
      },
    },
    {
      name: 'answers given before and after a restart count, and after closing nothing says who gave them',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        const menu = await opening(stage, 'Jonas', card);
        await choosing(stage, 'Mei', card, 'Market');
        await stage.restart();
        expect(told(await pick(stage, 'Jonas', menu, 'Market')).text).toMatch(/^Recorded: Market\./u);
        await stage.advance(2 * DAY + MINUTE);
        expect(results(stage)[0]?.text).toContain('**Chosen: Market**');
        const gone = 'Nothing is stored any more about how, or whether, anybody answered.';
        for (const who of ['Jonas', 'Mei', 'Kofi'])
          expect((await pressMore(stage, who, card, 'My answer')).text).toContain(gone);
        const late = told(await stage.at('Jonas').forge(menu, `poll:choose:${pollId(card)}:0`, 3, ['0']));
        expect(late.text).toMatch(/^Your answer was not recorded: the poll “Which route\?” closed on <t:/u);
      },
    },
  ],
};
