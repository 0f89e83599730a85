import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  cards,
  choicesIn,
  inBerlin,
  inEnglish,
  more,
  pressMore,
  proposalId,
  proposing,
  told,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { HOUR, type Stage } from '../../support/stage.js';

/** When the bot edits a message from now on. */
function watchEdits(stage: Stage, card: SeenMessage): number[] {
  const times: number[] = [];
  stage.local.intercept(({ method, path }) => {
    if (method === 'PATCH' && path.endsWith(card.id)) times.push(stage.local.clock.now().getTime());
  });
  return times;
}

export const vote: Theme = {
  about: 'voting',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'four people vote, one changes, one takes back: three votes stand, each as last given',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For', Mei: 'Against', Priya: 'For', Leila: 'Abstain' });
        await voting(stage, card, { Mei: 'For' });
        const mine = await pressMore(stage, 'Priya', card, 'My vote');
        expect(mine.text).toContain('Your vote on “Picket at the gate”: For.');
        const back = await pressMore(stage, 'Priya', card, 'Take back my vote');
        expect(back.text).toContain('Recorded: your vote on “Picket at the gate” is taken back.');
        const none = await pressMore(stage, 'Priya', card, 'My vote');
        expect(none.text).toContain('You have no vote on “Picket at the gate”.');
        expect(await choicesIn(stage, card)).toEqual(['abstain', 'for', 'for', 'taken back']);
        await stage.advance(10_000);
        expect(cards(stage.at('Kofi')).at(-1)?.text).toMatch(/3 of about \d+ voted/u);
      },
    },
    {
      name: 'the answer to a vote is private, says what is recorded and until when it can be changed',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const closes = /Voting closes (<t:\d+:F>)/u.exec(card.text)?.[1] ?? '';
        const before = stage.at('Mei').messages().length;
        const answer = told(await stage.at('Jonas').press(card, 'Abstain'));
        expect(answer.text).toBe(`Recorded: Abstain. You can change it or take it back until ${closes}.`);
        expect(stage.at('Mei').messages()).toHaveLength(before);
        expect(await choicesIn(stage, card)).toEqual(['abstain']);
      },
    },
    {
      name: 'however many vote, the card is edited at most once in ten seconds',
      alone: true,
      async run(stage) {
        inEnglish(stage);
        const card = await proposing(stage, 'Amara');
        const edits = watchEdits(stage, card);
        await voting(stage, card, { Jonas: 'For', Mei: 'For', Priya: 'Against', Leila: 'For', Kofi: 'For' });
        await stage.app.tick();
        expect(edits).toEqual([]);
        await stage.advance(10_000);
        expect(edits).toHaveLength(1);
        expect(cards(stage.at('Freya')).at(-1)?.text).toMatch(/^5 of about/mu);
        for (const who of ['Freya', 'Diego', 'Tomasz', 'Amara']) {
          await voting(stage, card, { [who]: 'For' });
          await stage.advance(4_000);
        }
        await stage.advance(10_000);
        expect(cards(stage.at('Freya')).at(-1)?.text).toMatch(/^9 of about/mu);
        await stage.advance(HOUR);
        const gaps = edits.slice(1).map((time, index) => time - (edits[index] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000);
        expect(edits.length).toBeLessThanOrEqual(4);
      },
    },
    {
      name: 'while voting is open nobody is shown how it stands',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For', Mei: 'Against' });
        await stage.advance(10_000);
        const now = cards(stage.at('Amara')).at(-1)?.text ?? '';
        const shown = told(await stage.at('Amara').command('proposal show', { proposal: proposalId(card) }));
        for (const text of [now, shown.text]) {
          expect(text).not.toMatch(/For \d/u);
          expect(text).not.toContain('<@');
        }
      },
    },
    {
      name: 'More tells who can see what, what this is, and offers the rest; each answer replaces the one before',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { details: 'Bring water.\nNo flags.' });
        const opened = await more(stage, 'Kofi', card);
        expect(opened.text).toContain('Bring water.\nNo flags.');
        const sees = told(await stage.at('Kofi').press(opened, 'Who can see what'));
        expect(sees.id).toBe(opened.id);
        expect(sees.text).toContain('**This is an open ballot.**');
        expect(sees.text).toContain('do not vote here');
        const what = told(await stage.at('Kofi').press(sees, 'What is this'));
        expect(what.text).toContain('It is not a strike ballot in the sense of the law.');
        expect(what.text).toMatch(/<\/explain:\d+>/u);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
      },
    },
    {
      name: 'taking back without a vote says so and what to do',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const refused = await pressMore(stage, 'Kofi', card, 'Take back my vote');
        expect(refused.text).toContain('There is nothing to take back');
        expect(refused.text).toContain('Vote with the buttons on its card.');
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
      },
    },
    {
      name: 'a vote survives a restart, and can be changed after it',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        await stage.restart();
        expect((await pressMore(stage, 'Jonas', card, 'My vote')).text).toContain(': For.');
        await voting(stage, card, { Jonas: 'Against' });
        expect(await choicesIn(stage, card)).toEqual(['against']);
      },
    },
  ],
};
