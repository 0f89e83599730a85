import { expect } from 'vitest';
import { HARBOUR, inBerlin, proposalId, proposing, told, UNIVERSITY, voting } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { MINUTE } from '../../support/stage.js';

export const voters: Theme = {
  about: 'who may vote',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'who joined after opening may not vote, and is told what they can vote on',
      alone: true,
      async run(stage) {
        const now = () => stage.local.clock.now();
        stage.local.addPerson({ name: 'Early', roles: { [HARBOUR]: [] }, joinedAt: now() });
        await stage.advance(MINUTE);
        const card = await proposing(stage, 'Amara');
        await stage.advance(MINUTE);
        stage.local.addPerson({ name: 'Later', roles: { [HARBOUR]: [] }, joinedAt: now() });
        const refused = told(await stage.at('Later').press(card, 'For'));
        expect(refused.text).toMatch(/^Your vote was not recorded: only people who were in this server/u);
        expect(refused.text).toContain('whatever is proposed from now on');
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        await voting(stage, card, { Early: 'For' });
        const next = await proposing(stage, 'Amara', { title: 'Second picket' });
        await voting(stage, next, { Later: 'For' });
      },
    },
    {
      name: 'who left the server and came back joined later',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        await stage.advance(MINUTE);
        const jonas = stage.local.person('Jonas');
        jonas.leave(HARBOUR);
        jonas.setRoles(HARBOUR, ["Dockworkers' Branch"]);
        expect(told(await stage.at('Jonas').press(card, 'Against')).text).toContain('not recorded');
      },
    },
    {
      name: 'a member of another server can neither vote, nor open More, nor see it there',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const sofia = stage.at('Sofia', `${UNIVERSITY}#joint-action`);
        const anything = told(await sofia.command('help'));
        const before = await snapshot(stage);
        for (const act of ['for', 'against', 'abstain']) {
          const refused = told(await sofia.forge(anything, `card:${act}:${proposalId(card)}:1`));
          expect(refused.text).toMatch(/^Your vote was not recorded:/u);
        }
        for (const id of [`card:more:${proposalId(card)}:1`, `more:report:${proposalId(card)}:1`]) {
          const refused = told(await sofia.forge(anything, id));
          expect(refused.text).toContain('There is no such proposal in this server.');
        }
        for (const meant of [proposalId(card), 'Picket at the gate']) {
          const refused = told(await sofia.command('proposal show', { proposal: meant }));
          expect(refused.text).toContain('There is no such proposal in this server.');
          expect(refused.text).toContain('/proposal list');
        }
        expect(told(await sofia.command('proposal list')).text).toContain('Nothing has been proposed here');
        expect(await sofia.suggest('proposal show', {}, 'proposal')).toEqual([]);
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'what is refused in one server tells nothing about another server',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { title: 'Kept among ourselves' });
        const sofia = stage.at('Sofia', `${UNIVERSITY}#joint-action`);
        const anything = told(await sofia.command('help'));
        const refused = told(await sofia.forge(anything, `card:for:${proposalId(card)}:1`));
        expect(refused.text).not.toContain('Kept among ourselves');
      },
    },
    {
      name: 'somebody in both servers votes where the proposal was put',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Freya: 'For' });
        const elsewhere = stage.at('Freya', `${UNIVERSITY}#joint-action`);
        const anything = told(await elsewhere.command('help'));
        const refused = told(await elsewhere.forge(anything, `card:against:${proposalId(card)}:1`));
        expect(refused.text).toContain('not recorded');
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
      },
    },
  ],
};
