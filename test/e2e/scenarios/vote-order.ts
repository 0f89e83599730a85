import { expect, vi } from 'vitest';
import { choicesIn, inBerlin, more, pressMore, proposing, told, voting } from '../../support/acting.js';
import { ALREADY_ANSWERED, watchClicks } from '../../support/clicks.js';
import type { Theme } from '../../support/scenario.js';

export const voteOrder: Theme = {
  about: 'clicks that come twice, late, or without an answer',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'a double click is one vote',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const jonas = stage.at('Jonas');
        const both = await Promise.all([jonas.press(card, 'For'), jonas.press(card, 'For')]);
        for (const answer of both) expect(told(answer).text).toMatch(/^Recorded: For\./u);
        expect(await choicesIn(stage, card)).toEqual(['for']);
      },
    },
    {
      name: 'an older click that arrives late never overwrites a newer one',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const clicks = watchClicks(stage);
        clicks.hold();
        const older = stage.at('Mei').press(card, 'Against');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(1));
        const keep = clicks.ids()[0];
        // The newer one overtakes it.
        const newer = stage.at('Mei').press(card, 'For');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(2));
        clicks.again(1);
        expect(told(await newer).text).toMatch(/^Recorded: For\./u);
        clicks.again(0);
        expect(told(await older).text).toMatch(/^Recorded: For\./u);
        expect(clicks.ids()[0]).toBe(keep);
        expect(await choicesIn(stage, card)).toEqual(['for']);
      },
    },
    {
      name: 'a late older click after taking back says that no vote stands',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const opened = await more(stage, 'Mei', card);
        await voting(stage, card, { Mei: 'For' });
        const clicks = watchClicks(stage);
        clicks.hold();
        const older = stage.at('Mei').press(card, 'Against');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(1));
        const back = stage.at('Mei').press(opened, 'Take back my vote');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(2));
        clicks.again(1);
        expect(told(await back).text).toContain('is taken back');
        clicks.again(0);
        const late = told(await older);
        expect(late.text).not.toContain('choice.');
        expect(late.text).toContain('taken back');
        expect(await choicesIn(stage, card)).toEqual(['taken back']);
      },
    },
    {
      name: 'a late older take-back does not claim to have taken back a newer vote',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const opened = await more(stage, 'Mei', card);
        await voting(stage, card, { Mei: 'For' });
        const clicks = watchClicks(stage);
        clicks.hold();
        const older = stage.at('Mei').press(opened, 'Take back my vote');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(1));
        const newer = stage.at('Mei').press(card, 'Against');
        await vi.waitFor(() => expect(clicks.ids()).toHaveLength(2));
        clicks.again(1);
        expect(told(await newer).text).toMatch(/^Recorded: Against\./u);
        clicks.again(0);
        expect(told(await older).text).toContain('Your vote on “Picket at the gate”: Against.');
        expect(await choicesIn(stage, card)).toEqual(['against']);
      },
    },
    {
      name: 'a replayed click changes nothing, also after the vote was changed',
      alone: true,
      provokes: ({ code }) => code === ALREADY_ANSWERED,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const clicks = watchClicks(stage);
        await voting(stage, card, { Jonas: 'Against' });
        await voting(stage, card, { Jonas: 'For' });
        clicks.again(0);
        clicks.again(1);
        clicks.again(0);
        await vi.waitFor(() => expect(clicks.refusedAsAnswered()).toBe(3));
        expect(await choicesIn(stage, card)).toEqual(['for']);
      },
    },
    {
      name: 'a vote whose answer is lost is recorded all the same, and My vote says so',
      alone: true,
      unanswered: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const undo = stage.local.intercept(({ route }) =>
          route === 'POST /interactions/:id/:token/callback'
            ? { status: 403, body: { message: 'Lost', code: 0 } }
            : undefined,
        );
        expect((await stage.at('Jonas').press(card, 'For')).kind).toBe('failed');
        undo();
        expect((await pressMore(stage, 'Jonas', card, 'My vote')).text).toContain(': For.');
        expect(await choicesIn(stage, card)).toEqual(['for']);
      },
    },
  ],
};
