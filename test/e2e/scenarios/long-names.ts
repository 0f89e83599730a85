import { expect } from 'vitest';
import { HARBOUR, posted, proposing, told, voting } from '../../support/acting.js';
import { inFront, toTheFront } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

/** As long as Discord lets a server's name be, in characters; twice that in UTF-16 units. */
const LONG = '🚩'.repeat(100);
const SHOWN = `${'🚩'.repeat(49)}…`;

/** Gives the first server another name while the bot is not looking. */
async function renamed(stage: Stage): Promise<void> {
  const guild = stage.local.world.state.guilds.find(({ name }) => name === HARBOUR);
  if (guild === undefined) throw new Error('There is no such server.');
  await stage.stopBot();
  guild.name = LONG;
  await stage.startBot();
}

export const longNames: Theme = {
  about: 'a server whose name is as long as Discord takes it',
  scenarios: [
    {
      name: 'proposes and decides like any other; what does not fit is cut between characters',
      alone: true,
      async run(stage) {
        await renamed(stage);
        const amara = stage.at('Amara', `${LONG}#joint-action`);
        told(await amara.command('settings set', { timezone: 'Europe/Berlin' }));
        stage.at = (who, channel = `${LONG}#joint-action`) => stage.local.person(who).in(channel);
        const card = await proposing(stage, 'Amara');
        expect(card.text).toContain(`Proposed by ${SHOWN}`);
        await voting(stage, card, { Jonas: 'For' });
        await stage.advance(2 * DAY + MINUTE);
        expect(posted(stage.at('Mei'), `${SHOWN} is in`)).toHaveLength(1);
      },
    },
    {
      name: 'can be in a front, and is named to the others just so',
      alone: true,
      async run(stage) {
        await renamed(stage);
        stage.at = (who, channel = `${LONG}#joint-action`) => stage.local.person(who).in(channel);
        await inFront(stage, []);
        const [, there] = await toTheFront(stage, 'Jonas');
        expect(there?.text).toContain(`Proposed by ${SHOWN}`);
      },
    },
  ],
};
