import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  CHANNEL,
  cards,
  HARBOUR,
  inBerlin,
  posted,
  proposing,
  settled,
  told,
  UNIVERSITY,
  voting,
} from '../../support/acting.js';
import { opened, THERE, votingIn } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';
import { sleep } from '../../support/waiting.js';

const GENERAL = `${HARBOUR}#general`;
const SHOWN = { proposal: 'Picket at the gate' };
const OUTCOME = 'Picket at the gate';

async function setChannel(stage: Stage): Promise<void> {
  told(await stage.at('Amara', GENERAL).command('settings set', { channel: '#general' }));
}

/** The one card there is in the other channel, once the bot has heard that its channel is gone. */
async function cardAgain(stage: Stage): Promise<SeenMessage> {
  const there = () => cards(stage.at('Mei', GENERAL));
  for (let waits = 0; waits < 50 && there().length === 0; waits += 1) {
    await settled(stage);
    await sleep(20);
  }
  const [again, ...others] = there();
  expect(others).toEqual([]);
  if (again === undefined) throw new Error('There is no card.');
  return again;
}

/** The bot's gateway is lost, something happens, and it comes back with a session that knows nothing of before. */
async function whileAway(stage: Stage, happens: () => void): Promise<void> {
  const { gateway } = stage.local;
  gateway.outage(true);
  happens();
  gateway.suffer('no session');
  gateway.outage(false);
  const before = gateway.identified;
  await expect.poll(() => gateway.identified, { timeout: 15_000 }).toBe(before + 1);
  gateway.suffer();
}

export const placesVanish: Theme = {
  about: 'places that vanish under an open proposal',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'its channel is deleted: the card comes again where the server posts by then, votes stand, and the outcome follows it',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { closes: 'in 2 hours' });
        await voting(stage, card, { Mei: 'For' });
        await setChannel(stage);
        await settled(stage);
        expect(cards(stage.at('Mei', GENERAL))).toEqual([]);
        stage.local.deleteChannel(CHANNEL);
        const again = await cardAgain(stage);
        const vote = told(await stage.at('Jonas', GENERAL).press(again, 'For'));
        expect(vote.text).toMatch(/^Recorded: For/u);
        await stage.advance(2 * HOUR + MINUTE);
        await settled(stage);
        const outcomes = posted(stage.at('Mei', GENERAL), `greed: ${OUTCOME}`);
        expect(outcomes).toHaveLength(1);
        expect(outcomes[0]?.text).toMatch(/For 2\b/u);
        await stage.restart();
        await stage.advance(HOUR);
        expect(posted(stage.at('Mei', GENERAL), `greed: ${OUTCOME}`)).toHaveLength(1);
        expect(cards(stage.at('Mei', GENERAL))).toHaveLength(1);
      },
    },
    {
      name: 'the only channel it was ever in is deleted: it closes in time, anyone can look it up, and the outcome comes once a channel is set',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { closes: 'in 2 hours' });
        await voting(stage, card, { Mei: 'For' });
        stage.local.deleteChannel(CHANNEL);
        await stage.advance(2 * HOUR + MINUTE);
        await settled(stage);
        const shown = told(await stage.at('Mei', GENERAL).command('proposal show', SHOWN)).text;
        expect(shown).toContain('For 1');
        expect(posted(stage.at('Mei', GENERAL), OUTCOME)).toEqual([]);
        await setChannel(stage);
        await settled(stage);
        await expect.poll(() => posted(stage.at('Mei', GENERAL), `greed: ${OUTCOME}`).length).toBe(1);
        await setChannel(stage);
        await stage.advance(HOUR);
        expect(posted(stage.at('Mei', GENERAL), `greed: ${OUTCOME}`)).toHaveLength(1);
      },
    },
    {
      name: 'the role of an organisation is deleted: who had it is told, votes given count, and the outcome is by the roll of before',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage, { closes: 'in 3 days' });
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        stage.local.deleteRole(HARBOUR, "Dockworkers' Branch");
        const refused = told(await stage.at('Jonas').press(here, 'Against')).text;
        expect(refused).not.toContain('Recorded');
        await stage.advance(3 * DAY + MINUTE);
        await settled(stage);
        const [outcome] = posted(stage.at('Mei'), `greed: ${OUTCOME}`);
        expect(outcome?.text).toContain('Dockworkers is in');
        expect(outcome?.text).not.toMatch(/-\d|NaN/u);
      },
    },
    {
      name: 'a server is in an outage when it closes: the others learn the outcome in time, it learns it afterwards, once',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage, { closes: 'in 3 days' });
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        stage.local.setServerAvailable(UNIVERSITY, false);
        await stage.advance(3 * DAY + MINUTE);
        await settled(stage);
        expect(posted(stage.at('Mei'), `greed: ${OUTCOME}`)).toHaveLength(1);
        expect(posted(stage.at('Hana', THERE), `greed: ${OUTCOME}`)).toEqual([]);
        stage.local.setServerAvailable(UNIVERSITY, true);
        await expect.poll(() => posted(stage.at('Hana', THERE), `greed: ${OUTCOME}`).length).toBe(1);
        await stage.advance(HOUR);
        expect(posted(stage.at('Hana', THERE), `greed: ${OUTCOME}`)).toHaveLength(1);
      },
    },
    {
      name: 'the bot may post no more: clicks are answered, and card and outcome are brought up to date once it may again',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { closes: 'in 2 hours' });
        stage.local.setBotPermission(CHANNEL, ['ViewChannel', 'SendMessages']);
        await voting(stage, card, { Mei: 'For', Jonas: 'For' });
        await stage.advance(2 * HOUR + MINUTE);
        await settled(stage);
        expect(posted(stage.at('Mei'), `greed: ${OUTCOME}`)).toEqual([]);
        stage.local.setBotPermission(CHANNEL, []);
        await expect.poll(() => posted(stage.at('Mei'), `greed: ${OUTCOME}`).length).toBe(1);
        await stage.advance(HOUR);
        expect(posted(stage.at('Mei'), `greed: ${OUTCOME}`)).toHaveLength(1);
      },
    },
    {
      name: 'the bot is removed from a server while it has no gateway: it notices at its next session',
      alone: true,
      async run(stage) {
        await opened(stage, { closes: 'in 3 days' });
        await whileAway(stage, () => stage.local.removeBot(UNIVERSITY));
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(1);
        await stage.advance(DAY + MINUTE);
        expect(posted(stage.at('Mei'), 'A server has left the front')).toHaveLength(1);
      },
    },
    {
      name: 'and invited again without a gateway, it is back',
      alone: true,
      async run(stage) {
        await opened(stage, { closes: 'in 3 days' });
        stage.local.removeBot(UNIVERSITY);
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(1);
        await whileAway(stage, () => stage.local.inviteBot(UNIVERSITY));
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(0);
        await stage.advance(DAY + MINUTE);
        expect(posted(stage.at('Mei'), 'A server has left the front')).toEqual([]);
      },
    },
  ],
};
