import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { HARBOUR, inBerlin, publicMessages, settled, stamp, told } from '../../support/acting.js';
import type { TypedOptions } from '../../../src/local-discord/index.js';
import { ballotKeys } from '../../support/front-acting.js';
import {
  choosing,
  members,
  opening,
  pollCards,
  pollId,
  polling,
  results,
  ROUTE,
} from '../../support/poll-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** The store's files that hold the key of any answer's row, as somebody who has the disk would look for it. */
async function rowsOnDisk({ folder }: Stage): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('bot.sqlite'));
  const found = await Promise.all(files.map((name) => readFile(path.join(folder, name))));
  return files.filter((_name, at) => found[at]?.includes('ballot:poll-'));
}

export const polls: Theme = {
  about: 'polls, from question to result',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'the card says what is asked, how, of whom, until when, and that results are hidden',
      async run(stage) {
        const done = told(
          await stage
            .at('Jonas')
            .command('poll', { question: 'Which route?', options: 'River; Market', closes: 'in 3 hours' }),
        );
        expect(done.text).toMatch(/^The poll is being posted in <#\d+>\. It closes <t:\d+:F>/u);
        await stage.app.tick();
        const [card] = pollCards(stage);
        expect(card?.text).toContain('**Which route?**\n\n1. River\n2. Market');
        expect(card?.text).toContain('choose one option');
        expect(card?.text).toContain('Everyone in this server who joined before it was posted.');
        expect(card?.text).toContain(
          'Results stay hidden until it closes. With fewer than 10 answers only the winner',
        );
        const poll = await stage.app.deps.polls.get(pollId(card!));
        expect(card?.text).toContain(stamp(poll?.closesAt ?? ''));
        expect(card?.labels).toEqual(['Vote', 'More']);
        await choosing(stage, 'Jonas', card!, 'River');
        await settled(stage);
        // Not even how many answered.
        expect(pollCards(stage)[0]?.text).toBe(card?.text);
      },
    },
    {
      name: 'More says honestly who can see what, and how it is counted',
      async run(stage) {
        for (const [method, counted] of [
          ['single', 'the option chosen by most people wins'],
          ['approval', 'everybody can choose any number of options'],
          ['ranked', 'by instant-runoff voting, also called the alternative vote'],
        ] as const) {
          const card = await polling(stage, 'Amara', { method });
          const { text, labels } = told(await stage.at('Mei').press(card, 'More'));
          expect(text).toContain(
            'whoever runs this bot’s computer could find out, and Discord sees your clicks',
          );
          expect(text).toContain(counted);
          expect(labels).toEqual(['My answer', 'Take back my answer']);
        }
      },
    },
    {
      name: 'what cannot be asked is refused with the next step, and nothing is posted',
      async run(stage) {
        const before = pollCards(stage).length;
        const many = Array.from({ length: 21 }, (_none, index) => `Option ${String(index)}`).join(',');
        for (const [changed, said] of [
          [{ options: 'River' }, 'A poll needs at least two options.'],
          [{ options: many }, 'There are 21 options; at most 20 fit.'],
          [{ options: `River, ${'x'.repeat(81)}` }, 'An option has at most 80 characters'],
          [{ options: 'River, RIVER' }, '“RIVER” is there twice.'],
          [{ question: 'x'.repeat(201) }, 'It has 201 characters; at most 200 fit.'],
          [{ question: '\u200B' }, 'There is no readable text in it.'],
          [{ closes: 'Friday' }, '“Friday” has no clear hour.'],
          [{ closes: 'in 40 days' }, 'A poll stays open for at most 31 days.'],
        ] as const) {
          const typed: TypedOptions = { ...ROUTE, ...changed };
          expect(told(await stage.at('Jonas').command('poll', typed)).text).toContain(said);
        }
        await stage.app.tick();
        expect(pollCards(stage)).toHaveLength(before);
      },
    },
    {
      name: 'where the bot may not post, it says which rights it lacks',
      alone: true,
      async run(stage) {
        stage.local.setBotPermission(`${HARBOUR}#joint-action`, ['EmbedLinks']);
        const said = told(await stage.at('Jonas').command('poll', { question: 'Which?', options: 'A, B' }));
        expect(said.text).toMatch(/^The bot may not post in <#\d+>: it lacks Embed Links there\./u);
        expect(await ballotKeys(stage)).toEqual([]);
      },
    },
    {
      name: 'who may propose may make one; others are told whom to ask',
      alone: true,
      async run(stage) {
        told(await stage.at('Amara').command('settings set', { proposers: 'organisers' }));
        const said = told(await stage.at('Jonas').command('poll', { question: 'Which?', options: 'A, B' }));
        expect(said.text).toMatch(/^In this server only organisers may make polls/u);
        expect((await polling(stage, 'Amara')).text).toContain('Which route?');
      },
    },
    {
      name: 'a closing that depends on a zone nobody has set is asked for first',
      alone: true,
      unprepared: true,
      async run(stage) {
        const typed = { question: 'Which?', options: 'A, B', closes: 'tomorrow 6pm' };
        const asked = told(await stage.at('Jonas').command('poll', typed));
        expect(asked.text).toContain('The poll is not posted yet');
        await stage.at('Jonas').choose(asked, 0, asked.menus[0]?.options[0]?.value ?? '');
        expect(told(await stage.at('Jonas').command('poll', typed)).text).toContain('is being posted');
        // In so many hours is the same everywhere.
        const soon = told(await stage.at('Mei').command('poll', { ...typed, closes: 'in 3 hours' }));
        expect(soon.text).toContain('is being posted');
      },
    },
    {
      name: 'the clock closes it within a minute: of few only who won, once, and no key or answer is left',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara', { closes: 'in 1 hour' });
        expect(await ballotKeys(stage)).toEqual([{ name: `poll-${pollId(card)}`, mode: 0o600 }]);
        for (const who of ['Jonas', 'Mei', 'Kofi']) await choosing(stage, who, card, 'Market');
        for (const who of ['Leila', 'Priya', 'Tomasz']) await choosing(stage, who, card, 'River');
        expect(await countIn(stage.app.deps.ballots)).toBe(6);
        expect((await rowsOnDisk(stage)).length).toBeGreaterThan(0);
        await stage.advance(HOUR - MINUTE);
        expect(results(stage)).toEqual([]);
        await stage.advance(2 * MINUTE);
        const [result, ...others] = results(stage);
        expect(others).toEqual([]);
        expect(result?.text).toContain(
          '**Which route?**\n\n**Chosen: River**\n\nFewer than 10 people answered',
        );
        expect(result?.text).not.toMatch(/: \d|It was a tie|Round by round/u);
        expect(result?.labels).toEqual(['Propose it']);
        expect(result?.files).toEqual([]);
        expect(await ballotKeys(stage)).toEqual([]);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        expect(await rowsOnDisk(stage)).toEqual([]);
        // What is not shown is not kept.
        expect((await stage.app.deps.polls.get(pollId(card)))?.result).toEqual({ winner: 0, refused: 0 });
        await settled(stage);
        const [closed] = pollCards(stage);
        expect(closed?.text).toContain('Closed on <t:');
        expect(closed?.buttons.map(({ disabled }) => disabled)).toEqual([true, false]);
        await stage.restart();
        await stage.advance(HOUR);
        expect(results(stage)).toHaveLength(1);
      },
    },
    {
      name: 'one that came due while the bot was off is closed at its start',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara', { method: 'ranked', closes: 'in 1 hour' });
        await choosing(stage, 'Jonas', card, 'Station', 'River');
        await stage.stopBot();
        await stage.advance(2 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        expect(results(stage).map(({ text }) => text.includes('**Chosen: Station**'))).toEqual([true]);
        expect(await ballotKeys(stage)).toEqual([]);
      },
    },
    {
      name: 'one that nobody answered says so, and has nothing to propose',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        await opening(stage, 'Jonas', card);
        await stage.advance(2 * DAY + MINUTE);
        const [result] = results(stage);
        expect(result?.text).toContain('Nobody answered.');
        expect(result?.labels).toEqual([]);
        const forged = told(await stage.at('Amara').forge(card, `poll:propose:${pollId(card)}:0`));
        expect(forged.text).toMatch(/^Nobody answered this poll/u);
      },
    },
    {
      name: 'from ten answers on figures are shown, and a tie is said',
      alone: true,
      async run(stage) {
        const people = members(stage, 10);
        const card = await polling(stage, 'Amara', { method: 'approval' });
        for (const [index, who] of people.entries())
          await choosing(
            stage,
            who,
            card,
            ...(index < 4 ? ['Market', 'Station'] : index < 7 ? ['Station'] : ['Market']),
          );
        await stage.advance(2 * DAY + MINUTE);
        const text = results(stage)[0]?.text;
        expect(text).toContain('**Chosen: Market**\n\nIt was a tie: of those with the most');
        expect(text).toContain('10 people answered.\n1. River: 0\n2. Market: 7\n3. Station: 7');
        const [picture] = results(stage)[0]?.files ?? [];
        expect(picture).toMatchObject({ name: 'poll.png', contentType: 'image/png' });
        expect(picture?.description).toContain('Chosen: Market. 10 people answered.');
      },
    },
    {
      name: 'a ranked one shows every round, and each has every answer in it',
      alone: true,
      async run(stage) {
        const people = members(stage, 10);
        const card = await polling(stage, 'Amara', { method: 'ranked' });
        const answers = [
          ...Array<string[]>(4).fill(['River']),
          ...Array<string[]>(3).fill(['Market', 'Station']),
          ...Array<string[]>(2).fill(['Station', 'Market']),
          ['Station'],
        ];
        for (const [index, who] of people.entries())
          await choosing(stage, who, card, ...(answers[index] ?? []));
        await stage.advance(2 * DAY + MINUTE);
        const text = results(stage)[0]?.text;
        expect(text).toContain('**Chosen: Market**');
        expect(text).toContain(
          '10 people answered.\nIn the last round:\n1. River: 4\n2. Market: 5\n3. Station: out before the last round',
        );
        expect(text).toContain(
          [
            'Round by round',
            '**Round 1:** no. 1: 4 · no. 2: 3 · no. 3: 3 · no further choice: 0 → tie: no. 3 is listed last and is out',
            '**Round 2:** no. 1: 4 · no. 2: 5 · no further choice: 1 → no. 2 wins',
          ].join('\n'),
        );
      },
    },
    {
      name: 'it is asked, and its result posted, in the channel it was made in',
      alone: true,
      async run(stage) {
        const before = publicMessages(stage.at('Amara', `${HARBOUR}#general`)).length;
        const there = stage.at('Jonas', `${HARBOUR}#general`);
        told(
          await there.command('poll', { question: 'Where?', options: 'Here, There', closes: 'in 1 hour' }),
        );
        await stage.app.tick();
        await stage.advance(HOUR + MINUTE);
        const posts = publicMessages(there).slice(before);
        expect(posts.map(({ text }) => text.split('\n')[0])).toEqual(['Poll', 'Result of the poll']);
      },
    },
  ],
};
