import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  cards,
  HARBOUR,
  inBerlin,
  posted,
  proposalId,
  proposing,
  settled,
  told,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** Outcome cards everybody sees, oldest first. */
function outcomes(stage: Stage): SeenMessage[] {
  return posted(stage.at('Kofi'), 'greed: Picket at the gate');
}

const VOTES = { Jonas: 'For', Mei: 'For', Priya: 'For', Leila: 'Against', Kofi: 'Abstain' };
const AFTER_CLOSING = 2 * DAY + MINUTE;

export const closing: Theme = {
  about: 'closing',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'the clock closes a vote within a minute, and posts the outcome once',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, VOTES);
        await stage.advance(2 * DAY - MINUTE);
        expect(outcomes(stage)).toEqual([]);
        await stage.advance(2 * MINUTE);
        const [outcome, ...others] = outcomes(stage);
        expect(others).toEqual([]);
        expect(outcome?.text).toMatch(/^Agreed: Picket at the gate\n/u);
        expect(outcome?.text).toContain(`${HARBOUR} is in\nFor 3 · Against 1 · Abstain 1`);
        expect(outcome?.text).not.toContain('<@');
        await settled(stage);
        const closed = cards(stage.at('Mei'))[0];
        expect(closed?.text).toContain('Agreed on <t:');
        expect(closed?.buttons.map(({ disabled }) => disabled)).toEqual([true, true, true, false]);
        await stage.restart();
        await stage.advance(HOUR);
        expect(outcomes(stage)).toHaveLength(1);
        expect((await stage.app.deps.proposals.get(proposalId(card)))?.state).toBe('agreed');
      },
    },
    {
      name: 'a tie is out, and so not agreed',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For', Mei: 'Against', Kofi: 'Abstain' });
        await stage.advance(AFTER_CLOSING);
        const [outcome] = outcomes(stage);
        expect(outcome?.text).toMatch(/^Not agreed: Picket at the gate\n/u);
        expect(outcome?.text).toContain(`${HARBOUR} is out\nFor 1 · Against 1 · Abstain 1`);
        await settled(stage);
        expect(cards(stage.at('Mei'))[0]?.text).toContain('Not agreed on <t:');
      },
    },
    {
      name: 'where nobody voted, too few voted',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Amara');
        await stage.advance(AFTER_CLOSING);
        expect(outcomes(stage)[0]?.text).toMatch(/^Not agreed:/u);
        expect(outcomes(stage)[0]?.text).toContain(
          `${HARBOUR}: too few voted\nFor 0 · Against 0 · Abstain 0`,
        );
      },
    },
    {
      name: 'a vote taken back does not count, nor as taking part',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        const opened = told(await stage.at('Jonas').press(card, 'More'));
        told(await stage.at('Jonas').press(opened, 'Take back my vote'));
        await stage.advance(AFTER_CLOSING);
        expect(outcomes(stage)[0]?.text).toContain('too few voted');
      },
    },
    {
      name: 'what closes while the bot is stopped is closed when it is back, with every vote',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, VOTES);
        await stage.stopBot();
        await stage.advance(AFTER_CLOSING);
        expect(outcomes(stage)).toEqual([]);
        await stage.startBot();
        await stage.app.tick();
        expect(outcomes(stage).map(({ text }) => text.includes('For 3 · Against 1 · Abstain 1'))).toEqual([
          true,
        ]);
      },
    },
    {
      name: 'a click after the closing time is not recorded, even before the count',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        const closes = Number(/Voting closes <t:(\d+):F>/u.exec(card.text)?.[1]) * 1_000;
        await stage.advance(closes + 1_500 - stage.local.clock.now().getTime());
        expect(outcomes(stage)).toEqual([]);
        const before = await snapshot(stage, ['outbox']);
        const refused = told(await stage.at('Mei').press(card, 'Against'));
        expect(refused.text).toMatch(/^Your vote was not recorded: voting on .+ closed on <t:\d+:F>\./u);
        expect(await snapshot(stage, ['outbox'])).toEqual(before);
        await stage.advance(MINUTE);
        expect(outcomes(stage)[0]?.text).toContain('For 1 · Against 0 · Abstain 0');
      },
    },
    {
      name: 'a click on a card closed long ago, as an old screen still shows it, is not recorded',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await stage.advance(AFTER_CLOSING);
        const forId = card.buttons[0]?.customId ?? '';
        const before = await snapshot(stage);
        const refused = told(await stage.at('Mei').forge(card, forId));
        expect(refused.text).toMatch(
          /^Your vote was not recorded: voting on “Picket at the gate” closed on/u,
        );
        expect(refused.text).toContain('/proposal show');
        expect(await snapshot(stage)).toEqual(before);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
      },
    },
    {
      name: 'an outcome that could not be posted comes when the bot is back in the server',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        stage.local.removeBot(HARBOUR);
        await stage.advance(AFTER_CLOSING);
        expect(outcomes(stage)).toEqual([]);
        expect((await stage.app.deps.proposals.get(proposalId(card)))?.state).toBe('agreed');
        stage.local.inviteBot(HARBOUR);
        await stage.advance(HOUR);
        expect(outcomes(stage)).toHaveLength(1);
        expect(cards(stage.at('Mei'))[0]?.text).toContain('Agreed on <t:');
      },
    },
    {
      name: 'people who joined meanwhile are counted in the outcome',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        for (const name of ['New one', 'New two']) stage.local.addPerson({ name, roles: { [HARBOUR]: [] } });
        await stage.advance(AFTER_CLOSING);
        expect(outcomes(stage)[0]?.text).toContain(
          '2 more people could be counted here at closing than at opening.',
        );
      },
    },
  ],
};
